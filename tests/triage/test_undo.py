"""Taking acts back gives every issue exactly what it had, whatever was done in between."""

import random
from datetime import date

import pytest

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.correction import IssueCorrection
from civic.issues.merging import Merge
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.photos.models import Photo
from civic.plans.printing.act import Printing
from civic.rounds.models import Round
from civic.themes.models import Theme, arrange
from civic.themes.placements import Placement, placed
from civic.triage.acts.act import Refused
from civic.triage.acts.answer import AnswerMany
from civic.triage.acts.category import Category
from civic.triage.acts.department import Assign
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.place import PlaceMany
from civic.triage.acts.registry import KINDS
from civic.triage.acts.status import Status, Transfer
from civic.triage.acts.theme import InTheme
from civic.triage.departments.models import Assignment, Department
from civic.triage.models import ActUndone, OfficeAct

SAID = (
    *("id", "title", "body", "category", "district_id", "place", "lat", "lon", "status", "listed"),
    *("hidden_at", "hidden_reason", "merged_into_id", "supports_count", "triaged_at"),
    "triaged_by_id",
)


def kept_back(act: OfficeAct) -> list:
    """What was changed since, and so not taken back."""
    return [change for change in act.changes() if change.reverted_at is None]


def state() -> dict:
    """All that an act may change and an undo gives back."""
    db.session.rollback()
    issues = [
        tuple(getattr(row, name) for name in SAID)
        for row in db.session.scalars(db.select(Issue).order_by(Issue.id))
    ]
    whose = Assignment.department_id, Assignment.officer, Assignment.due_on
    assigned = db.select(Assignment.issue_id, *whose)
    corrections = db.select(IssueCorrection.issue_id).filter_by(undone_at=None)
    answers = db.select(IssueAnswer.issue_id).filter_by(withdrawn_at=None)
    merges = db.select(Merge.issue_id).filter_by(undone_at=None)
    how = Placement.placed_by_id, Placement.sure, Placement.reason, Placement.placed_at
    placements = db.select(Placement.issue_id, Placement.theme_id, *how)
    supports = db.select(Support.issue_id, Support.person_id)
    themes = db.select(Theme.id, Theme.texts_count)
    return {
        "issues": issues,
        "placed": sorted(map(tuple, db.session.execute(placements).all())),
        "supported": sorted(map(tuple, db.session.execute(supports).all())),
        "themes": sorted(map(tuple, db.session.execute(themes).all())),
        "assigned": sorted(db.session.execute(assigned).all()),
        "corrections": sorted(db.session.scalars(corrections)),
        "answers": sorted(db.session.scalars(answers)),
        "merges": sorted(db.session.scalars(merges)),
        "waiting": db.session.scalar(db.select(Round.untriaged_count)),
        "listed": db.session.scalar(db.select(Round.issues_count)),
        "withheld": db.session.scalars(db.select(Photo.withheld_at)).all(),
    }


@pytest.fixture
def lights(gaon):
    Department.open(gaon, "도로과")
    db.session.commit()
    return db.session.scalars(db.select(Department)).one().id


@pytest.fixture
def theme(round):
    """A theme that a person named."""
    started, _changes = Theme.start(round, ["가로등"])
    db.session.commit()
    return started.id


@pytest.fixture
def placed_by_machine(round, voices):
    """Two of the reports, not surely, in a theme for words they share."""
    other, _changes = Theme.start(round, ["밤길"])
    states = {id: placed(other.id, None, False, ["밤길", "등"]) for id in voices[:2]}
    arrange(round.id, states)
    db.session.commit()


@pytest.fixture
def acts(gaon, lights, theme, placed_by_machine):
    """One of every kind."""
    return [
        InTheme(theme),
        *(Looked(), Category("environment"), PlaceMany(gaon.districts[1].id, "시장 앞")),
        *(Assign(lights, "정우", date(2026, 12, 1)), Status("rejected", "예산이 없어요")),
        *(AnswerMany("{접수번호}, 고마워요"), Transfer("국토관리청", "국도라서 보냈어요")),
        *(Printing(is_printed=False), MergeMany(), Hide("광고")),
    ]


def test_every_kind_is_taken_back_exactly(acts, voices, do, seoyeon, drift):
    assert {act.kind for act in acts} == KINDS.keys()
    before = state()
    for act in acts:
        done = do(act, seoyeon, voices)
        assert state() != before, act.kind
        assert drift() == [], act.kind
        done.undo(KINDS[done.kind], seoyeon)
        db.session.commit()
        assert state() == before, act.kind
        assert drift() == [], act.kind
        assert kept_back(done) == []


def test_nothing_is_taken_back_twice(voices, do, seoyeon):
    done = do(Category("safety"), seoyeon, voices)
    done.undo(Category, seoyeon)
    db.session.commit()
    with pytest.raises(ActUndone):
        done.undo(Category, seoyeon)


