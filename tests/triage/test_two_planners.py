"""서연 and 하늘 at the same desk: no act is lost, and what one did is never overwritten unseen."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor

from civic.db import db
from civic.issues.models import Issue
from civic.kept_counts import KEPT
from civic.people.models import Person
from civic.rounds.models import Round
from civic.triage.acts.act import Refused
from civic.triage.acts.category import Category
from civic.triage.acts.hide import Hide
from civic.triage.acts.looked import Looked
from civic.triage.acts.merge import MergeMany
from civic.triage.acts.registry import KINDS
from civic.triage.acts.status import Status
from civic.triage.filters import DeskFilters
from civic.triage.models import ActUndone, OfficeAct, OfficeActChange
from civic.triage.selection import Selection
from tests.factory import report_issue
from tests.triage.conftest import read


def test_what_a_colleague_changed_since_is_left_and_named(voices, do, seoyeon, haneul):
    do(Category("safety"), seoyeon, voices[:2])
    done = do(Category("energy"), haneul, voices[:3], seen=0)
    assert done.left_out == [[id, "changed", seoyeon.id] for id in voices[:2]]
    assert read("category")[:3] == [("safety",), ("safety",), ("energy",)]
    assert done.count == 1


def test_whoever_saw_the_change_may_decide_otherwise(voices, do, seoyeon, haneul):
    do(Category("safety"), seoyeon, voices[:2])
    done = do(Category("energy"), haneul, voices[:2])
    assert done.left_out == []
    assert read("category")[:2] == [("energy",)] * 2


def test_ones_own_acts_are_no_surprise(voices, do, seoyeon):
    do(Category("safety"), seoyeon, voices[:2])
    assert do(Category("energy"), seoyeon, voices[:2], seen=0).left_out == []


def test_what_was_done_on_the_issues_own_page_counts_too(voices, do, seoyeon, haneul):
    db.session.get(Issue, voices[0]).set_status("reviewing", haneul)
    db.session.commit()
    done = do(Status("rejected", "예산이 없어요"), seoyeon, voices[:2], seen=0)
    assert done.left_out == [[voices[0], "changed", haneul.id]]
    assert read("status")[:2] == [("reviewing",), ("rejected",)]


def test_an_undo_of_a_colleague_counts_too(voices, do, seoyeon, haneul, round):
    done = do(Category("safety"), seoyeon, voices[:1])
    seen = db.session.get(Round, round.id, populate_existing=True).office_revision
    done.undo(Category, seoyeon)
    db.session.commit()
    late = do(Category("energy"), haneul, voices[:1], seen=seen)
    assert late.left_out == [[voices[0], "changed", seoyeon.id]]


def test_the_same_form_sent_twice_is_one_act(voices, round, seoyeon):
    chosen = Selection(seen=0, ids=tuple(voices))
    first, again = (
        OfficeAct.do(Status("reviewing"), chosen, round, seoyeon, "key-12345678") for _ in range(2)
    )
    assert first.id == again.id


def test_all_that_match_is_what_was_there_when_it_was_shown(voices, round, seoyeon, minji):
    upto = db.session.get(Round, round.id, populate_existing=True).next_receipt
    new = report_issue(round, minji, title="방금 온 제보")
    db.session.commit()
    chosen = Selection(seen=0, filters=DeskFilters(source="resident"), upto=upto)
    done = OfficeAct.do(Looked(), chosen, round, seoyeon)
    db.session.commit()
    assert done.count == 5
    assert db.session.get(Issue, new.id).triaged_at is None


def test_what_no_longer_matches_because_of_a_colleague_is_named(voices, round, do, seoyeon, haneul):
    here = db.session.get(Round, round.id, populate_existing=True)
    seen, upto = here.office_revision, here.next_receipt
    do(Category("safety"), haneul, voices[:2])
    chosen = Selection(seen=seen, filters=DeskFilters(), upto=upto, shown=8)
    done = OfficeAct.do(Looked(), chosen, here, seoyeon)
    db.session.commit()
    assert done.left_out == [[id, "changed", haneul.id] for id in voices[:2]]
    assert done.count == 3  # the others of the round's own numbers; files' begin at 100 here


def test_many_acts_at_once_lose_nothing(app, voices, round, seoyeon, haneul):
    """Eight at a time, on overlapping choices, each by one who saw nothing of the others."""
    round_id, people = round.id, (seoyeon.id, haneul.id)
    db.session.commit()
    chance, keys = random.Random(3), itertools.count()

    def act(number):
        return number, chance.choice(people), chance.sample(voices, 4), next(keys)

    def tapped(asked):
        number, planner_id, ids, _key = asked
        made = (Category("energy"), Status("reviewing"), Hide("광고"), MergeMany(), Looked())[
            number % 5
        ]
        with app.app_context():
            here, planner = db.session.get(Round, round_id), db.session.get(Person, planner_id)
            try:
                done = OfficeAct.do(made, Selection(seen=10**6, ids=tuple(ids)), here, planner)
                db.session.commit()
                if number % 3 == 0:
                    done.undo(KINDS[done.kind], planner)
                    db.session.commit()
                return len(ids)
            except (Refused, ActUndone):
                db.session.rollback()
                return 0

    with ThreadPoolExecutor(8) as pool:
        chosen = sum(pool.map(tapped, [act(n) for n in range(60)]))
    left = sum(len(row.left_out) for row in db.session.scalars(db.select(OfficeAct)))
    changed = db.session.scalar(db.select(db.func.count()).select_from(OfficeActChange))
    aims = sum(row.kind == "merge" for row in db.session.scalars(db.select(OfficeAct)))
    assert chosen - aims <= changed + left <= chosen
    for kept in KEPT:
        assert kept.repair(round_id if kept.by_round else None) == [], kept.name
