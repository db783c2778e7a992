"""What an act on themes changed, as plain values that can be kept and taken back. Pure."""

from dataclasses import dataclass, field

# Where a report is: {theme, by, sure, reason, at}; None: nobody has placed it.
# What a theme says: {name, sentence, named_by, named_at, gone}.
State = dict | None


@dataclass
class Changes:
    """By id, what was before and what is now. left: reports that were not where they were seen,
    so that they stayed."""

    placements: dict[int, tuple[State, State]] = field(default_factory=dict)
    themes: dict[int, tuple[State, State]] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.placements or self.themes)

    def __or__(self, later: "Changes") -> "Changes":
        """Both, one after the other: what was before the first, and is after the second."""
        return Changes(
            _joined(self.placements, later.placements),
            _joined(self.themes, later.themes),
            [*self.left, *later.left],
        )

    def as_json(self) -> dict:
        return {
            "placements": {str(id): list(both) for id, both in self.placements.items()},
            "themes": {str(id): list(both) for id, both in self.themes.items()},
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Changes":
        return cls(
            {int(id): tuple(both) for id, both in kept["placements"].items()},
            {int(id): tuple(both) for id, both in kept["themes"].items()},
        )


def _joined(first: dict, second: dict) -> dict:
    both = dict(first)
    for id, (before, after) in second.items():
        both[id] = (first[id][0] if id in first else before, after)
    return both
