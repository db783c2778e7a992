"""What one planner alone can do to a vote: nothing, nor an operator with accounts of their own.

Each is tried, and the rows are read after.
"""

from datetime import timedelta
from inspect import getsource

import pytest

from civic.db import db
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.people.residency.participation_codes import CodeBatch
from civic.people.sign_in.codes import grouped
from civic.people.two_person import TwoPerson
from civic.roles import EVERYONE, SIGNED_IN
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.frozen_ballot import on_ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.seal.tally import Tally
from civic.web.access import TABLE
from tests.apps import KEY
from tests.factory import add_solution, screen
from tests.pages import say_why
from tests.states.walking import SEEN_BY, Walk

OFFICE = "/gaon/1/office"
VOTER = "바람꽃별무리"  # a name that stands nowhere else


class WalkForAName(Walk):
    """Opens everything as the planner or the operator, and finds the pages that name the voter."""

    def look(self, state: str, slow: bool = False, all: bool = False, roles=SEEN_BY) -> None:
        [(role, client)] = self.clients.items()
        for endpoint, address in self.addresses(slow, all):
            if role in TABLE[endpoint] or TABLE[endpoint] in (EVERYONE, SIGNED_IN):
                self.seen += 1
                if VOTER.encode() in client.get(address).data:
                    self.found.append(f"{state}: {endpoint} {address}")


@pytest.fixture
def solutions(round):
    return [add_solution(round, n, title=f"달빛 정류장 {n}", status="on_ballot") for n in (1, 2, 3)]


@pytest.fixture
def voter(person, round, solutions, open_phase):
    """Somebody who voted for the second of three, one of several."""
    open_phase("vote")
    voter = person(VOTER, lives=True)
    for someone, choice in ((voter, 1), (person("준호", lives=True), 0)):
        Participation.submit(someone, round, [solutions[choice].id])
    db.session.commit()
    return voter


@pytest.fixture
def planner(as_person, seoyeon, voter):
    return as_person(seoyeon)


def ballots():
    db.session.expire_all()
    rows = db.session.execute(db.select(Ballot.participation_id, Ballot.choices))
    return sorted((participation_id, *choices) for participation_id, choices in rows)


def test_a_planner_alone_annuls_no_ballot(planner, voter, seoyeon, as_person):
    before = ballots()
    planner.post(f"{OFFICE}/vote/annul", data={"address": voter.email, "reason": "두 번 투표"})
    annulment = db.session.scalars(db.select(Annulment)).one()
    for browser in (planner, as_person(seoyeon)):  # on another device they are the same person
        answer = browser.post(f"{OFFICE}/vote/annul/{annulment.id}/confirm")
        assert answer.status_code == 409
    assert ballots() == before
    assert annulment.confirmed_at is None


def test_a_planner_alone_takes_nothing_off_a_running_ballot(planner, solutions, round):
    before = ballots()
    chosen = solutions[1].id
    planner.post(f"{OFFICE}/vote/remove", data={"solution_id": chosen, "reason": "계획 변경"})
    removal = db.session.scalars(db.select(Removal)).one()
    assert planner.post(f"{OFFICE}/vote/remove/{removal.id}/confirm").status_code == 409
    planner.post(f"{OFFICE}/solutions/{chosen}/hide", data={"reason": "개인정보"})
    assert ballots() == before
    db.session.expire_all()
    assert solutions[1].status == "on_ballot"
    assert removal.entry.removed_at is None


def test_a_planner_alone_takes_nothing_off_a_ballot_that_waits_for_its_vote(
    round, as_person, seoyeon, solutions, clock
):
    """By each way there is, up to the last minute, and then the vote opens."""
    office, chosen = as_person(seoyeon), solutions[1]
    screen(chosen, seoyeon)
    db.session.commit()
    page = f"/gaon/1/solutions/{chosen.id}"
    office.post(f"{page}/ballot/withdraw")
    office.post(f"{page}/edit", data={"title": "다른 것", "summary": "다른 것"})
    unfit = {"edition": "0", "verdict": "unfit", "grounds": "other", "note": "어려워요"}
    assert office.post(f"{page}/screening", data=unfit).status_code == 409
    office.post(f"{OFFICE}/vote/remove", data={"solution_id": chosen.id, "reason": "계획 변경"})
    removal = db.session.scalars(db.select(Removal)).one()
    assert office.post(f"{OFFICE}/vote/remove/{removal.id}/confirm").status_code == 409
    clock(round.phase("vote").starts_at - timedelta(minutes=1))
    hidden = office.post(f"{OFFICE}/solutions/{chosen.id}/hide", data={"reason": "개인정보"})
    assert hidden.status_code == 303
    clock(timedelta(minutes=1))
    db.session.expire_all()
    assert [entry.number for entry in on_ballot(round)] == [1, 2, 3]


