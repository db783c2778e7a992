"""Whose supports, preferences and points count in a round.

A person is proven in a round when their residency is known by a proof that may vote there
(Round.vote_levels). Round.unproven says what becomes of the others: together with them, apart, or
left out. Each condition is SQL of a person and a round, for kept counts as for pages; it is made of
tables rather than of classes, which takes half the time, and a page makes dozens.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, cast, select

from civic.people.residency.models import Residency
from civic.rounds.models import Round

Id = Any  # of a person or a round: a number, a column, or where one is put in later


def proven(person_id: Id, round_id: Id) -> ColumnElement[bool]:
    """That the person is known to live here, as the round asks it of who votes."""
    residency, round = Residency.__table__.alias().c, Round.__table__.alias()
    accepted = cast(round.c.vote_levels, Text).contains('"' + residency.level + '"')
    known = select(residency.id).join(round, round.c.municipality_id == residency.municipality_id)
    return known.where(residency.person_id == person_id, round.c.id == round_id, accepted).exists()


def counted(person_id: Id, round_id: Id) -> ColumnElement[bool]:
    """That the person's act is in the round's figures."""
    return _treats("together", round_id) | proven(person_id, round_id)


def unproven(person_id: Id, round_id: Id) -> ColumnElement[bool]:
    """That the person's act is told beside the figures: among them or apart, as the round says."""
    return ~_treats("left_out", round_id) & ~proven(person_id, round_id)


def _treats(unproven: str, round_id: Id) -> ColumnElement[bool]:
    round = Round.__table__.alias().c
    return select(round.id).where(round.id == round_id, round.unproven == unproven).exists()
