"""Votes of many cities, as the program's own acts leave them: who lives there, the roll, ballots
apart from it, the log of acts. Some of each round's projects are chosen more often."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import NamedTuple

from civic.db import db, now
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.ballots import secrecy
from civic.votes.ballots.frozen_ballot import freeze

PROJECTS, MOST_CHOICES = 20, 5
TABLES = {
    "residency": ("person_id", "municipality_id", "level", "verified_at"),
    "participation": (
        *("id", "round_id", "person_id", "level", "salt", "draft", "submitted_at", "client_seq"),
    ),
    "ballot": ("id", "round_id", "participation_id", "choices"),
    "vote_event": ("round_id", "participation_id", "act", "fingerprint", "at"),
}
Copy = Callable[[str, Sequence[str], Iterator[tuple]], None]


class Vote(NamedTuple):
    """number: of the roll's row. chosen: ids of projects, by id."""

    number: int
    person_id: int
    salt: str
    chosen: list[int]
    at: datetime


def add_votes(round_ids: Sequence[int], people: int, votes: int, copy: Copy) -> None:
    """Freeze each round's ballot of PROJECTS, and store its share of the votes: those of as many
    people, who live there. people: ids from 1 to this."""
    numbers, chance = count(1), Random(votes)
    for n, round_id in enumerate(round_ids):
        round = db.session.get_one(Round, round_id)
        projects = add_ballot(round)
        share = min(people, votes // len(round_ids) + (n < votes % len(round_ids)))
        start = int(chance.random() * people)
        cast = [
            vote(chance, next(numbers), (start + step) % people + 1, projects)
            for step in range(share)
        ]
        rows = rows_of(cast, round_id, round.municipality_id, chance)
        db.session.commit()
        for table, columns in TABLES.items():
            copy(table, columns, rows[table])
    last = next(numbers)
    sequence = db.text("SELECT setval(pg_get_serial_sequence('participation', 'id'), :last)")
    db.session.execute(sequence, {"last": last})
    db.session.commit()


def add_ballot(round: Round) -> list[int]:
    """The ids of the projects on a round's ballot."""
    for n in range(1, PROJECTS + 1):
        words = {"title": f"해결방안 {n}", "summary": "요약", "category": "transit"}
        cost_won = 200_000_000 + n * 10_000_000
        db.session.add(
            Solution(round=round, number=n, cost_won=cost_won, status="on_ballot", **words)
        )
    db.session.flush()
    freeze(round)
    here = db.select(Solution.id).filter_by(round_id=round.id).order_by(Solution.number)
    return list(db.session.scalars(here))


def vote(chance: Random, number: int, person_id: int, projects: list[int]) -> Vote:
    many = 1 + int(chance.random() * MOST_CHOICES)
    liked = {projects[int(len(projects) * chance.random() ** 2)] for _ in range(many)}
    at = now() - timedelta(seconds=chance.random() * 80_000)
    return Vote(number, person_id, chance.randbytes(16).hex(), sorted(liked), at)


def rows_of(cast: list[Vote], round_id: int, place_id: int, chance: Random) -> dict[str, Iterator]:
    """Table → its rows, in the order of TABLES' columns."""
    return {
        "residency": ((one.person_id, place_id, "invite", one.at) for one in cast),
        "participation": (
            (one.number, round_id, one.person_id, "invite", one.salt, "[]", one.at, 0)
            for one in cast
        ),
        "ballot": (
            (chance.getrandbits(53), round_id, one.number, json.dumps(choices(one))) for one in cast
        ),
        "vote_event": (
            (round_id, one.number, "submit", secrecy.fingerprint(one.salt, one.chosen), one.at)
            for one in cast
        ),
    }


def choices(one: Vote) -> list:
    return [[project, secrecy.nonce(one.salt, project)] for project in one.chosen]
