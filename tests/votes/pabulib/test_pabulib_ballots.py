"""A real election, cast ballot by ballot through the model, gives its published winners."""

import csv

import pytest

from civic.db import db
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation
from civic.votes.pabulib import read as pabulib
from civic.votes.seal.tally import Tally
from tests.paths import SHARED

FOLDER = SHARED / "pabulib"
NAME = "poland_lodz_2020_andrzejow.pb"


@pytest.mark.skipif(not FOLDER.exists(), reason="the folder of real elections is not here")
def test_andrzejow_2020_is_reproduced_by_the_tally(round, gaon, person, open_phase, clock):
    election = pabulib.read((FOLDER / NAME).read_bytes())
    solutions = _on_ballot(election, round)
    open_phase("vote")
    for voter, ballot in zip(_voters(election, gaon), election.ballots, strict=True):
        chosen = [solutions[project].id for project in ballot]
        Participation.submit(voter, round, chosen, client_seq=1)
    db.session.commit()
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, person("서연", "planner"))
    db.session.commit()
    assert {row.solution.title for row in tally.selected} == _published()
    assert tally.voters == tally.eligible == len(election.ballots)
    recount = {project.id: project.votes for project in election.totals()}
    assert {row.solution.title: row.votes for row in tally.rows} == recount


def _on_ballot(election, round):
    round.budget_won, round.max_choices = election.budget, election.max_length
    # Łódź breaks ties by cost; here the earlier proposal wins, so the cheaper was proposed earlier.
    cheapest_first = sorted(election.projects, key=lambda listed: (listed.cost, listed.id))
    solutions = {
        listed.id: Solution(
            round_id=round.id,
            number=number,
            title=listed.id,
            summary=listed.name[:300],
            category="other",
            cost_won=listed.cost,
            status="on_ballot",
        )
        for number, listed in enumerate(cheapest_first, 1)
    }
    db.session.add_all(solutions.values())
    db.session.flush()
    return solutions


def _voters(election, gaon):
    voters = [
        Person(
            name=f"주민 {n}",
            residencies=[Residency(municipality_id=gaon.id, level="invite")],
        )
        for n in range(len(election.ballots))
    ]
    db.session.add_all(voters)
    db.session.commit()
    return voters


def _published():
    rows = csv.DictReader((FOLDER / "expected.csv").read_text("utf-8-sig").splitlines())
    return {key for row in rows if row["file"] == NAME for key in row["selected_ids"].split()}
