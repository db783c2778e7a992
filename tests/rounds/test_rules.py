"""What each role may do in each phase: the whole matrix, written out."""

from datetime import UTC, date, datetime

import pytest

from civic.rounds.rules import ACTS, PHASES, last_legal_end, may, opens_next

OPEN = {  # act: (who may, phases it is open in)
    "report": ("resident", "report"),
    "support": ("resident", "report propose"),
    "comment": ("resident", "report propose vote target"),
    "propose": ("resident", "propose"),
    "comment_on_solution": ("resident", "propose vote target"),
    "vote": ("voter", "vote"),
    "set_preference": ("resident", "target"),
    "moderate": ("planner operator", " ".join(PHASES)),
    "compile": ("planner operator", " ".join(PHASES)),
    "remark": ("consultant planner", "compile consult submit"),
    "answer": ("planner operator", "compile consult submit"),
    "ready": ("planner operator", "compile consult submit"),
}
ROLES = ("visitor", "resident", "voter", "planner", "consultant", "operator")


def test_the_matrix_covers_every_act():
    assert OPEN.keys() == ACTS.keys()


@pytest.mark.parametrize("act", OPEN)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("phase", PHASES)
def test_who_may_do_what_when(act, role, phase):
    roles, phases = OPEN[act]
    expected = role in roles.split() and phase in phases.split()
    assert may(act, frozenset({role}), frozenset({phase})) is expected


def test_office_work_needs_no_open_phase_but_residents_acts_do():
    assert may("moderate", frozenset({"planner"}), frozenset())
    assert not may("report", frozenset({"resident"}), frozenset())


def test_an_unknown_act_is_an_error():
    with pytest.raises(KeyError):
        may("dance", frozenset({"resident"}), frozenset({"report"}))


def test_the_last_legal_end_is_midnight_in_seoul_after_the_last_day():
    assert last_legal_end(date(2021, 12, 29)) == datetime(2021, 12, 29, 15, tzinfo=UTC)
    assert last_legal_end(None) is None


def test_a_closed_act_opens_with_its_next_phase():
    days = {kind: datetime(2026, 11, n + 1, tzinfo=UTC) for n, kind in enumerate(PHASES)}
    assert opens_next("vote", days, days["report"]) == days["vote"]
    assert opens_next("support", days, days["report"]) == days["propose"]
    assert opens_next("vote", days, days["target"]) is None
    assert opens_next("file", {}, days["vote"]) is None
