"""The invented city stands, and every page of it opens for every role, in two languages, and is
written as pages should be; the finished round's promises are kept before anybody looks."""

import re

import pytest

from civic.db import db
from civic.demo.plan import PARAGRAPHS
from civic.housekeeping.report import report
from civic.issues.models import Issue
from civic.issues.verdict import Verdict
from civic.meetings.models import Meeting
from civic.notices.models import Notice
from civic.people.models import Person
from civic.plans.models import Snapshot
from civic.plans.review.models import Remark
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.themes.models import Theme
from civic.themes.quotes import Quote
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.markup import faults_of

LINK = re.compile(r'href="(/gaon/[^"#]*|/sign-in[^"#]*)"')
NOT_PAGES = re.compile(
    r"export\.|summary\.|\.geojson|\.json|\.png|\.jpg|\.svg|\.zip|/vote/withdraw"
)
NOWHERE = "/gaon/nowhere"
BEGINS = ("/", "/gaon/", "/offline", "/sign-in", NOWHERE, *(f"/gaon/{n}/" for n in (1, 2, 3, 4)))
MOST_PAGES = 250  # for each role: more than there are kinds of pages


def count(model, **values):
    query = db.select(db.func.count()).select_from(model).filter_by(**values)
    return db.session.scalar(query)


def kind(address: str) -> str:
    """The page an address shows, whichever thing it is about."""
    figure = re.sub(r"/sources/(\w+)[^?]*", r"/sources/\1", address)
    return re.sub(r"\d+", "0", figure.split("?")[0])


@pytest.mark.either_database
def test_the_invented_city_and_all_its_pages(app, demo, monkeypatch):
    monkeypatch.setattr("civic.demo.cli.upgrade", lambda: None)  # the tables are there
    assert app.test_cli_runner().invoke(args=["demo", "prepare", "--quiet"]).exit_code == 0
    assert [r.number for r in db.session.scalars(db.select(Round).order_by(Round.number))] == [
        *(1, 2, 3, 4)
    ]
    assert count(Issue) >= 170 and count(Solution) == 25
    assert count(Person) == 605 and count(Snapshot) == 2 and count(Remark) == 5
    assert count(Notice) > 200 and count(Verdict) > 1
    assert count(Theme) == 7 and count(Quote) == 9
    assert all(theme.texts_count >= 4 for theme in db.session.scalars(db.select(Theme)))
    assert len([t for t in db.session.scalars(db.select(Theme)) if t.is_named]) == 6
    minji = Person.first_with("resident", "gaon")
    assert count(Notice, person_id=db.session.scalar(minji).id) > 5
    assert count(Tally) == 2 and count(Participation) > 600
    the_plan_says_how_many_meetings_there_were()
    links_are_gone_of_the_finished_round_and_kept_at_the_vote()
    every_page_opens(app)


def the_plan_says_how_many_meetings_there_were():
    """경로당 설명회 4회 is a sentence of the plan, and these are its rows."""
    briefings = db.select(Meeting).join(Round).where(Round.number == 1, Meeting.kind == "briefing")
    held = db.session.scalars(briefings.where(Meeting.place.contains("경로당"))).all()
    (said,) = [text for _part, text in PARAGRAPHS if "경로당 설명회" in text]
    assert f"경로당 설명회 {len(held)}회" in said and len(held) == 4
    assert all(meeting.minutes and meeting.people() for meeting in held)


def links_are_gone_of_the_finished_round_and_kept_at_the_vote():
    finished, voting = db.session.scalars(db.select(Round).order_by(Round.number).limit(2))
    for round, is_kept in ((finished, False), (voting, True)):
        ballots = db.session.scalars(db.select(Ballot).filter_by(round_id=round.id)).all()
        roll = db.session.scalars(db.select(Participation).filter_by(round_id=round.id)).all()
        assert len(ballots) > 100
        assert any(ballot.participation_id for ballot in ballots) is is_kept
        assert any(row.salt for row in roll) is is_kept
    assert not any(chore.owed for chore in report().chores)


def every_page_opens(app):
    """And is written as a checker of HTML wants pages."""
    wrong = []
    for role in (None, "resident", "planner", "consultant", "operator"):
        browser = app.test_client()
        if role:
            assert browser.get(f"/demo/{role}?next=/gaon/").status_code in (302, 303)
        browser.get("/language/en" if role == "resident" else "/language/ko")
        waiting, seen = [*BEGINS], set()
        while waiting and len(seen) < MOST_PAGES:
            address = waiting.pop()
            if kind(address) in seen or NOT_PAGES.search(address):
                continue
            seen.add(kind(address))
            answer = browser.get(address.replace("&amp;", "&"), follow_redirects=True)
            known = (404,) if address == NOWHERE else (200, 403, 410)
            assert answer.status_code in known, (role, address, answer.status_code)
            if answer.mimetype == "text/html":
                waiting += LINK.findall(answer.text)
                wrong += [f"{role} {address}: {fault}" for fault in faults_of(answer.text)]
        assert 15 < len(seen) < MOST_PAGES, (role, seen)
    assert wrong == [], "\n".join(wrong)
