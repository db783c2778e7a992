"""Hiding an issue: out of every list and count, its photos too."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped

from civic.db import db, now
from civic.issues.listing.columns import write_columns
from civic.issues.listing.listed import Listed
from civic.issues.listing.relisting import relisted
from civic.issues.photos import HasPhotos, IssuePhoto
from civic.issues.rules import ReasonMissing
from civic.people.posting import Waitable
from civic.photos.models import Photo


class Hideable(Waitable, HasPhotos, Listed):
    """A planner hides an issue with a reason, and restores it. The caller checks who may."""

    if TYPE_CHECKING:
        hidden_reason: Mapped[str]

    def hide(self, reason: str) -> None:
        """Take out of every list and count, its photos too. Raises: ReasonMissing."""
        if not reason.strip():
            raise ReasonMissing("hide")
        self.hold_with()
        self._withhold(reason.strip())

    def restore(self) -> None:
        self.hold_with()
        self._release()

    def _withhold(self, reason: str) -> None:
        self.hidden_at, self.hidden_reason = now(), reason
        for picture in self.photos:
            picture.photo.withhold()
        self.settle_listing()

    def _release(self) -> None:
        self.hidden_at, self.hidden_reason = None, ""
        for picture in self.photos:
            picture.photo.release()
        self.settle_listing()


def hide_many(issue, round_id: int, hidden: dict[int, tuple[datetime | None, str]]) -> None:
    """Hide issues that the caller has locked with the round, or show them again.

    Args: issue: the class Issue. hidden: issue → since when (None: shown) and the public reason.
    """
    columns = {
        id: {"hidden_at": at, "hidden_reason": reason} for id, (at, reason) in hidden.items()
    }
    with relisted(issue, round_id, list(hidden)):
        write_columns(issue, columns)
    for withheld_at in {at for at, _reason in hidden.values()}:
        ids = [id for id, (at, _reason) in hidden.items() if at == withheld_at]
        mine = select(IssuePhoto.photo_id).where(IssuePhoto.issue_id.in_(ids))
        shown = update(Photo).where(Photo.id.in_(mine)).values(withheld_at=withheld_at)
        db.session.execute(shown, execution_options={"synchronize_session": False})
