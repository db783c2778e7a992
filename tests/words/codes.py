"""Where the codes come from of each table of words by code."""

from types import SimpleNamespace

from requests.exceptions import ConnectTimeout, ReadTimeout, SSLError

from civic.call_forms import refusals
from civic.call_forms.match import DOUBTS
from civic.call_forms.place import KINDS as PLACE_KINDS
from civic.dashboard.arrivals import SOURCES as ARRIVED_FROM
from civic.engines.identity.portone import CARRIERS
from civic.engines.sign_in_services import NaverService
from civic.housekeeping import overdue
from civic.housekeeping.chores import CHORES
from civic.issues.correction import FIELDS as CORRECTED
from civic.issues.importing.built_on import SINCE, references
from civic.issues.importing.reading.columns import FIELDS as IMPORTED
from civic.issues.importing.reading.dates import ORDERS as DAY_ORDERS
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.reporting.category_guess import NOT_TOLD
from civic.issues.rules import ANSWERS
from civic.long_work.doing import FAILURES
from civic.meetings.head_counts import UNKNOWN
from civic.moderation.models import KINDS as SUBJECTS
from civic.moderation.more_acts import MORE
from civic.moderation.office_acts import COMMANDS, RECORDED
from civic.notices.notice_types import NOTICE_TYPES as NOTICES
from civic.open_data.webhooks.rules import EVENTS as WEBHOOK_EVENTS
from civic.panel.draw.cells import AGE_SCHEMES, BOTH, YOUNGEST
from civic.panel.draw.redraw import SOURCES as SEED_SOURCES
from civic.panel.published import FILES as PANEL_FILES
from civic.panel.rules import APPLICANT_STATES, DEPARTURES, FEATURES
from civic.panel.rules import STATES as PANEL_STATES
from civic.panel.rules import STEPS as PANEL_STEPS
from civic.people.rules import LEVELS
from civic.personal_data import KINDS as KINDS_OF_DATA
from civic.plans.call_form.finders import CONDITIONS as FORM_STATES
from civic.plans.call_form.proposals import HEADERS
from civic.plans.call_form.rules import SINGLE, UNITS
from civic.plans.call_form.sources import sources as form_sources
from civic.plans.filing.rules import OUTCOMES, STEPS
from civic.plans.follow_up.rules import KINDS as FOLLOW_UP_KINDS
from civic.plans.jobs.run import JOBS, WORKS
from civic.plans.material.rules import KINDS as MATERIAL_KINDS
from civic.plans.outcomes.rules import MOVES
from civic.plans.review.models import DISPOSITIONS
from civic.plans.section.schema.follow_up import StratumData
from civic.plans.section.tables import TABLES
from civic.privacy.own_data.collecting import PARTS as OWN_PARTS
from civic.privacy.own_data.collecting import own_tables
from civic.privacy.retention.rules import PERIODS
from civic.rounds.calendar import PeriodProblem
from civic.rounds.calls.labels import WORD_NAMES
from civic.rounds.calls.models import Call
from civic.rounds.calls.shares import SHARES
from civic.rounds.rules import ACTS, COMPLETIONS, PHASES, RULES, UNPROVEN
from civic.rounds.settings.labels import SETTING_FORMATS
from civic.sharing.invitation import ASKED
from civic.solutions.project_plan.rules import SOURCES as MONEY_SOURCES
from civic.solutions.revising import WORDS as REVISED
from civic.solutions.screening.rules import GROUNDS, VERDICTS
from civic.surveys.rules import AUDIENCES, MEASURES
from civic.surveys.rules import KINDS as SURVEY_KINDS
from civic.targets.rules import missing_for_plan
from civic.themes.desk.quoting import SIDES
from civic.themes.proposals.run import GROUPINGS
from civic.triage import filters as desk
from civic.triage.acts.registry import KINDS
from civic.votes.ledger.verify import SOURCES as BALLOT_SOURCES
from civic.votes.seal.routes import TYPES
from civic.web.guarded_pages import LOGGED
from tests.words.code_tables import given, solution_acts, spelled, spelled_kinds

