"""Every address that answers a GET, with the newest thing there is of each, for a walk through."""

from dataclasses import dataclass, field
from itertools import product

from civic.dashboard.tables import TABLES
from civic.db import db
from civic.documents.export.formats import FORMATS
from civic.issues.comments import IssueComment
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.meetings.files.models import MeetingFile
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.people.masked_words import MaskedWords
from civic.people.residency.participation_codes import CodeBatch
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.models import CallForm
from civic.plans.jobs.models import Job
from civic.plans.material.models import Material
from civic.plans.material.rules import KINDS
from civic.plans.models import Plan, Snapshot
from civic.plans.section.template import PARTS
from civic.plans.writing.paragraphs import Paragraph
from civic.plans.writing.versions import PlanVersion
from civic.privacy.notice.models import PrivacyNotice
from civic.roles import EVERYONE, OFFICE, SIGNED_IN, WORKSHOP
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.surveys.answers import SurveyQuestion
from civic.surveys.batches import SurveyBatch
from civic.surveys.models import Survey
from civic.targets.models import Indicator
from civic.targets.results.models import IndicatorResult
from civic.themes.models import Theme
from civic.themes.proposals.models import GroupingProposal
from civic.triage.models import OfficeAct
from civic.votes.paper.models import PaperSheet
from civic.web.access import TABLE

# Files, pictures and pages that are the same whatever there is in a round.
ALIKE = (
    "static",
    "pwa.",
    "i18n.",
    "text_size.",
    "photos.serve",
    "people.sign_in.demo",
    "people.fake_identity",
)
NEWEST = {
    "issue_id": Issue,
    "words_id": MaskedWords,
    "solution_id": Solution,
    "indicator_id": Indicator,
    "survey_id": Survey,
    "survey_batch_id": SurveyBatch,
    "question_id": SurveyQuestion,
    "result_id": IndicatorResult,
    "import_id": IssueImport,
    "batch_id": CodeBatch,
    "job_id": Job,
    "paragraph_id": Paragraph,
    "sheet_id": PaperSheet,
    "meeting_id": Meeting,
    "file_id": MeetingFile,
    "opinions_id": OpinionBatch,
    "act_id": OfficeAct,
    "theme_id": Theme,
    "proposal_id": GroupingProposal,
    "form_id": CallForm,
    "filled_id": FilledForm,
    "material_id": Material,
    "entry_id": CatalogueEntry,
}
FILES = (
    *(
        "notices.feeds.",
        "participation.as_",
        "dashboard.as_",
        "home.manifest",
        "home.go",
        "votes.seal.file",
        "surveys.as_csv",
    ),
    *("sharing.issue", "sharing.solution", "sharing.result", "sharing.round", "sharing.poster"),
    "sharing.survey",
    *("issues.browsing.map_feed", "places.", "notices.unsubscribe", "outbox.", "open_data."),
)
SLOW = {
    "plans.pages",
    "plans.export",
    "sharing.poster",
    "sharing.survey_poster",
}  # they make whole documents
ROUND = "/gaon/1/"
CITY_EVERY = 3  # states: what stands there hardly depends on the round
SEEN_BY = {
    "planner": frozenset({EVERYONE, SIGNED_IN, WORKSHOP, OFFICE}),
    "resident": frozenset({EVERYONE, SIGNED_IN}),
    "consultant": frozenset({EVERYONE, WORKSHOP}),
}


