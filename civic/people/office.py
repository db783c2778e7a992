"""Who works for a municipality's office. They are residents in no figure: see residents_only."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, select, union
from sqlalchemy.orm import InstrumentedAttribute

from civic.db import db
from civic.people.models import Person, Role
from civic.roles import WORKSHOP

Place = int | BindParameter[int]  # a municipality's id, or where one is put in later
# A municipality's id → a select of the ids of people who work for its office by other rows.
OfficeOf = Callable[[Any], Select]
_BY_OTHER_ROWS: list[OfficeOf] = []


class WorksHere(Exception):
    """An act by which residents say what they want, of somebody who works for the office."""


def also_works_here(people: OfficeOf) -> OfficeOf:
    """Decorates how a later feature knows who works for an office, such as invited consultants."""
    _BY_OTHER_ROWS.append(people)
    return people


def office_people(municipality_id: Place):
    """A select of the ids of a municipality's planners and consultants, and of every operator."""
    here = (Role.municipality_id == municipality_id) | Role.municipality_id.is_(None)
    by_role = select(Role.person_id).where(Role.name.in_(WORKSHOP), here)
    return union(by_role, *(people(municipality_id) for people in _BY_OTHER_ROWS))


def residents_only(
    person_id: ColumnElement | InstrumentedAttribute, municipality_id: Place
) -> ColumnElement[bool]:
    """The one condition by which figures of residents leave out who works for the office.

    Of rows without a person it holds as well: nobody's act is not the office's.
    """
    return person_id.is_(None) | person_id.not_in(office_people(municipality_id))


def works_for(person: Person, municipality) -> bool:
    """True when this person is one of office_people."""
    if person.role_names(municipality) & WORKSHOP:
        return True
    query = select(Person.id).where(Person.id.in_(office_people(municipality.id)))
    return db.session.scalar(query.where(Person.id == person.id)) is not None


def require_resident(person: Person, municipality) -> None:
    """Raises: WorksHere."""
    if works_for(person, municipality):
        raise WorksHere