COUNTED = {rule for rules in RULES.values() for rule in rules}
NOTHING_STATED = SimpleNamespace(baseline=None, baseline_year=None, baseline_source="")


def call_columns() -> set[str]:
    return set(Call.__table__.columns.keys())


# Where the codes of a table come from: exactly these.
CODES = {
    "dashboard/labels.py SOURCES": lambda: set(ARRIVED_FROM),
    "dashboard/labels.py WHOM": lambda: (
        {"planner", "second"} & spelled("dashboard/queues.py") | {"reporter", "department"}
    ),
    "issues/browsing/routes.py bad_filter sentences": lambda: (
        given("BadFilter") | {"category", "status", "sort"}
    ),
    "issues/importing/reading/columns.py NAMES": lambda: set(IMPORTED),
    "issues/importing/labels.py FIELD_NAMES": lambda: set(IMPORTED),
    "issues/importing/labels.py about_order": lambda: set(DAY_ORDERS),
    "privacy/labels.py PERIODS": lambda: set(PERIODS),
    "privacy/own_data/labels.py TABLES": lambda: (
        {"person"} | {table.name for table in own_tables()} | OWN_PARTS.keys()
    ),
    "people/labels.py PERSONAL_NAMES": lambda: set(KINDS_OF_DATA),
    "issues/importing/reading/kinds.py SYNONYMS": lambda: set(CATEGORIES),
    "issues/reporting/category_guess.py SIGNS": lambda: set(CATEGORIES) - {NOT_TOLD},
    "issues/importing/labels.py BUILT_ON": lambda: (
        {"hidden"} | SINCE.keys() | {column.table.name for column in references()}
    ),
    "health/labels.py CHECKS": lambda: given("Readiness", 0, "health/"),
    "health/labels.py DISKS": lambda: given("Folder", 0, "health/"),
    "home/labels.py NEXT_STEPS": lambda: (
        given("rule", 0, "home/") | given("waits", 0, "home/") | given("Step", 0, "home/")
    ),
    "issues/labels.py VERDICTS": lambda: set(ANSWERS),
    "issues/office/routes.py cannot_merge sentences": lambda: spelled(
        "issues/merging.py", "_check_merge"
    ),
    "plans/section/row_facts.py STRATUM_COLUMNS": lambda: (
        set(StratumData.__annotations__) - {"id", "name"}
    ),
    "panel/labels.py STATE_NAMES": lambda: set(PANEL_STATES),
    "panel/labels.py STEP_NAMES": lambda: set(PANEL_STEPS),
    "panel/labels.py SOURCE_NAMES": lambda: set(SEED_SOURCES),
    "panel/labels.py RESULT_HINTS": lambda: set(SEED_SOURCES),
    "panel/labels.py FEATURE_NAMES": lambda: set(FEATURES),
    "panel/labels.py SCHEME_NAMES": lambda: set(AGE_SCHEMES),
    "panel/labels.py YOUNGEST_NAMES": lambda: set(YOUNGEST),
    "panel/labels.py SEX_NAMES": lambda: {*BOTH, "none"},
    "panel/labels.py APPLICANT_NAMES": lambda: set(APPLICANT_STATES),
    "panel/labels.py DEPARTURE_NAMES": lambda: set(DEPARTURES),
    "panel/labels.py FILE_NAMES": lambda: set(PANEL_FILES),
    "meetings/labels.py SEXES": lambda: {"f", "m", UNKNOWN},
    "moderation/labels.py KIND_NAMES": lambda: set(SUBJECTS),
    "moderation/labels.py ACTS": lambda: (
        {"status", "merge", "import", "undo_import", "hear", "unhear"}
        | given("_settle", 0, "moderation/")
        | given("record", 0, "moderation/")
        | (solution_acts() - {"withdraw"})
        | {f"round_{act}" for act in given("_log", 1, "rounds/")}
        | {f"correct_{field}" for field in CORRECTED}
        | {f"many_{kind}" for kind in KINDS}
        | MORE.keys()
        | RECORDED.keys()
        | set(COMMANDS.values())
    ),
    "issues/life/labels.py STANDINGS": lambda: STATUSES,
    # After these nothing more is to come.
    "issues/life/labels.py NEXT": lambda: (
        STATUSES.keys() - {"received", "reviewing", "merged", "rejected", "transferred"}
    ),
    "home/labels.py NOT_NOW": lambda: {"report", "vote"},
    "notices/labels.py HEADLINES": lambda: (
        NOTICES.keys() - {"status", "phase", "vote", "meeting", "correction", "panel", "survey"}
    ),
    "notices/labels.py CORRECTIONS": lambda: CORRECTED.keys() | {"moved", "withdrawn", "masked"},
    "notices/labels.py SOLUTION_ACTS": lambda: solution_acts(),
    "notices/labels.py VOTE_ACTS": lambda: {"end", "period", "off", "removed", "annulled"},
    "notices/labels.py MEETING_ACTS": lambda: {"moved", "cancelled", "tomorrow"},
    "notices/labels.py PANEL_ACTS": lambda: {"closed", "drawn", "asked"},
    "notices/labels.py SURVEY_ACTS": lambda: {"opened", "finished"},
    "notices/labels.py OUTCOMES": lambda: set(OUTCOMES["evaluation"]),
    "notices/labels.py REPLIES": lambda: {"again", "reply"},
    "people/access_log/labels.py DATA": lambda: {*LOGGED.values(), "photo"},
    "people/forms.py PASSES_FOR": lambda: (
        {"office", "place", "official", "mixed"} & spelled("people/passing_for.py", "passes_for")
    ),
    "people/second_factor/forms.py REFUSALS": lambda: given("FactorRefused"),
    "people/federation/labels.py REFUSALS": lambda: given("SignInFailed"),
    "people/federation/labels.py SERVICES": lambda: (
        given("OidcService") | {NaverService("client", "secret").code}
    ),
    "people/residency/labels.py CARRIERS": lambda: set(CARRIERS),
    "sharing/invitation.py invitation questions": lambda: set(ASKED),
    "people/sign_in/forms.py WEAK": lambda: given("WeakPassphrase"),
    "places/tables/labels.py about_file": lambda: (
        given("UnreadableFile") | given("WorkbookRefused", 0, "places/tables/")
    ),
    **{
        f"plans/material/labels.py {name}": lambda: set(MATERIAL_KINDS)
        for name in ("KIND_NAMES", "NEW_NAMES", "EDIT_NAMES", "too_much")
    },
    "open_data/elections/labels.py REASONS": lambda: {
        "",
        *{"votes", "shares", "rest", "too_dear", "stopped", "short_of_shares", "no_votes"}
        & spelled("votes/counting/greedy.py"),
    },
    "open_data/open311/labels.py FILTERS": lambda: (
        {"unreadable"} | given("UnreadableFilter", 1, "open_data/open311/")
    ),
    "plans/material/labels.py about_table": lambda: given("TableWrong"),
    "rounds/calls/labels.py about_criteria": lambda: given("CriteriaWrong"),
    "plans/wording/labels.py FINDINGS": lambda: given("Finding", 0, "plans/wording/"),
    "plans/outcomes/labels.py MOVE_NAMES": lambda: set(MOVES),
    "plans/filing/labels.py STEP_NAMES": lambda: set(STEPS),
    "plans/filing/labels.py OUTCOME_NAMES": lambda: {o for each in OUTCOMES.values() for o in each},
    "plans/jobs/labels.py KINDS": lambda: WORKS.keys(),
    "plans/jobs/labels.py STEPS": lambda: (
        {""}
        | given("record", 1, "plans/jobs/run.py")
        | given("record", 1, "plans/call_form/making.py")
    ),
    "plans/call_form/labels.py SOURCE_GROUPS": lambda: form_sources({}).keys(),
    "open_data/webhooks/labels.py EVENTS": lambda: set(WEBHOOK_EVENTS),
    "open_data/webhooks/labels.py ANSWERS": lambda: (
        {"401", "403", "404", "429"}
        | {each.__name__ for each in (ConnectTimeout, ReadTimeout, SSLError)}
    ),
    "plans/call_form/labels.py SINGLE_SOURCES": lambda: set(SINGLE),
    "plans/call_form/labels.py STATES": lambda: {"open"} | FORM_STATES.keys(),
    "plans/call_form/labels.py UNIT_NAMES": lambda: {""} | UNITS.keys(),
    "plans/call_form/labels.py LEFT": lambda: {
        *spelled("call_forms/receipt.py", "_why") - {""},
        *{"example"} & spelled("call_forms/lines/samples.py", "why_sample"),
    },
    "plans/call_form/labels.py doubt": lambda: DOUBTS,
    "plans/call_form/proposals.py HEADERS": lambda: HEADERS.keys() & TABLES.keys(),
    "plans/jobs/labels.py FAILURES": lambda: {*FAILURES, *JOBS.failures.values()},
    "plans/readiness/labels.py ITEMS": lambda: (
        given("Item") | {"vote_open", "vote_uncounted"} | spelled_kinds()
    ),
    "plans/review/labels.py DISPOSITION_NAMES": lambda: set(DISPOSITIONS),
    "plans/evidence/labels.py": lambda: {
        *("issue", "solution", "resident", "office", "file", "meeting", "program"),
        *(*MONEY_SOURCES, "yes", "rejected", "transferred", *AUDIENCES),
    },
    "plans/follow_up/labels.py KIND_NAMES": lambda: set(FOLLOW_UP_KINDS),
    "plans/follow_up/labels.py YEAR_MISTAKES": lambda: (
        {"missing", "back", "beyond", "last"} & spelled("plans/follow_up/rules.py", "wrong_years")
    ),
    "plans/printing/rules.py LEFT_OUT": lambda: {"rejected", "transferred"} & STATUSES.keys(),
    "plans/section/labels.py PAYER_NAMES": lambda: set(MONEY_SOURCES),
    "plans/section/labels.py BOUGHT": lambda: (
        {"votes", "shares", "rest"} & spelled("votes/counting/greedy.py")
    ),
    "plans/section/labels.py NOT_BOUGHT": lambda: (
        {"stopped", "short_of_shares", "no_votes"} & spelled("votes/counting/greedy.py")
    ),
    "plans/section/labels.py RULES": lambda: COUNTED,
    "plans/section/labels.py COMPLETIONS": lambda: set(COMPLETIONS),
    "plans/section/labels.py DIRECTIONS": lambda: {"down", "up"},
    "plans/section/labels.py LACKING": lambda: set(missing_for_plan(NOTHING_STATED)),
    "rounds/calls/labels.py WORD_NAMES": lambda: call_columns() & set(WORD_NAMES),
    "rounds/calls/labels.py MONEY_NAMES": lambda: {c for c in call_columns() if c.endswith("_won")},
    "rounds/calls/labels.py SHARE_NAMES": lambda: set(SHARES),
    "rounds/calls/labels.py PAYERS": lambda: set(SHARES),
    "rounds/calls/labels.py COUNT_NAMES": lambda: {"cities", "build_months"} & call_columns(),
    "rounds/calls/labels.py DAY_NAMES": lambda: {c for c in call_columns() if c.endswith("_on")},
    "rounds/phases/forms.py SENTENCES": lambda: {problem.value for problem in PeriodProblem},
    "rounds/labels.py PHASE_NAMES": lambda: set(PHASES),
    "rounds/labels.py ACTS_IN_WORDS": lambda: ACTS.keys() | given("PhaseClosed"),
    "rounds/labels.py FORM_NAMES": lambda: RULES.keys(),
    "rounds/labels.py COUNTING_NAMES": lambda: COUNTED,
    "rounds/labels.py COMPLETION_NAMES": lambda: set(COMPLETIONS),
    "rounds/labels.py LEVEL_NAMES": lambda: set(LEVELS),
    "rounds/labels.py UNPROVEN_NAMES": lambda: set(UNPROVEN),
    "rounds/labels.py SETTING_NAMES": lambda: {"vote", "intro"} | SETTING_FORMATS.keys(),
    "solutions/screening/labels.py VERDICT_NAMES": lambda: set(VERDICTS),
    "solutions/screening/labels.py GROUND_NAMES": lambda: set(GROUNDS),
    "solutions/labels.py SOLUTION_ACTS": lambda: solution_acts(),
    "solutions/labels.py SOLUTION_FIELDS": lambda: {*REVISED, "steps"},
    "surveys/labels.py KINDS": lambda: set(SURVEY_KINDS),
    "surveys/labels.py AUDIENCES": lambda: set(AUDIENCES),
    "surveys/labels.py COUNTED_AS": lambda: set(AUDIENCES),
    "surveys/labels.py MEASURES": lambda: set(MEASURES),
    "surveys/labels.py APART": lambda: {"place", "age"} & spelled("surveys/counting.py"),
    "surveys/labels.py PROBLEMS": lambda: (
        {"missing", "unknown", "too_many", "too_long"} & spelled("surveys/rules.py", "_problem")
    ),
    "surveys/paper/forms.py _sentence": lambda: given("SheetFault", 1, "surveys/"),
    "targets/figure_field.py UNITS": lambda: set(MEASURES),
    "plans/section/labels.py AUDIENCES": lambda: set(AUDIENCES),
    "targets/results/forms.py WRONG": lambda: given("WrongResult") - {"too_early"},
    "votes/labels.py FILE_LABELS": lambda: set(TYPES),
    "votes/labels.py HOW_TO": lambda: RULES.keys(),
    "votes/labels.py HOW_TO_ON_PAPER": lambda: RULES.keys(),
    "themes/labels.py ACTS": lambda: (
        given("record", 1, "themes/desk/")
        | given("record", 1, "themes/log.py")
        | given("record", 1, "themes/proposals/routes.py")
    ),
    "themes/labels.py ONE_SIDED": lambda: SIDES,
    "themes/proposals/labels.py STEPS": lambda: (
        {""} | given("record", 1, "themes/proposals/grouper.py")
    ),
    "themes/proposals/labels.py FAILURES": lambda: {*FAILURES, *GROUPINGS.failures.values()},
    "housekeeping/labels.py LABELS": lambda: {chore.name for chore in CHORES},
    "call_forms/labels.py about_form": lambda: refusals.FORM_CODES,
    "call_forms/labels.py about_value": lambda: refusals.VALUE_CODES,
    "call_forms/labels.py about_change": lambda: refusals.CHANGE_CODES,
    "call_forms/labels.py about_note": lambda: refusals.NOTES,
    "call_forms/labels.py kind_word": lambda: PLACE_KINDS,
    "housekeeping/labels.py OWED": lambda: {
        chore.name for chore in CHORES if chore.overdue is not overdue.nothing
    },
    "triage/labels.py ACTS": lambda: KINDS.keys(),
    "triage/labels.py SHOWS": lambda: set(desk.SHOWS),
    "triage/labels.py SOURCES": lambda: set(desk.SOURCES),
    "triage/labels.py SORTS": lambda: set(desk.SORTS),
    "triage/labels.py refusal": lambda: given("Refused", 1, "triage/"),
    "web/errors.py fault words": lambda: {"sentence", "again", "front"},
    "votes/paper/labels.py SOURCES": lambda: BALLOT_SOURCES - {"online"},
}
