"""Filters of the list by things of later features, which bring them."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from sqlalchemy import ColumnElement

from civic.rounds.models import Round

NONE = "none"  # in an address: of no such thing


@dataclass(frozen=True)
class MoreFilter:
    """name: in the address; label, every, without: words for it, for all and for of none.

    offered: id → words of what may be asked for in a round. having: a condition on issues, the id
    bound by the filter's name. lacking: of no such thing, the round bound as round_id.
    """

    name: str
    label: LazyString
    every: LazyString
    without: LazyString
    offered: Callable[[Round], dict[int, str]]
    having: ColumnElement[bool]
    lacking: ColumnElement[bool]

    @property
    def conditions(self) -> dict[str, ColumnElement[bool]]:
        return {self.name: self.having, f"no_{self.name}": self.lacking}


# By name, in the order they were brought.
MORE: dict[str, MoreFilter] = {}


def filter_by(more: MoreFilter) -> None:
    """The list can be asked for this, too."""
    MORE[more.name] = more


@dataclass(frozen=True)
class Offered:
    """A filter with what may be chosen in a round: (code of the address, words)."""

    name: str
    label: str
    every: str
    options: tuple[tuple[str, str], ...]


def offered_in(round: Round) -> tuple[Offered, ...]:
    """Those a reader of a round can choose from; none where there is nothing to choose."""
    pairs = ((more, more.offered(round)) for more in MORE.values())
    return tuple(_offered(more, things) for more, things in pairs if things)


def _offered(more: MoreFilter, things: dict[int, str]) -> Offered:
    options = *((str(id), words) for id, words in things.items()), (NONE, str(more.without))
    return Offered(more.name, str(more.label), str(more.every), options)
