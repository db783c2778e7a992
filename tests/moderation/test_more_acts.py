"""Every act of the office is in its log: each kind once, with who did it."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.moderation.labels import ACTS
from civic.moderation.log import log_page
from civic.moderation.more_acts import MORE
from civic.people.access_log.models import AccessEntry, AccessReview
from civic.people.residency.participation_codes import CodeBatch
from civic.people.residency.showing import CodeShowing, begin_printing
from civic.people.rights.origins import confirm as confirm_right
from civic.people.two_person import TwoPerson
from civic.photos.models import Photo
from civic.plans.links.models import Invitation, ShareLink
from civic.plans.models import Plan
from civic.rounds.phases.two_persons import CalendarChange
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally
from tests.apps import KEY
from tests.factory import add_round_elsewhere, add_solution
from tests.moderation.acts_of_rooms import on_rooms


def confirmed(row, person):
    row.confirm(person)


def dropped(row, person):
    row.drop(person)


ENDS = (confirmed, dropped)


@pytest.fixture
def jiho(person):
    return person("지호", "planner")


@pytest.fixture
def all_done(round, seoyeon, jiho, person, open_phase):
    """서연 does one of each act of MORE, and 지호 what a second person does."""
    on_codes(round.municipality, seoyeon, jiho)
    on_links(Plan.start(round), seoyeon, jiho)
    on_rights_and_log(round.municipality, person("준호"), seoyeon, jiho)
    on_calendar(round, seoyeon, jiho)
    on_rooms(round, person("하나"), seoyeon, jiho)
    solutions = [add_solution(round, n, status="on_ballot") for n in (1, 2, 3)]
    open_phase("vote")
    for end, voter, solution in zip(ENDS, ("하늘", "보라"), solutions[1:], strict=True):
        voter = person(voter, lives=True)
        Participation.submit(voter, round, [solutions[0].id])
        end(Annulment.propose(round, voter, seoyeon, "두 번"), jiho)
        end(Removal.propose(round, solution.id, seoyeon, "계획이 바뀜"), jiho)
    open_phase("target")
    on_paper(round, solutions[0], seoyeon, jiho)
    Tally.count(round, seoyeon)
    db.session.commit()


def on_codes(gaon, planner, second):
    until = {"expires_at": now() + timedelta(days=90)}
    batch = CodeBatch.issue(gaon, planner, KEY, "batch-0001", label="우편", size=2, **until)
    begin_printing(batch, planner)
    batch.codes[0].void(second)
    batch.void(second)
    CodeBatch.hand_out(gaon, planner, KEY, "desk-00001", "mark", label="창구", **until)
    for end in ENDS:
        end(CodeShowing.ask(batch, planner, "다시 인쇄"), second)


def on_calendar(round, planner, second):
    """The vote ends a day earlier: once given up, once agreed."""
    periods = {phase.kind: (phase.starts_at, phase.ends_at) for phase in round.phases}
    start, end = periods["vote"]
    periods["vote"] = start, end - timedelta(days=1)
    for decide in (dropped, confirmed):
        decide(CalendarChange.propose(round, planner, periods, "접수가 당겨짐"), second)


def on_links(plan, planner, second):
    until = {"expires_at": now() + timedelta(days=90)}
    for kind in (Invitation, ShareLink):
        kind.issue(plan, planner, KEY, "link-00001", label="하은", **until).revoke(second)


def on_rights_and_log(gaon, person, planner, second):
    person.grant("planner", gaon, second, "발령")
    confirm_right(person.roles[0], planner)
    person.revoke("planner", gaon, second, "옮김")
    look = {"address": "127.0.0.1", "data": "export", "whose": "", "purpose": ""}
    AccessEntry.log(planner, gaon.id, path="/gaon/1/plan/export.pdf", **look)
    for month, end in zip(("2026-09", "2026-10"), ENDS, strict=True):
        end(AccessReview.sign(gaon, month, planner, "다름없음"), second)


def on_paper(round, solution, planner, second):
    for number, end in enumerate(ENDS, 1):
        photo = Photo(key=f"{number:032x}", sha256=f"{number:064x}", width=4, height=3)
        db.session.add(photo)
        db.session.flush()
        said = {"place": "달내 경로당", "held_at": round.phase("vote").starts_at, "voters": 2}
        said |= {"source": "paper", "counts": {solution.id: 2}}
        sheet = PaperSheet.enter(round, planner, [photo], f"sheet-000{number}", **said)
        end(sheet, second if end is confirmed else planner)  # nobody drops another's sheet


def logged(app, municipality):
    """act → entry, over all pages of the log."""
    entries = []
    for number in (1, 2, 3):
        with app.test_request_context(f"/?page={number}"):
            entries += log_page(municipality).rows
    return {entry.act: entry for entry in entries}


def test_each_is_there_with_who_did_it(app, all_done, round, seoyeon, jiho, as_person):
    acts = logged(app, round.municipality)
    assert MORE.keys() - acts.keys() == set()
    assert {acts[act].actor.id for act in MORE} == {seoyeon.id, jiho.id}
    assert acts["annul_enter"].actor.id == seoyeon.id
    assert acts["annul_confirm"].actor.id == jiho.id
    assert acts["grant"].reason == "발령"
    # Whose ballot it was is on a page of its own, each look at which is logged.
    assert "하늘" not in as_person(seoyeon).get("/gaon/1/office/log").text


def test_what_two_people_do_is_there_whatever_the_room():
    shown = {acts.table for acts in MORE.values()}
    assert set(TwoPerson.__subclasses__()) <= shown
    assert MORE.keys() <= ACTS.keys()


def test_another_city_sees_none_of_them(app, all_done, call):
    assert logged(app, add_round_elsewhere(call).municipality) == {}
