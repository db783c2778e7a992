"""Hiding an issue: out of every list and count, its photos too."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from civic.db import now
from civic.issues.listing.listed import Listed
from civic.issues.photos import HasPhotos
from civic.issues.rules import ReasonMissing


class Hideable(HasPhotos, Listed):
    """A planner hides an issue with a reason, and restores it. The caller checks who may."""

    if TYPE_CHECKING:
        hidden_reason: Mapped[str]

    def hide(self, reason: str) -> None:
        """Take out of every list and count, its photos too. Raises: ReasonMissing."""
        if not reason.strip():
            raise ReasonMissing("hide")
        self.hold_with()
        self.hidden_at, self.hidden_reason = now(), reason.strip()
        for picture in self.photos:
            picture.photo.withhold()
        self.settle_listing()

    def restore(self) -> None:
        self.hold_with()
        self.hidden_at, self.hidden_reason = None, ""
        for picture in self.photos:
            picture.photo.release()
        self.settle_listing()
