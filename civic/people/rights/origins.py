"""Whose word an account of the office stands on: the second of two people has to stand on another.

A right given by the command of who runs the program stands by itself, and so does one that
somebody of another origin has confirmed (RightChange "confirm"). Any other stands on the operator
who gave it, and on whom theirs stands. So whoever gives themselves a second account and a third
stays one person wherever two are asked for, however long they wait.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from civic.people.rights.models import RightChange
from civic.people.rules import AlreadyDecided, NotIndependent
from civic.roles import OFFICE

if TYPE_CHECKING:
    from civic.people.models import Person, Role

Chain = frozenset[int]  # ids of people, from who holds a right to whose word it stands on


def independent(one_id: int, other_id: int) -> bool:
    """These are two people whom no single operator has made."""
    theirs = list(_chains(other_id))
    return any(mine.isdisjoint(other) for mine in _chains(one_id) for other in theirs)


def unconfirmed(right: "Role") -> RightChange | None:
    """How a right was given that stands on one operator's word alone; None for all others."""
    given = RightChange.latest_grant(right.person_id, right.name, right.municipality_id)
    return given if given is not None and not given.stands_alone else None


def confirm(right: "Role", person: "Person") -> None:
    """Say as a second person that its holder is who the operator says.

    Raises: AlreadyDecided, NotIndependent for its holder, for who gave it, and for whoever stands
    on the same word.
    """
    given = unconfirmed(right)
    if given is None:
        raise AlreadyDecided
    behind = next(_chain_of(given, frozenset()))
    if not any(mine.isdisjoint(behind) for mine in _chains(person.id)):
        raise NotIndependent
    where = right.municipality_id
    RightChange.record(right.person, "confirm", right.name, where, person, given.reason)


def _chains(person_id: int, seen: Chain = frozenset()) -> Iterator[Chain]:
    """One for each right of an office that somebody was ever given; any of them is enough."""
    grants = RightChange.latest_grants(person_id, OFFICE)
    if not grants:  # from before rights had a history
        yield frozenset({person_id})
    for given in grants:
        yield from _chain_of(given, seen)


def _chain_of(given: RightChange, seen: Chain) -> Iterator[Chain]:
    holder, by_id = frozenset({given.person_id}), given.by_id
    if by_id is None or given.stands_alone:
        yield holder
    elif by_id in seen | holder:  # two who gave each other theirs
        yield holder | {by_id}
    else:
        for rest in _chains(by_id, seen | holder):
            yield holder | rest
