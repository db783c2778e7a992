"""Whoever read a thing before others changed it counts right all the same."""

import random
from datetime import timedelta

import pytest

from civic.db import db, insert_once
from civic.issues.listing.listed import NotListed
from civic.issues.merging import CannotMerge, Merge, MergeUndone
from civic.issues.models import Issue
from civic.issues.rules import ReasonMissing
from civic.issues.status import StatusNotSettable
from civic.issues.support import Support
from civic.kept_counts import KEPT
from civic.moderation.subjects import AlreadyHidden, NotHidden, find_subject
from civic.notices.collect import forget_old, gather, record
from civic.notices.models import Notice
from civic.notices.news import News
from civic.people.models import Person
from civic.themes.models import Theme

REFUSED = (
    *(NotListed, CannotMerge, MergeUndone, ReasonMissing, StatusNotSettable),
    *(AlreadyHidden, NotHidden),
)


def support(who, title="버스"):
    return lambda here: here.issues[title].support(here.people[who])


def withdraw(who, title="버스"):
    return lambda here: here.issues[title].withdraw_support(here.people[who])


def comment(who, title="버스"):
    key = f"{who} {title} {random.random()}"
    return lambda here: here.issues[title].comment(here.people[who], "그래요.", key)


def discuss(who):
    key = f"{who} {random.random()}"
    return lambda here: here.solutions["콜버스"].comment(here.people[who], "음.", request_key=key)


def decide(act, kind, id=1):
    def decided(here):
        subject = find_subject(kind, id, here.place)
        getattr(subject, act)(here.people["서연"], "이유")

    return decided


def take(title):
    def taken(here):
        (theme,) = Theme.of(here.round)
        theme.take([here.issues[title].id], here.people["서연"])

    return taken


def merge(title="가로등", into="버스"):
    def merged(here):
        here.issues[title].merge_into(here.issues[into], here.people["서연"], "같아요")

    return merged


def unmerge(title="가로등"):
    def undone(here):
        last = db.select(Merge).filter_by(issue_id=here.issues[title].id).order_by(Merge.id.desc())
        row = db.session.scalar(last)
        if row is None:
            raise MergeUndone
        row.undo(here.people["서연"], "달라요")

    return undone


def set_status(status, title="버스"):
    return lambda here: here.issues[title].set_status(status, here.people["서연"], "이유")


def hear(source):
    def heard(here):
        told = (db.select(Person.id).filter_by(id=here.people["준호"].id),)
        when = here.round.created_at
        record(News("status", source, here.round.id, when, told, issue_id=here.issues["버스"].id))

    return heard


def read_all(here):
    Notice.see(here.people["준호"])


def has_only_a_word(name):
    """Somebody's proof of residency is their own word, as if nothing better had been shown."""

    def change(here):
        residency = here.people[name].residency_in(here.place)
        residency.level = "declared"
        db.session.flush()
        residency.tell()

    return change


def support_since(name, title="버스"):
    """A support that a later round's row says it was given in."""

    def since(here):
        issue = here.issues[title]
        issue.hold_listed()
        who = {"issue_id": issue.id, "person_id": here.people[name].id}
        insert_once(Support, **who, carried_into_id=here.round.id)
        issue.recount_supports(issue.id)

    return since


# Kept count → acts of sessions that all read before the first of them; the last act comes first.
SCENARIOS = {
    "issue.supports_count": [withdraw("준호"), support("하나")],
    "issue.unproven_supports": [has_only_a_word("준호"), support("하나")],
    "issue.carried_supports": [support_since("하나"), support_since("보라")],
    "issue.comments_count": [decide("hide", "issue_comment"), comment("하나"), comment("보라")],
    "issue.listed": [decide("hide", "issue", 2), merge()],
    "round.issues_count": [merge(), decide("hide", "issue", 1)],
    "round.untriaged_count": [decide("restore", "issue", 1), set_status("asked"), merge()],
    "issue_count": [set_status("reviewing"), support("하나"), set_status("received")],
    "issue_cell": [decide("restore", "issue"), decide("hide", "issue")],
    "issue_search": [decide("restore", "issue"), decide("hide", "issue"), merge()],
    "solution.comments_count": [
        decide("hide", "solution_comment"),
        discuss("하나"),
        discuss("보라"),
    ],
    "theme.texts_count": [take("버스"), decide("hide", "issue", 2), take("가로등")],
    "person.unread_notices": [read_all, hear("a:1"), hear("a:2")],
}


def refusable(act):
    def tried(here):
        try:
            act(here)
        except REFUSED:
            db.session.rollback()

    return tried


def test_each_count_has_its_scenario(app):
    assert {kept.name for kept in KEPT} == set(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_late_session_keeps_the_count(name, city, drift):
    city.at_once(*map(refusable, SCENARIOS[name]))
    assert drift() == []


def test_who_withdraws_after_reading_is_off_the_count(city):
    city.at_once(withdraw("준호"), support("하나"))
    assert db.session.scalar(db.select(Issue.supports_count).filter_by(title="버스")) == 1


def test_a_support_that_comes_while_its_issue_is_merged_is_refused_and_not_stored(city, drift):
    with pytest.raises(NotListed):
        city.at_once(support("하나", "가로등"), merge())
    hana = city.people["하나"]
    assert db.session.scalar(db.select(Support).filter_by(person_id=hana)) is None
    assert drift() == []


def test_of_two_planners_who_hide_one_comment_the_second_is_told(city, drift):
    with pytest.raises(AlreadyHidden):
        city.at_once(decide("hide", "issue_comment"), decide("hide", "issue_comment"))
    assert drift() == []


def test_withdrawing_from_what_others_were_merged_into_counts_all_of_them(city, drift):
    city.at_once(withdraw("준호"), support("하나"), merge())
    assert drift() == []
    city.at_once(unmerge())
    assert drift() == []
    counts = dict(db.session.execute(db.select(Issue.title, Issue.supports_count)).all())
    assert counts == {"버스": 1, "가로등": 0}


def test_old_notices_that_are_dropped_are_unread_no_more(city, drift, clock):
    city.at_once(hear("a:1"))
    clock(timedelta(days=800))
    city.at_once(lambda here: forget_old())
    assert drift() == []


@pytest.mark.parametrize("seed", range(8))
def test_whatever_two_sessions_do_in_turn_every_count_is_right(seed, city, drift):
    chance = random.Random(seed)
    names, titles = ("준호", "하나", "보라"), ("버스", "가로등")
    acts = [
        *(
            make(name, title)
            for make in (support, withdraw, comment)
            for name in names
            for title in titles
        ),
        *(
            decide(act, kind, id)
            for act in ("hide", "restore")
            for kind in ("issue", "issue_comment")
            for id in (1, 2)
        ),
        *(decide(act, "solution_comment") for act in ("hide", "restore")),
        *(merge(), merge("버스", "가로등"), unmerge(), unmerge("버스")),
        *(set_status(status, title) for status in ("received", "reviewing") for title in titles),
        *(discuss(name) for name in names),
        lambda here: gather(),
        read_all,
    ]
    for _ in range(4):
        city.at_once(*(refusable(chance.choice(acts)) for _ in range(4)))
        assert drift() == []
