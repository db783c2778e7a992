"""A wave: so many posts of new accounts that further ones wait until a planner has looked.

A round says from how many an hour (Round.wave_posts; empty: never) and how many hours an account
is new (Round.wave_hours). What waits is hidden with the reason posting.WAITS, so that no list,
count, feed or document has it; nothing of it is lost, and its author sees it.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from civic.db import db, now
from civic.moderation.models import KINDS
from civic.moderation.subjects import MODELS, PARENTS, Subject, find_subject, find_subjects
from civic.people.models import Person
from civic.people.office import works_for
from civic.people.posting import WAITS, when_posted
from civic.places.models import Municipality
from civic.rounds.models import Round

MOST = 200  # shown at once, the oldest first
AUTHORS = {"issue": "reporter_id", "solution": "proposer_id"}  # else author_id
WAVE = timedelta(hours=1)


@when_posted
def hold_in_a_wave(kind: str, thing_id: int, round: Round, author: Person) -> None:
    """Have a new account's post wait when others of new accounts came just before it."""
    if round.wave_posts is None or author.created_at <= _new_since(round):
        return
    if works_for(author, round.municipality) or _posts_of_new(round) <= round.wave_posts:
        return
    if subject := find_subject(kind, thing_id, round.municipality):
        subject.wait()


def waiting_posts(municipality: Municipality) -> list[Subject]:
    """What waits for a look, the longest first."""
    keys = {(kind, id) for kind in KINDS for id in db.session.scalars(_waiting(kind, municipality))}
    subjects = find_subjects(keys, municipality).values()
    return sorted(subjects, key=lambda one: (one.thing.hidden_at, one.kind, one.thing.id))[:MOST]


def waiting_number(municipality: Municipality) -> int:
    queries = (
        select(func.count()).select_from(_waiting(k, municipality).subquery()) for k in KINDS
    )
    return sum(db.session.scalars(query).one() for query in queries)


def _waiting(kind: str, municipality: Municipality):
    table: Any = MODELS[kind]
    query = _of(kind).where(Round.municipality_id == municipality.id)
    query = query.where(table.hidden_at.is_not(None), table.hidden_reason == WAITS)
    return query.order_by(table.id).limit(MOST)


def _of(kind: str):
    """Ids of a kind, joined with their rounds."""
    table: Any = MODELS[kind]
    home: Any = PARENTS[kind][0] if kind in PARENTS else table
    query = select(table.id)
    if home is not table:
        query = query.join(home, home.id == getattr(table, PARENTS[kind][1]))
    return query.join(Round, Round.id == home.round_id)


def _posts_of_new(round: Round) -> int:
    """How many posts of accounts that are new came to the round within the hour."""
    number = 0
    for kind in KINDS:
        table: Any = MODELS[kind]
        author = getattr(table, AUTHORS.get(kind, "author_id"))
        recent = (
            _of(kind)
            .join(Person, Person.id == author)
            .where(
                Round.id == round.id,
                table.created_at > now() - WAVE,
                Person.created_at > _new_since(round),
            )
        )
        number += db.session.scalars(select(func.count()).select_from(recent.subquery())).one()
    return number


def _new_since(round: Round):
    return now() - timedelta(hours=round.wave_hours)