@pytest.mark.parametrize("seed", range(6))
def test_random_acts_taken_back_last_first_leave_nothing(
    seed, acts, voices, do, seoyeon, haneul, gaon, drift
):
    chance = random.Random(seed)
    before, done = state(), []
    for _ in range(12):
        act = chance.choice(acts)
        if isinstance(act, MergeMany):
            act = MergeMany()
        chosen = chance.sample(voices, chance.randint(1, len(voices)))
        try:
            done.append(do(act, chance.choice((seoyeon, haneul)), chosen))
        except Refused:
            db.session.rollback()
    assert drift() == []
    for row in reversed(done):
        row.undo(KINDS[row.kind], chance.choice((seoyeon, haneul)))
        db.session.commit()
        assert kept_back(row) == []
    assert state() == before
    assert drift() == []


@pytest.mark.parametrize("seed", range(6))
def test_random_acts_taken_back_in_any_order_keep_what_came_after(
    seed, acts, voices, do, seoyeon, drift
):
    """Each is as its last act that stands left it; what was left is listed."""
    chance = random.Random(seed)
    done = []
    for _ in range(10):
        act = Category(chance.choice(("safety", "transit", "energy", "welfare")))
        chosen = chance.sample(voices, chance.randint(1, len(voices)))
        done.append((do(act, seoyeon, chosen), act.category, set(chosen)))
    first = dict.fromkeys(voices, "transit")
    history = {id: [(None, first[id])] for id in voices}
    for row, category, chosen in done:
        for id in chosen:
            if history[id][-1][1] != category:
                history[id].append((row.id, category))
    for row, _category, chosen in chance.sample(done, len(done)):
        row.undo(Category, seoyeon)
        db.session.commit()
        kept = {change.issue_id for change in kept_back(row)}
        for id in chosen:
            acted = [act_id for act_id, _ in history[id]]
            if row.id in acted and acted[-1] == row.id:
                history[id].pop()
                assert id not in kept
    now = dict(db.session.execute(db.select(Issue.id, Issue.category)).all())
    assert now == {id: steps[-1][1] for id, steps in history.items()}
    assert drift() == []


def test_what_a_colleague_changed_since_is_left_and_listed(voices, do, seoyeon, haneul):
    done = do(Category("safety"), seoyeon, voices[:3])
    db.session.get(Issue, voices[0]).correct("category", {"category": "energy"}, haneul)
    db.session.commit()
    done.undo(Category, seoyeon)
    db.session.commit()
    assert [change.issue_id for change in kept_back(done)] == [voices[0]]
    assert db.session.get(Issue, voices[0]).category == "energy"
    assert db.session.get(Issue, voices[1]).category == "transit"
    assert db.session.get(Issue, voices[1]).triaged_at is None
    assert db.session.get(Issue, voices[0]).triaged_at is not None


def test_a_colleague_who_did_the_same_again_is_not_undone(voices, do, seoyeon, haneul):
    """The value is as the act left it, but it is the colleague's by now."""
    done = do(Status("reviewing"), seoyeon, voices[:1])
    issue = db.session.get(Issue, voices[0])
    issue.set_status("asked", haneul, "어디인가요?")
    issue.set_status("reviewing", haneul)
    db.session.commit()
    done.undo(Status, seoyeon)
    db.session.commit()
    assert db.session.get(Issue, voices[0]).status == "reviewing"
    assert len(kept_back(done)) == 1


def test_what_the_office_did_on_the_issues_own_page_keeps_it_triaged(voices, do, seoyeon, haneul):
    done = do(Category("safety"), seoyeon, voices[:2])
    db.session.get(Issue, voices[0]).set_status("reviewing", haneul)
    db.session.commit()
    done.undo(Category, seoyeon)
    db.session.commit()
    first, second = (db.session.get(Issue, id) for id in voices[:2])
    assert (first.category, second.category) == ("transit", "transit")
    assert first.triaged_at is not None and second.triaged_at is None


def test_the_last_act_of_a_planner_is_theirs_and_stands(voices, do, round, seoyeon, haneul):
    first = do(Looked(), seoyeon, voices[:1])
    second = do(Looked(), seoyeon, voices[1:2])
    do(Looked(), haneul, voices[2:3])
    assert OfficeAct.latest(round, seoyeon).id == second.id
    second.undo(Looked, seoyeon)
    db.session.commit()
    assert OfficeAct.latest(round, seoyeon).id == first.id


def test_a_theme_takes_what_a_planner_puts_there_and_gives_it_back(
    theme, voices, do, seoyeon, haneul, round
):
    first = do(InTheme(theme), seoyeon, voices)
    assert db.session.get(Theme, theme, populate_existing=True).texts_count == len(voices)
    do(InTheme(None), haneul, voices[:3])
    first.undo(InTheme, seoyeon)
    db.session.commit()
    kept = {change.issue_id for change in kept_back(first)}
    assert kept == set(voices[:3]), "what a colleague set aside since stays so"
    assert db.session.get(Theme, theme, populate_existing=True).texts_count == 0


def test_a_theme_that_is_gone_takes_nothing(theme, voices, do, seoyeon):
    db.session.get(Theme, theme).dissolve()
    db.session.commit()
    with pytest.raises(Refused):
        do(InTheme(theme), seoyeon, voices)
