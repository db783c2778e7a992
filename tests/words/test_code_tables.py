"""Every table of words by code covers the codes it is asked for: no more, no fewer.

The tables are found in the source, those inside functions too. A new one needs a line in CODES
(codes.py) that says where its codes come from.
"""

import ast

import pytest

from civic.plans.section.facts import definitions
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.tables import TABLES
from civic.plans.snapshots.gather import Part, labels
from tests.words.code_tables import found, given, spelled, trees
from tests.words.codes import CODES

# The one place where its codes are spelled: what is not in it does not exist.
ITSELF = {
    "documents/endings.py _NAMED",  # endings of words, whole
    *("demo/afterwards.py", "demo/desk.py ANSWERS", "demo/reports.py MERGES"),
    *("issues/labels.py CATEGORIES", "issues/labels.py STATUSES"),
    "languages/easy_korean.py EASY",  # a few sentences; the others stay as they are
    # Units as people write them, and forms that are sent by themselves: others stay as they are.
    *("web/filters.py", "web/filters.py PERIODS", "outbox/kept/going_out.py GOES_OUT"),
    "moderation/labels.py FLAG_REASONS",
    *("personal_data.py MASKS", "personal_data.py PATTERNS"),
    # Spellings of what people type; what they lack is read as it stands.
    *("plans/wording/numbers.py SPELLED", "plans/wording/typed_numbers.py SPELLINGS"),
    *("meetings/labels.py KINDS", "meetings/labels.py STATES", "surveys/labels.py STATES"),
    "votes/corrections/routes.py CORRECTIONS",
    *(
        "notices/notice_types.py NOTICE_TYPES",
        "plans/section/facts.py FIGURES",
        "plans/section/facts_vote.py VOTE_FIGURES",
        "plans/section/facts_meetings.py MEETING_FIGURES",
        "plans/section/facts_follow_up.py FOLLOW_UP_FIGURES",
        "plans/section/facts_problems.py PROBLEM_FIGURES",
        "plans/section/facts_surveys.py SURVEY_FIGURES",
        "plans/section/facts_surveys.py SURVEY_ROWS",
        "plans/section/facts_unproven.py UNPROVEN_FIGURES",
        "plans/section/row_facts.py ROW_FIGURES",
        "plans/section/row_facts_project.py PROJECT_ROWS",
        "documents/export/formats.py FORMATS",
        "plans/call_form/sources.py WORDS",
        "plans/call_form/proposals.py COLUMNS",
    ),
    *(
        "plans/section/pictures/registry.py PICTURES",
        "plans/section/tables/themes.py THEMES",
        "plans/section/tables/__init__.py TABLES",
        "plans/section/tables/__init__.py DID",
        "plans/section/tables/projects.py PROJECTS",
        "plans/section/tables/voices.py VOICES",
        "plans/section/tables/follow_up.py FOLLOW_UP",
        "plans/section/sheets/__init__.py SHEETS",
    ),
    *("plans/section/tables/outcome.py OUTCOME", "plans/section/tables/people.py PEOPLE"),
    *("plans/section/labels.py DISPOSITIONS", "solutions/labels.py SOLUTION_STATUSES"),
    *("plans/evidence/labels.py COLUMN_NAMES", "plans/evidence/labels.py VALUE_NAMES"),
}
# Codes that are chosen by a calculation: each is spelled in these files, and these are given.
SPELLED = {
    "issues/importing/labels.py about_row": (
        "issues/importing/reading/positions.py issues/importing/reading/rows.py"
        " issues/importing/reading/places.py issues/importing/reading/words.py",
        lambda: given("RowMistake", 1, "issues/"),
    ),
    "issues/importing/labels.py about_left_out": (
        "issues/importing/reading/leftovers.py issues/importing/reading/rows.py"
        " issues/importing/complaint_file.py",
        lambda: set(),
    ),
    "issues/importing/labels.py about_choices": (
        "issues/importing/mapping.py issues/importing/choosing_routes.py places/tables/grid.py",
        # These are said by the command, which alone takes names of columns.
        lambda: given("NothingToRead") - {"unknown", "personal"},
    ),
    "issues/importing/labels.py about_days": (
        "issues/importing/reading/years.py issues/importing/reading/dates.py",
        lambda: set(),
    ),
    "issues/importing/labels.py about_district": ("places/district_names.py", lambda: set()),
    "people/sign_in/messages.py code_sentence": ("people/sign_in/models.py", lambda: set()),
    "people/residency/labels.py REFUSALS": (
        "people/residency/participation_codes.py engines/identity/portone.py",
        lambda: given("CodeRefused"),
    ),
    "meetings/files/labels.py REFUSALS": (
        "meetings/files/file_types.py meetings/files/models.py",
        lambda: given("FileRefused"),
    ),
    "plans/outcomes/labels.py STAYS": (
        "plans/outcomes/moves.py plans/outcomes/rules.py triage/acts/act.py",
        lambda: set(),
    ),
    "photos/refusals.py REFUSALS": (
        "photos/intake.py photos/file_types.py",
        lambda: given("Rejected"),
    ),
    "places/population/labels.py ROW_MISTAKES": (
        "places/population/rows.py",
        lambda: given("PopulationMistake", 1, "places/"),
    ),
    "plans/links/routes.py link_refused sentences": (
        "plans/links/models.py",
        lambda: given("LinkRefused"),
    ),
    "triage/labels.py LEFT_OUT": (
        "triage/models.py triage/acts/act.py triage/acts/place.py plans/outcomes/rules.py",
        lambda: set(),
    ),
    "targets/labels.py PROBLEMS": ("targets/rules.py", lambda: set()),
}
ELSEWHERE = {"not_verified", "name_taken"}  # said by the route itself


def test_every_table_of_words_is_known_and_none_is_listed_that_is_gone():
    listed = ITSELF | CODES.keys() | SPELLED.keys()
    assert found().keys() == listed


@pytest.mark.parametrize("where", CODES)
def test_a_table_has_words_for_exactly_the_codes_there_are(where):
    assert found()[where] == set(CODES[where]())


@pytest.mark.parametrize("where", SPELLED)
def test_a_table_has_words_for_every_reason_that_is_given(where):
    files, reasons = SPELLED[where]
    codes = found()[where]
    assert reasons() <= codes
    assert (
        codes - {word for file in files.split() for word in spelled(file)} - reasons() <= ELSEWHERE
    )


def test_every_part_of_a_snapshot_has_a_name_and_every_figure_of_a_kind_a_definition():
    assert all(labels([part]) for part in Part)
    kinds = {name.split(".")[0] for name in definitions([])}
    assert kinds >= {"issues", "votes", "people", "targets"}
    assert PICTURES.keys().isdisjoint(TABLES)


def test_planted_tables_are_found(monkeypatch):
    planted = 'WORDS = {"one": _l("하나"), "two": _l("둘")}\nORDER = {"one": 1, "two": 2}'
    monkeypatch.setitem(trees(), "plans/planted.py", ast.parse(planted))
    assert found().keys() - (ITSELF | CODES.keys() | SPELLED.keys()) == {"plans/planted.py WORDS"}
