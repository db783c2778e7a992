"""Issue and what residents and planners do with it: support, photos, status, merging, comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.issues.office_models import IssueImport, Merge, OfficeActs, StatusChange
from civic.people.models import Person
from civic.photos.models import Photo
from civic.places.models import District
from civic.rounds.models import Round

__all__ = ["IssueImport", "Merge", "StatusChange"]  # also found here, beside Issue


class Issue(OfficeActs, db.Model):
    """도시문제. lat and lon are both set or both empty; there is no default place."""

    __table_args__ = (
        UniqueConstraint("round_id", "receipt"),
        UniqueConstraint("reporter_id", "request_key"),
        UniqueConstraint("round_id", "external_id"),
        Index("ix_issue_most_supported", "round_id", "listed", "supports_count", "id"),
        Index("ix_issue_newest", "round_id", "listed", "id"),
        Index("ix_issue_place", "round_id", "listed", "lat", "lon"),
        Index("ix_issue_category", "round_id", "listed", "category", "supports_count", "id"),
        Index("ix_issue_district", "round_id", "listed", "district_id", "supports_count", "id"),
        Index("ix_issue_status", "round_id", "listed", "status", "supports_count", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    receipt: Mapped[int]  # shown as 접수번호 <year>-<0000>
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    request_key: Mapped[str | None] = mapped_column(String(64))
    shows_name: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(20))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    place: Mapped[str] = mapped_column(String(200), default="")  # in the reporter's words
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    status: Mapped[str] = mapped_column(String(12), default="received")
    # Shown in lists: neither hidden nor merged. Kept in step by hide/restore/merge/unmerge.
    listed: Mapped[bool] = mapped_column(default=True)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    offline_supports: Mapped[int] = mapped_column(default=0)  # counted before import, on paper
    supports_count: Mapped[int] = mapped_column(default=0)  # people here + offline_supports
    comments_count: Mapped[int] = mapped_column(default=0)
    cover_key: Mapped[str | None] = mapped_column(String(32))  # first photo, for lists
    cover_alt: Mapped[str] = mapped_column(String(200), default="")
    import_id: Mapped[int | None] = mapped_column(ForeignKey("issue_import.id"), index=True)
    external_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    reporter: Mapped[Person | None] = relationship()
    district: Mapped[District | None] = relationship()
    merged_into: Mapped["Issue | None"] = relationship(remote_side="Issue.id")
    photos: Mapped[list["IssuePhoto"]] = relationship(order_by="IssuePhoto.position")
    changes: Mapped[list["StatusChange"]] = relationship(
        order_by="StatusChange.id", back_populates="issue"
    )

    @property
    def receipt_number(self) -> str:
        return f"{self.created_at.year}-{self.receipt:04d}"


class IssuePhoto(db.Model):
    """A photo of an issue, in order; alt says in the reporter's words what it shows."""

    __table_args__ = (UniqueConstraint("issue_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(200), default="")

    photo: Mapped[Photo] = relationship(lazy="joined")


class Support(db.Model):
    """공감: one person's "my problem too"."""

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class IssueComment(db.Model):
    """의견 on an issue; an answer has a parent, an answer's answer has not (one level)."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("issue_comment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")

    author: Mapped[Person] = relationship(lazy="joined")


class IssueCell(db.Model):
    """How many listed, placed issues lie in one web-mercator tile: the map's feed.

    The counts change in the transaction of the issue. sum_lat and sum_lon (degrees) give the
    cluster's centre.
    """

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    zoom: Mapped[int] = mapped_column(primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True)
    y: Mapped[int] = mapped_column(primary_key=True)
    issues: Mapped[int] = mapped_column(default=0)
    sum_lat: Mapped[float] = mapped_column(default=0.0)
    sum_lon: Mapped[float] = mapped_column(default=0.0)


class Draft(db.Model):
    """임시저장: a report filled in before signing in, kept under a browser's token."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    fields: Mapped[dict] = mapped_column(db.JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