def test_a_planner_alone_ends_no_vote_earlier(planner, round):
    ends_at = round.phase("vote").ends_at
    data = {}
    for phase in round.phases:
        for end in ("starts", "ends"):
            at = getattr(phase, f"{end}_at").astimezone(SEOUL)
            data[f"{phase.kind}_{end}"] = f"{at:%Y-%m-%dT%H:%M}"
    sooner = (ends_at - timedelta(days=2)).astimezone(SEOUL)
    shortened = data | {"vote_ends": f"{sooner:%Y-%m-%dT%H:%M}", "reason": "빨리 끝내려고"}
    without = {name: value for name, value in data.items() if not name.startswith("vote_")}
    for typed in (shortened, without):
        assert planner.post(f"{OFFICE}/phases/", data=typed).status_code in (409, 422)
    assert planner.post(f"{OFFICE}/vote/tally").status_code in (404, 409)
    db.session.expire_all()
    assert round.phase("vote").ends_at == ends_at
    assert db.session.scalar(db.select(Tally)) is None


def test_a_planner_alone_shows_no_posted_codes(planner, gaon, person, clock, round):
    until = {"label": "우편", "size": 3, "expires_at": round.phases[-1].ends_at}
    batch = CodeBatch.issue(gaon, person("지호", "planner"), KEY, "batch-0001", **until)
    db.session.commit()
    clock(timedelta(hours=2))
    page = f"{OFFICE}/codes/{batch.id}"
    planner.post(f"{page}/show", data={"reason": "궁금해서 다시"})
    planner.post(f"{page}/show/1/confirm")
    say_why(planner, page)
    shown = planner.get(page).text
    assert "●●●●●-●●●●●" in shown
    assert not any(grouped(code.text(KEY)) in shown for code in batch.codes)


@pytest.mark.parametrize("role", ["planner", "operator"])
def test_a_planner_alone_sees_of_nobody_what_they_chose(
    role, person, voter, seoyeon, round, application, as_person, clock, solutions
):
    """Every page and file before and after the count: none names the voter."""
    walk = WalkForAName(application, {role: as_person(person("하진", role))})
    walk.look("voting")
    clock(round.phase("vote").ends_at + timedelta(hours=1))
    Tally.count(round, seoyeon)
    db.session.commit()
    walk.look("counted")
    assert walk.found == []
    assert walk.seen > 200


@pytest.fixture
def accounts(person, gaon, as_person, planner):
    """Browsers of an operator and of two planners' accounts that they gave themselves."""
    operator = person("다온", "operator")
    browsers = [as_person(operator)]
    for name in ("첫째", "둘째"):
        typed = {"address": f"{name.encode().hex()}@example.com", "name": name, "role": "planner"}
        typed |= {"place_id": gaon.id, "reason": "발령"}
        assert browsers[0].post("/rights/", data=typed).status_code == 303
        browsers.append(as_person(Person.at(typed["address"])))
    return browsers


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0), (1, 2)])
def test_an_operator_with_accounts_of_their_own_is_one_person(
    first, second, accounts, planner, voter, solutions, clock
):
    """Neither annuls nor takes off the ballot what another account of theirs proposed, nor reviews
    its month, however long they wait; a planner whom they did not make does."""
    one, other = accounts[first], accounts[second]
    before = ballots()
    vote = f"{OFFICE}/vote"
    one.post(f"{vote}/annul", data={"address": voter.email, "reason": "두 번 투표"})
    removed = {"solution_id": solutions[1].id, "reason": "계획 변경"}
    one.post(f"{vote}/remove", data=removed)
    annulment = db.session.scalars(db.select(Annulment)).one()
    removal = db.session.scalars(db.select(Removal)).one()
    for days in (0, 5):
        clock(timedelta(days=days))
        for address in (f"annul/{annulment.id}", f"remove/{removal.id}"):
            answer = other.post(f"{vote}/{address}/confirm")
            assert answer.status_code == 409 and "같은 운영자가" in answer.text
    assert ballots() == before
    db.session.expire_all()
    assert annulment.confirmed_at is None and removal.confirmed_at is None
    assert planner.post(f"{vote}/annul/{annulment.id}/confirm").status_code == 303
    assert len(ballots()) == len(before) - 1


def test_nor_do_they_show_posted_codes(accounts, gaon, person, clock, round):
    until = {"label": "우편", "size": 3, "expires_at": round.phases[-1].ends_at}
    batch = CodeBatch.issue(gaon, person("지호", "planner"), KEY, "batch-0001", **until)
    db.session.commit()
    clock(timedelta(hours=2))
    page = f"{OFFICE}/codes/{batch.id}"
    accounts[1].post(f"{page}/show", data={"reason": "궁금해서 다시"})
    for other in (accounts[0], accounts[2]):
        assert other.post(f"{page}/show/1/confirm").status_code == 409
        say_why(other, page)
        assert not any(grouped(code.text(KEY)) in other.get(page).text for code in batch.codes)


def test_every_act_of_two_asks_for_another_word():
    """No room decides by itself who the second person is."""
    own = [cls for cls in TwoPerson.__subclasses__() if "asks_another" in vars(cls)]
    assert own == [] and len(TwoPerson.__subclasses__()) >= 10
    for cls in TwoPerson.__subclasses__():
        confirm = vars(cls).get("confirm")
        assert confirm is None or "super().confirm(" in getsource(confirm), cls