@dataclass
class Walk:
    """clients: role → browser; tokens: of links, by parameter. found: what answered with 5xx, or
    not at all, in words; seen: how many pages were opened."""

    application: object
    clients: dict
    tokens: dict = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    seen: int = 0
    states: int = 0

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        """Open every page of the round.

        slow: the ones that make documents too. all: in every role that may, with the city's own
        pages, each part, figure and format, and things that are not there; else all these take
        turns from state to state.
        """
        addresses = list(self.addresses(slow, all))
        self.states += 1
        for turn, (endpoint, address) in enumerate(addresses, self.states):
            if not (all or address.startswith(ROUND) or turn % CITY_EVERY == 0):
                continue
            may = [role for role in self.clients if role in roles and _sees(role, endpoint)]
            for role in may if all or not may else [may[turn % len(may)]]:
                status = self.clients[role].get(address).status_code
                self.seen += 1
                if status >= 500:
                    self.found.append(f"{state}: {status} {role} {address}")

    def addresses(self, slow: bool = False, all: bool = False):
        """(endpoint, address) of every page that can be built with what there is."""
        values = self._values()
        adapter = self.application.url_map.bind("localhost")
        for rule in self.application.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint.startswith(ALIKE):
                continue
            if rule.endpoint in SLOW and not slow:
                continue
            chosen = choices(rule, values, all)
            turn = self.states % len(chosen) if chosen else 0
            for one in chosen if all else chosen[turn : turn + 1]:
                yield rule.endpoint, adapter.build(rule.endpoint, one)

    def _values(self) -> dict[str, list]:
        """Parameter → what to put there; nothing where there is no such thing."""
        values = {name: _newest(table) for name, table in NEWEST.items()}
        snapshot = db.session.scalar(db.select(Snapshot).order_by(Snapshot.id.desc()).limit(1))
        plan = db.session.scalar(db.select(Plan))
        version = PlanVersion.latest(plan) if plan else None
        form = db.session.scalar(db.select(CallForm))
        values |= {
            "municipality": ["gaon"],
            "round_number": [1],
            "number": [snapshot.number] if snapshot else [],
            "name": ["ledger.jsonl", *([version.name] if version else [])],
            "part": [*PARTS],
            "figure": ["issues.reported", "people.participants", "votes.voters"],
            "key": ["problems.map", "overview.flow", "solutions.bars"],
            "format": list(FORMATS),
            "service": ["kakao", "none"],
            "act": ["report", "vote"],
            "kind": [*KINDS],
            "subject_kind": ["issue"],
            "thing_id": _newest(Issue),
            "language": ["ko"],
            "encoding": ["json", "xml"],
            "code": ["transit"],
            "view": ["list", "map", "result"],
            "sent_key": ["test-key-1"],
            "slug": ["call"],
            "table": list(TABLES),
            "file_name": ["panel.json"],
            "token": [],
            "version": list(db.session.scalars(db.select(PrivacyNotice.version)))[-1:],
            "form_part": [1],
            "form_key": list(form.all_places())[:1] if form else [],
            "issue": _newest(IssueComment),
            "solution": _newest(SolutionComment),
        }
        db.session.rollback()
        return values | self.tokens


def _sees(role: str, endpoint: str) -> bool:
    """Files are the same for everybody; a consultant sees other pages than a resident of the plan
    and at home alone."""
    if TABLE[endpoint] not in SEEN_BY[role]:
        return False
    if role == "consultant":
        return endpoint.startswith(("plans.", "home.show"))
    return role == "planner" or not (endpoint.startswith(FILES) or endpoint in SLOW)


def _newest(table) -> list[int]:
    newest = db.session.scalar(db.select(db.func.max(table.id)))
    return [newest] if newest else []


def choices(rule, values: dict, all: bool) -> list[dict]:
    """What the address can be built with. all: with what is not there, too."""
    names = [name for name in rule.arguments if name not in (rule.defaults or {})]
    about = "solution" if "solution" in rule.endpoint else "issue"
    other = {"comment_id": about}
    if "call_form" in rule.endpoint:  # a form's parts and places, not a plan's
        other |= {"part": "form_part", "key": "form_key"}
    offered = [values[other.get(name, name)] for name in names]
    if all:
        offered = [found or [1] for found in offered]
    made = [dict(zip(names, one, strict=True)) for one in product(*offered)]
    formats = getattr(rule._converters.get("format"), "items", FORMATS)  # those of <any(…):format>
    made = [one for one in made if one.get("format") in {None, *formats}]
    return [(rule.defaults or {}) | one for one in made]
