"""The invented city stands, and every page of it opens for every role, in both languages."""

import re

import pytest

from civic.db import db
from civic.demo.build import build
from civic.issues.models import Issue
from civic.issues.verdict import Verdict
from civic.notices.collect import gather
from civic.notices.models import Notice
from civic.people.models import Person
from civic.plans.models import Snapshot
from civic.plans.review.models import Remark
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.themes.models import Theme
from civic.themes.quotes import Quote
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

LINK = re.compile(r'href="(/gaon/[^"#]*|/sign-in[^"#]*)"')
NOT_PAGES = re.compile(
    r"export\.|summary\.|\.geojson|\.json|\.png|\.jpg|\.svg|\.zip|/vote/withdraw"
)
MOST_PAGES = 120  # for each role; lists of the same kind of page are long


def count(model, **values):
    query = db.select(db.func.count()).select_from(model).filter_by(**values)
    return db.session.scalar(query)


def kind(address: str) -> str:
    """The page an address shows, whichever thing it is about."""
    figure = re.sub(r"/sources/(\w+)[^?]*", r"/sources/\1", address)
    return re.sub(r"\d+", "0", figure.split("?")[0])


@pytest.mark.either_database
def test_the_invented_city_and_all_its_pages(app, demo):
    build()
    db.session.commit()
    assert [r.number for r in db.session.scalars(db.select(Round).order_by(Round.number))] == [
        *(1, 2, 3, 4)
    ]
    assert count(Issue) >= 170 and count(Solution) == 25
    assert count(Person) == 605 and count(Snapshot) == 2 and count(Remark) == 5
    assert gather() > 200 and count(Verdict) > 1
    assert count(Theme) == 7 and count(Quote) == 9
    assert all(theme.texts_count >= 4 for theme in db.session.scalars(db.select(Theme)))
    assert len([t for t in db.session.scalars(db.select(Theme)) if t.is_named]) == 6
    minji = Person.first_with("resident", "gaon")
    assert count(Notice, person_id=db.session.scalar(minji).id) > 5
    assert count(Tally) == 2 and count(Participation) > 600

    for role in (None, "resident", "planner", "consultant", "operator"):
        browser = app.test_client()
        if role:
            assert browser.get(f"/demo/{role}?next=/gaon/").status_code in (302, 303)
        browser.get("/language/en" if role == "resident" else "/language/ko")
        waiting, seen = [f"/gaon/{n}/" for n in (1, 2, 3, 4)], set()
        while waiting and len(seen) < MOST_PAGES:
            address = waiting.pop()
            if kind(address) in seen or NOT_PAGES.search(address):
                continue
            seen.add(kind(address))
            answer = browser.get(address.replace("&amp;", "&"), follow_redirects=True)
            assert answer.status_code in (200, 403, 410), (role, address, answer.status_code)
            waiting += LINK.findall(answer.text)
        assert len(seen) > 15, (role, seen)
