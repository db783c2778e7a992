"""Listed: an issue is in its round's list or not, with the map, the search and the counts."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlalchemy.orm import Mapped

from civic.db import db, hold, lock, rows_changed
from civic.issues.listing import map_cells, search_index
from civic.kept_counts import recount
from civic.rounds.models import Round

if TYPE_CHECKING:
    from datetime import datetime

    from civic.issues.models import Issue
    from civic.places.models import District


# What later features count of listed issues: each is given the ids of those that came or went.
Follower = Callable[[Sequence[int]], None]
_FOLLOWERS: list[Follower] = []


def follows_listing(act: Follower) -> Follower:
    """Decorates what a later feature does with issues that are listed now, or no more. The round
    is locked."""
    _FOLLOWERS.append(act)
    return act


def came_or_went(ids: Sequence[int]) -> None:
    """Every follower of the list looks at these issues again."""
    for follow in _FOLLOWERS:
        follow(ids)


class NotListed(Exception):
    """The issue is hidden or merged, so it takes no support and no comment."""


class Listed:
    """Being in the list or not, and the locks under which that changes.

    Every other ability of Issue stands on this one. It declares what it uses of Issue's columns.
    """

    if TYPE_CHECKING:
        id: Mapped[int]
        round_id: Mapped[int]
        round: Mapped[Round]
        title: Mapped[str]
        body: Mapped[str]
        place: Mapped[str]
        district: Mapped[District | None]
        lat: Mapped[float | None]
        lon: Mapped[float | None]
        listed: Mapped[bool]
        hidden_at: Mapped[datetime | None]
        merged_into_id: Mapped[int | None]
        merged_into: Mapped[Issue | None]

    @property
    def placed(self) -> bool:
        return self.lat is not None and self.lon is not None

    @property
    def found_by(self) -> str:
        """What search finds it by: title, story, place and the district's name."""
        return found_by(self, self.district.name if self.district else "")

    @classmethod
    def held(cls, ids) -> Sequence:
        """Lock issues until the commit and read them anew. ids: a collection or a select."""
        return hold(cls, ids)

    def hold_listed(self) -> None:
        """Lock this issue: whoever merges or hides it came before, or waits. Raises: NotListed."""
        self.held([self.id])
        self.require_listed()

    def hold_with(self, *others) -> None:
        """Lock this issue and others of its round, which comes first: an act of the office changes
        the counts of several kinds of issues, and two such acts would make a circle."""
        lock(Round, [self.round_id])
        self.held({self.id, *(other.id for other in others)})

    def require_listed(self) -> None:
        """Raises: NotListed."""
        if not self.listed:
            raise NotListed

    def settle_listing(self) -> None:
        """Listed exactly when neither hidden nor merged."""
        should = self.hidden_at is None and self.merged_into is None
        if should and not self.listed:
            self.list_it()
        elif self.listed and not should:
            self.unlist()

    def list_it(self) -> bool:
        """Show in lists, map, search and counts. True when it was not listed before."""
        if not self._mark_listed(self.id, self.round_id, True):
            return False
        search_index.index_issue(self.id, self.round_id, self.found_by)
        if self.lat is not None and self.lon is not None:
            map_cells.add_to_cells(self.round_id, [(self.lat, self.lon)])
        return True

    def unlist(self) -> bool:
        """Take out of lists, map, search and counts. True when it was listed before."""
        if not self._mark_listed(self.id, self.round_id, False):
            return False
        search_index.forget_issue(self.id)
        if self.lat is not None and self.lon is not None:
            map_cells.take_from_cells(self.round_id, [(self.lat, self.lon)])
        return True

    @classmethod
    def _mark_listed(cls, id: int, round_id: int, listed: bool) -> bool:
        """Set the mark and count the round's list anew; True when the mark was another."""
        db.session.flush()
        lock(Round, [round_id])
        other = update(cls).where(cls.id == id, cls.listed != listed)
        if not rows_changed(other.values(listed=listed)):
            return False
        recount(Round.issues_count, round_id)
        came_or_went([id])
        return True


def found_by(row, district: str) -> str:
    """What search finds a row with title, body and place by."""
    return " ".join((row.title, row.body, row.place, district))
