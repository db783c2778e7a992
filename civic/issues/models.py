"""Issue and what residents and planners do with it: support, photos, status, merging, comments."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.issues import receipt_numbers
from civic.issues.follow_models import Follow, FollowActs
from civic.issues.listing import listed, search_index
from civic.issues.listing.counts import IssueCount
from civic.issues.listing.map_cells import IssueCell
from civic.issues.office_models import Merge, OfficeActs, StatusChange
from civic.issues.reporting.drafts import Draft
from civic.issues.resident_models import IssueComment, IssuePhoto, ResidentActs, Support
from civic.issues.verdict_models import Verdict, VerdictActs
from civic.people.models import Person
from civic.places.models import District
from civic.rounds.models import Round

# Also found here, beside Issue.
__all__ = [
    "Draft",
    "Follow",
    "IssueCell",
    "IssueComment",
    "IssueCount",
    "IssuePhoto",
    "Merge",
    "StatusChange",
    "Support",
    "Verdict",
]


class Issue(ResidentActs, OfficeActs, FollowActs, VerdictActs, listed.Listed, db.Model):
    """도시문제. lat and lon are both set or both empty; there is no default place."""

    __table_args__ = (
        UniqueConstraint("round_id", "receipt"),
        UniqueConstraint("reporter_id", "request_key"),
        Index("ix_issue_most_supported", "round_id", "listed", "supports_count", "id"),
        Index("ix_issue_newest", "round_id", "listed", "id"),
        Index("ix_issue_place", "round_id", "listed", "lat", "lon"),
        Index("ix_issue_category", "round_id", "listed", "category", "supports_count", "id"),
        Index("ix_issue_district", "round_id", "listed", "district_id", "supports_count", "id"),
        Index("ix_issue_status", "round_id", "listed", "status", "supports_count", "id"),
        # What earlier files brought, to tell what a new one repeats.
        Index("ix_issue_content_key", "round_id", "content_key"),
        # What waits for the planner, however many were imported.
        Index("ix_issue_waiting", "round_id", "listed", "status", "import_id", "created_at"),
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
    # Of imported ones: their number where they come from, and a digest of what they say
    # (importing/sameness.py).
    external_id: Mapped[str | None] = mapped_column(String(64))
    content_key: Mapped[str | None] = mapped_column(String(24))
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
    def where(self) -> str:
        """The district and the place in the reporter's words, which often begin with it."""
        district = self.district.name if self.district else ""
        if self.place.startswith(district):
            return self.place
        return f"{district} {self.place}".strip()

    @property
    def receipt_number(self) -> str:
        return receipt_numbers.written(self.receipt, self.created_at)


search_index.attach(Issue.__table__)
listed.keep_counts(Issue)


def ids_of_receipt(receipt: receipt_numbers.Receipt, round_id: int) -> Select:
    """A select of the id of the issue in a round with this receipt number, listed or not."""
    issue = aliased(Issue)
    first, end = receipt.period
    return select(issue.id).where(
        issue.round_id == round_id,
        issue.receipt == receipt.number,
        issue.created_at >= first,
        issue.created_at < end,
    )


def rebuild_round_index(round: Round) -> None:
    """Count a round's list, map and search anew from its rows, after bulk inserts or deletes."""
    listed.rebuild_round_index(Issue, round)
