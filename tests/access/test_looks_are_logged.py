"""No page of the office shows anything personal of a resident without an entry of the log.

Every address and every text field of every resident is planted with words that stand nowhere else;
each page is opened as the planner, and what it shows is held against the entries it left.
"""

import sys
from datetime import timedelta
from inspect import unwrap
from types import FunctionType

import pytest

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.moderation.subjects import find_subject
from civic.people.access_log.models import AccessEntry
from civic.people.masked_words import MaskedWords
from civic.people.residency.participation_codes import CodeBatch
from civic.plans.models import Plan
from civic.web.access import TABLE
from civic.web.guarded_pages import LOGGED
from tests.apps import KEY
from tests.factory import report_issue
from tests.pages import say_why
from tests.states.walking import SEEN_BY, Walk


class WalkForLooks(Walk):
    """Opens everything as the planner; finds pages that show a secret and leave no entry."""

    secrets: tuple[bytes, ...] = ()
    logged: int = 0

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        client = self.clients["planner"]
        for endpoint, address in self.addresses(slow, all):
            if TABLE[endpoint] not in SEEN_BY["planner"]:
                continue
            before = entries()
            answer = client.get(address)
            if answer.status_code == 303 and "/access-reason" in answer.location:
                say_why(client, address)
                answer = client.get(address)
            shown = [secret for secret in self.secrets if secret in answer.data]
            self.seen += 1
            if shown and entries() == before:
                self.found.append(f"{endpoint} {address}: {shown[0].decode()}")
            self.logged += bool(shown)


def entries() -> int:
    count = db.session.scalar(db.select(db.func.count()).select_from(AccessEntry))
    db.session.rollback()
    return count


@pytest.fixture
def secrets(round, person, gaon, seoyeon, open_phase):
    """What is known of residents and not public: where they are reached, and what was masked."""
    minji, junho = person("민지", lives=True), person("준호", lives=True)
    for someone, address in (
        (minji, "minji.flower@example.com"),
        (junho, "junho.moon@example.com"),
    ):
        someone.email = address
    issue = report_issue(round, minji, body="은빛여울 010-2222-7777로 전화 주세요")
    issue.comment(junho, "저는 달그림자 010-3333-8888이에요", "comment-0001")
    find_subject("issue", issue.id, gaon).flag(junho, "other 신고 이유")
    until = {"label": "우편", "size": 3, "expires_at": round.phases[-1].ends_at}
    CodeBatch.issue(gaon, seoyeon, KEY, "batch-0001", **until)
    words = {"kind": "workshop", "title": "워크숍", "place": "시청", "host": "스마트도시팀"}
    words |= {"starts_at": now() + timedelta(days=7), "signs_up": True, "capacity": 5}
    Meeting.plan(round, seoyeon, "meeting-0001", **words).sign_up(minji)
    Plan.start(round)
    db.session.commit()
    assert len(db.session.scalars(db.select(MaskedWords)).all()) == 2
    return (b"minji.flower", b"junho.moon", b"2222-7777", b"3333-8888")


def test_every_page_that_shows_something_personal_leaves_an_entry(
    secrets, application, as_person, seoyeon
):
    walk = WalkForLooks(application, {"planner": as_person(seoyeon)})
    walk.secrets = secrets
    walk.look("as it is", all=True)
    assert walk.found == []
    assert walk.seen > 200 and walk.logged >= 2


def draws(view) -> set[FunctionType]:
    """The functions of its own module by which a view draws its page."""
    view = unwrap(view)
    there = vars(sys.modules[view.__module__])
    called = map(there.get, view.__code__.co_names)
    own = [
        found
        for found in called
        if type(found) is FunctionType and found.__module__ == view.__module__
    ]
    return {found for found in own if "render_template" in found.__code__.co_names}


def test_an_act_that_draws_such_a_page_again_is_a_look_too(application):
    views = application.view_functions
    pages = set().union(*(draws(views[endpoint]) for endpoint in LOGGED))
    again = {endpoint for endpoint, view in views.items() if draws(view) & pages}
    assert again - LOGGED.keys() == set()
    assert {"issues.importing.run", "people.rights.grant", "people.access_log.sign"} <= again
