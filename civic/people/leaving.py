"""What becomes of a person's rows when they leave: each feature says it of its own, beside them.
Pure."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civic.people.models import Person

# The person, and whether their words go too as far as others' acts allow.
Act = Callable[["Person", bool], None]
_ACTS: list[Act] = []
ERASED = "(쓴 사람이 지운 글)"  # in place of a title that has to say something


def when_leaving(act: Act) -> Act:
    """Decorates what a feature does with the rows of a person who leaves."""
    _ACTS.append(act)
    return act


def let_go_of(person: "Person", takes_words: bool) -> None:
    """Every feature does its part; the latest first, for its rows stand on the earlier ones'."""
    for act in reversed(_ACTS):
        act(person, takes_words)
