"""Counting who took part in large rounds beforehand: there it takes the database a second."""

from datetime import datetime, timedelta

from sqlalchemy import select

from civic.db import db, now, one_moment, writing
from civic.participation.models import ParticipantsCounted
from civic.participation.participants import count_participants, participation_of
from civic.rounds.models import Round

# A page counts the people of so many listed issues by itself.
FEW = 2_000
RENEWED, RENEWED_AFTERWARDS = timedelta(minutes=10), timedelta(days=1)


def shown_participation(round: Round) -> tuple[dict, datetime | None]:
    """What is published of who took part, and as of when; None: as of now."""
    count = ParticipantsCounted.of(round) if round.issues_count > FEW else None
    if count is None:
        return participation_of(round), None
    return participation_of(round, count.counter()), count.counted_at


def count_large_rounds() -> None:
    """Count every large round anew whose count is old: ten minutes while residents may do
    something, else a day. Commits. Others may write while it counts."""
    query = select(Round.id).where(Round.issues_count > FEW).order_by(Round.id)
    for round_id in db.session.scalars(query).all():
        _renew(round_id)


def _renew(round_id: int) -> None:
    with one_moment():
        round = db.session.get_one(Round, round_id)
        count = ParticipantsCounted.of(round)
        age = RENEWED if round.open_phases() else RENEWED_AFTERWARDS
        if count is not None and now() - count.counted_at < age:
            return
        people = count_participants(round)
    with writing():
        ParticipantsCounted.keep(round_id, people)
        db.session.commit()
