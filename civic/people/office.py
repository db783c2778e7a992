"""Who works for a municipality's office. They are residents in no figure: see residents_only."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, literal, select, union
from sqlalchemy.orm import InstrumentedAttribute

from civic.people.models import Person, Role
from civic.roles import WORKSHOP

Id = int | BindParameter[int]  # a row's id, or where one is put in later
# A round's id → a select of the ids of people who work on it by other rows, for all time: its
# figures do not change when their right ends.
OfficeOf = Callable[[Any], Select]
# Whether somebody works by other rows now: for a municipality, or for any where None is given.
WorksNow = Callable[[Person, Any], bool]
_BY_OTHER_ROWS: list[tuple[OfficeOf, WorksNow]] = []


class WorksHere(Exception):
    """An act by which residents say what they want, of somebody who works for the office."""


def also_works_here(of_round: OfficeOf, works_now: WorksNow) -> None:
    """How a later feature knows who works for an office, such as invited consultants. Whoever does
    so has Person.invited_at: of all others nothing is asked."""
    _BY_OTHER_ROWS.append((of_round, works_now))


def office_people(municipality_id: Id, round_id: Id):
    """A select of the ids of a municipality's planners and consultants, of those of a round's plan
    alone, and of every operator."""
    here = (Role.municipality_id == municipality_id) | Role.municipality_id.is_(None)
    # Each by itself: a list would be written into the statement each time.
    names = [literal(name) for name in sorted(WORKSHOP)]
    by_role = select(Role.person_id).where(Role.name.in_(names), here)
    return union(by_role, *(of_round(round_id) for of_round, _now in _BY_OTHER_ROWS))


def residents_only(
    person_id: ColumnElement | InstrumentedAttribute, municipality_id: Id, round_id: Id
) -> ColumnElement[bool]:
    """The one condition by which figures of residents in a round leave out who works for its
    office.

    Of rows without a person it holds as well: nobody's act is not the office's.
    """
    return person_id.is_(None) | person_id.not_in(office_people(municipality_id, round_id))


def works_for(person: Person, municipality) -> bool:
    """True when this person works for the office of a municipality now."""
    return bool(person.role_names(municipality) & WORKSHOP) or works_for_a_while(
        person, municipality
    )


def is_staff(person: Person) -> bool:
    """True of who works for any office now: their sessions end when nobody uses them."""
    return bool(person.roles) or works_for_a_while(person)


def works_for_a_while(person: Person, municipality=None) -> bool:
    """True of who was let in by other rows than a role, as long as these hold; with a municipality
    of those of its plans."""
    if person.invited_at is None:
        return False
    return any(works_now(person, municipality) for _of_round, works_now in _BY_OTHER_ROWS)


def require_resident(person: Person, municipality) -> None:
    """Raises: WorksHere."""
    if works_for(person, municipality):
        raise WorksHere
