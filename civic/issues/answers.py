"""답변: what the office says to whoever reported an issue, with a photo where it helps."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.issues.triaging import Triageable
from civic.people.models import Person
from civic.photos.models import Photo

if TYPE_CHECKING:
    from civic.issues.models import Issue


class IssueAnswer(Model):
    """One answer on one issue; an answer given to many is a row on each, and one photo for all.
    withdrawn_at: taken back, and shown to nobody."""

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    body: Mapped[str] = mapped_column(String(2000))
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    photo_alt: Mapped[str] = mapped_column(String(200), default="")
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    issue: Mapped["Issue"] = relationship()
    photo: Mapped[Photo | None] = relationship()
    actor: Mapped[Person] = relationship()


# What was taken back says nothing any more, and goes with the issue.
cast(Table, IssueAnswer.__table__).info["goes_with_issue"] = IssueAnswer.withdrawn_at.is_not(None)


class Answerable(Triageable):
    """An issue has answers of the office."""

    @property
    def answers(self) -> list[IssueAnswer]:
        """Those that stand, oldest first."""
        query = db.select(IssueAnswer).filter_by(issue_id=self.id, withdrawn_at=None)
        return list(db.session.scalars(query.order_by(IssueAnswer.id)))


def answer_many(
    bodies: dict[int, str], actor: Person, photo: Photo | None = None, alt: str = ""
) -> None:
    """Answer issues that the caller has locked, each in its own words. bodies: issue → words."""
    shared = {"actor_id": actor.id, "answered_at": now(), "photo_alt": alt}
    shared["photo_id"] = photo.id if photo else None
    rows = [shared | {"issue_id": id, "body": body} for id, body in bodies.items()]
    db.session.execute(db.insert(IssueAnswer), rows)


def withdraw_many(answer_ids: list[int]) -> None:
    """Take answers back."""
    taken_back = db.update(IssueAnswer).where(IssueAnswer.id.in_(answer_ids))
    db.session.execute(taken_back.values(withdrawn_at=now()))
