"""A proposed grouping beside the themes there are: what would move, and what stays. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

# A group is like a theme when what they share is so large a part of both (Ochiai's coefficient).
LIKE = 0.5


@dataclass(frozen=True)
class GroupComparison:
    """today: theme (None: in none) → texts of the group that are there now. moves: those that would
    move; stays: those a person placed elsewhere. like: the theme it is most like, if any."""

    today: dict[int | None, int]
    moves: int
    stays: int
    like: int | None


def compare(
    groups: Sequence[Sequence[int]],
    theme_of: Mapping[int, int | None],
    by_person: frozenset[int] | set[int],
    sizes: Mapping[int, int],
    named: Collection[int] = (),
) -> list[GroupComparison]:
    """One for each group, in order; no two are like the same theme.

    Args: groups: the issues of each. theme_of: issue → theme it is in today. by_person: issues a
    person placed. sizes: theme → its texts. named: themes that a person named, which come first.
    """
    todays = [Counter(theme_of.get(issue) for issue in group) for group in groups]
    likes = _likes(groups, todays, sizes, named)
    return [
        _beside(group, today, likes.get(n), theme_of, by_person)
        for n, (group, today) in enumerate(zip(groups, todays, strict=True))
    ]


def _beside(group, today, like, theme_of, by_person) -> GroupComparison:
    elsewhere = [issue for issue in group if like is None or theme_of.get(issue) != like]
    stays = sum(issue in by_person for issue in elsewhere)
    ordered = dict(today.most_common())
    return GroupComparison(ordered, len(elsewhere) - stays, stays, like)


def _likes(groups, todays, sizes, named) -> dict[int, int]:
    """Group → theme, the largest overlaps first."""
    pairs = [
        (theme not in named, -shared, n, theme)
        for n, today in enumerate(todays)
        for theme, shared in today.items()
        if theme is not None and shared >= LIKE * sqrt(len(groups[n]) * sizes.get(theme, shared))
    ]
    likes: dict[int, int] = {}
    for _unnamed, _shared, n, theme in sorted(pairs):
        if n not in likes and theme not in likes.values():
            likes[n] = theme
    return likes
