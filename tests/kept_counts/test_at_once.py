"""Many taps at the same moment: no deadlock, and every count is that of its rows."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.listing.listed import NotListed
from civic.issues.merging import CannotMerge, Merge, MergeUndone
from civic.issues.models import Issue
from civic.issues.status import StatusNotSettable
from civic.issues.support import Support
from civic.moderation.subjects import AlreadyHidden, NotHidden, find_subject
from civic.notices.collect import gather
from civic.notices.models import Notice
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.solutions.models import Solution
from tests.databases import ON_POSTGRESQL

REFUSED = NotListed, CannotMerge, MergeUndone, StatusNotSettable, AlreadyHidden, NotHidden
AT_ONCE = 8
TAPS = 480

# SQLite lets one write at a time: nothing can cross, and who waits is not served in turn.
pytestmark = pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite lets one write at a time")


@pytest.fixture
def together(city):
    """together(acts) does each act(person) in a session of its own, eight at a time; what was
    refused for a reason of the city's is fine, an error of the database is not."""
    db.session.commit()

    def do(act):
        with city.app.app_context():
            try:
                act()
                db.session.commit()
            except REFUSED:
                db.session.rollback()

    def all_of(acts):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(do, acts))

    return all_of


@pytest.fixture
def crowd(person):
    ids = [person(f"주민 {n}", lives=True).id for n in range(24)]
    db.session.commit()
    return ids


def find(title):
    return db.session.scalars(db.select(Issue).filter_by(title=title)).one()


def tap(person_id, title, withdraws):
    def tapped():
        issue, person = find(title), db.session.get(Person, person_id)
        issue.withdraw_support(person) if withdraws else issue.support(person)

    return tapped


def test_hundreds_of_taps_make_no_deadlock_and_one_count(together, crowd, drift):
    each = itertools.cycle(itertools.product(crowd, ("버스", "가로등"), (False, True, False)))
    taps = [tap(*next(each)) for _ in range(TAPS)]
    random.Random(1).shuffle(taps)
    together(taps)
    assert drift() == []


def test_everybody_who_supports_while_issues_are_merged_is_counted_once(
    together, crowd, city, drift
):
    def merge():
        find("가로등").merge_into(find("버스"), db.session.get(Person, city.people["서연"]), "")

    taps = [tap(id, title, False) for id in crowd for title in ("버스", "가로등")]
    together([*taps[:20], merge, *taps[20:]])
    people = db.session.scalar(db.select(db.func.count(Support.person_id.distinct())))
    assert find("버스").supports_count == people == len(crowd) + 1  # and 준호
    assert drift() == []


def test_acts_of_residents_office_and_worker_at_once(together, crowd, city, drift):
    seoyeon = city.people["서연"]
    keys = itertools.count()

    def office(act):
        return lambda: act(db.session.get(Person, seoyeon))

    def moderate(act, kind, id):
        def done(planner):
            place = db.session.scalars(db.select(Municipality)).one()
            getattr(find_subject(kind, id, place), act)(planner, "이유")

        return office(done)

    def undo(planner):
        for merge in db.session.scalars(db.select(Merge).filter_by(undone_at=None)):
            merge.undo(planner, "달라요")

    def comment(person_id, key):
        person = db.session.get(Person, person_id)
        find("버스").comment(person, "그래요.", f"a{key}")
        solution = db.session.scalars(db.select(Solution)).one()
        solution.comment(person, "좋아요.", request_key=f"b{key}")

    def report(person_id, key):
        round, person = (
            db.session.scalars(db.select(Round)).one(),
            db.session.get(Person, person_id),
        )
        Issue.report(round, person, request_key=f"r{key}", title="새 제보", category="other")

    chance = random.Random(2)
    acts = []
    for _ in range(120):
        who, key, title = chance.choice(crowd), next(keys), chance.choice(("버스", "가로등"))
        kind, id = chance.choice(("issue", "issue_comment")), chance.choice((1, 2))
        acts.append(
            chance.choice(
                (
                    tap(who, title, chance.random() < 0.4),
                    lambda who=who, key=key: comment(who, key),
                    lambda who=who, key=key: report(who, key),
                    office(
                        lambda p, s=chance.choice(("received", "reviewing")), t=title: find(
                            t
                        ).set_status(s, p, "이유")
                    ),
                    office(lambda p: find("가로등").merge_into(find("버스"), p, "")),
                    office(undo),
                    moderate(chance.choice(("hide", "restore")), kind, id),
                    moderate(chance.choice(("hide", "restore")), "solution_comment", 1),
                    gather,
                    lambda who=who: Notice.see(db.session.get(Person, who)),
                )
            )
        )
    together(acts)
    assert drift() == []
    assert db.session.scalar(db.select(db.func.count(IssueComment.id))) > 2


def test_proofs_and_supports_at_the_same_moment_keep_both_counts(together, person, drift):
    ids = [person(f"주민 {n}").id for n in range(24)]
    db.session.commit()

    def proves(id):
        def prove():
            place = db.session.scalars(db.select(Municipality)).one()
            Residency.prove(db.session.get(Person, id), place, "desk")

        return prove

    acts = [
        act for id in ids for act in (proves(id), *(tap(id, t, False) for t in ("버스", "가로등")))
    ]
    random.Random(7).shuffle(acts)
    together(acts)
    bus = find("버스")
    assert bus.supports_count == 25  # 준호 before them
    assert bus.unproven_supports == 0 and drift() == []
