"""Issue: its columns, and how it is reported. Each of its abilities is in the file of its name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.issues import counted, receipt_numbers
from civic.issues.answers import Answerable, IssueAnswer
from civic.issues.comments import Commentable
from civic.issues.following import Follow, Followable
from civic.issues.heard import HeardAtMeetings
from civic.issues.listing import search_index, untriaged
from civic.issues.merging import Mergeable
from civic.issues.own import Owned, builds_on_issues
from civic.issues.photos import IssuePhoto
from civic.issues.rules import require_open, require_open_to
from civic.issues.status import StatusChange
from civic.issues.verdict import Judgeable
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.people.posting import posted
from civic.photos.models import Photo, is_part_of, keeps_key
from civic.places.models import District
from civic.roles import RESIDENT
from civic.rounds.models import Round

# Nobody is named, and neither a file nor a meeting brought it: a program of others sent it.
SENT = "reporter_id IS NULL AND import_id IS NULL AND meeting_id IS NULL"


class AlreadyReported(Exception):
    """This very request was stored before. issue_id: the issue it made."""

    def __init__(self, issue_id: int):
        super().__init__(issue_id)
        self.issue_id = issue_id


class Issue(
    Mergeable,
    Followable,
    Commentable,
    Judgeable,
    Owned,
    Answerable,
    HeardAtMeetings,
    Model,
):
    """도시문제. lat and lon are both set or both empty; there is no default place."""

    __table_args__ = (
        UniqueConstraint("round_id", "receipt"),
        UniqueConstraint("reporter_id", "request_key"),
        Index("ix_issue_most_supported", "round_id", "listed", "supports_count", "id"),
        Index("ix_issue_newest", "round_id", "listed", "id"),
        Index("ix_issue_oldest", "round_id", "listed", "created_at", "id"),
        Index("ix_issue_place", "round_id", "listed", "lat", "lon"),
        Index("ix_issue_category", "round_id", "listed", "category", "supports_count", "id"),
        Index("ix_issue_district", "round_id", "listed", "district_id", "supports_count", "id"),
        Index("ix_issue_status", "round_id", "listed", "status", "supports_count", "id"),
        # What earlier files brought, to tell what a new one repeats.
        Index("ix_issue_content_key", "round_id", "content_key"),
        # What waits for the planner: untriaged, and without an answer.
        Index("ix_issue_untriaged", "round_id", "listed", "triaged_at", "created_at", "id"),
        # What changed since, for programs that keep a copy (open_data).
        Index("ix_issue_updated", "round_id", "listed", "updated_at", "id"),
        # An import's rows, some at a time.
        Index("ix_issue_import", "import_id", "id"),
        Index("ix_issue_waiting", "round_id", "listed", "status", "import_id", "created_at"),
        # The few that programs sent.
        Index("ix_issue_sent", "round_id", sqlite_where=text(SENT), postgresql_where=text(SENT)),
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
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # hidden by its reporter
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"), index=True)
    offline_supports: Mapped[int] = mapped_column(default=0)  # counted before import, on paper
    # As the round counts them: people here + offline_supports + heard at meetings.
    supports_count: Mapped[int] = mapped_column(default=0)
    # People whose residency is not shown: among those or beside them, as the round says.
    unproven_supports: Mapped[int] = mapped_column(default=0, server_default="0")
    # People who support it since, in the rounds that go on with it (listing/going_on.py).
    carried_supports: Mapped[int] = mapped_column(default=0, server_default="0")
    comments_count: Mapped[int] = mapped_column(default=0)
    cover_key: Mapped[str | None] = mapped_column(String(32))  # first photo, for lists
    cover_alt: Mapped[str] = mapped_column(String(200), default="")
    # When its reporter took a photo out: plans compiled before show none of it.
    photo_removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("issue_import.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    # Of imported ones: their number where they come from, and a digest of what they say
    # (importing/sameness.py).
    external_id: Mapped[str | None] = mapped_column(String(64))
    content_key: Mapped[str | None] = mapped_column(String(24))
    # Who wrote it there, as a keyed digest that tells texts of one author in this round and no more
    # (importing/authors.py); gone when the round is long over.
    author_key: Mapped[str | None] = mapped_column(String(24))
    # The office's first act on it, which act of the office on the round was the last on it, and
    # when it acted on this one alone (what it does to many is in triage/models.py).
    triaged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    triaged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    office_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    office_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # When anything of it changed last, supports too: what whoever keeps a copy asks for.
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=now, onupdate=now)

    round: Mapped[Round] = relationship()
    reporter: Mapped[Person | None] = relationship(foreign_keys=[reporter_id])
    district: Mapped[District | None] = relationship()
    merged_into: Mapped["Issue | None"] = relationship(remote_side="Issue.id")
    photos: Mapped[list[IssuePhoto]] = relationship(order_by="IssuePhoto.position")
    changes: Mapped[list[StatusChange]] = relationship(
        order_by="StatusChange.id", back_populates="issue"
    )

    @classmethod
    def report(
        cls,
        round: Round,
        reporter: Person,
        *,
        request_key: str,
        photos: Sequence[tuple[Photo, str]] = (),
        **values,
    ) -> "Issue":
        """Store what a resident reports, with the round's next receipt number.

        Args: photos: up to five (photo, alt) in order. values: title, body, category, district_id,
        place, lat, lon (degrees, both or neither), shows_name. Personal data in them is masked.
        Raises: PhaseClosed; AlreadyReported when this reporter sent this request_key before.
        """
        require_open("report", round, reporter)
        key = {"reporter_id": reporter.id, "request_key": request_key}
        receipt = _take_receipt(round)
        public = public_form(values, reporter, round.municipality)
        new = insert_once(cls, round_id=round.id, receipt=receipt, listed=False, **key, **public)
        issue = db.session.scalars(select(cls).filter_by(**key)).one()
        if not new:
            raise AlreadyReported(issue.id)
        MaskedWords.keep(reporter, values, public, issue_id=issue.id)
        issue.attach_photos(photos)
        db.session.add(StatusChange(issue_id=issue.id, status="received", actor_id=reporter.id))
        Follow.by_itself(reporter, issue_id=issue.id)
        issue.list_it()
        posted("issue", issue.id, round, reporter)
        return issue

    @classmethod
    def receive(
        cls, round: Round, *, photos: Sequence[tuple[Photo, str]] = (), **values
    ) -> "Issue":
        """Store what an outside program sends for somebody it does not name, as a report like any
        other. photos, values: as of report(). Raises: PhaseClosed, PhotoTaken.
        """
        require_open_to("report", round, frozenset({RESIDENT}))
        receipt = _take_receipt(round)
        issue = cls(round_id=round.id, receipt=receipt, listed=False, **values)
        db.session.add(issue)
        db.session.flush()
        issue.attach_photos(photos)
        db.session.add(StatusChange(issue_id=issue.id, status="received"))
        issue.list_it()
        return issue

    @classmethod
    def write_down(cls, round: Round, planner: Person, *, meeting_id: int, **values) -> "Issue":
        """Store what was said at a meeting, with the round's next receipt number. The caller holds
        the round. values: title, body, category, district_id, created_at.
        """
        receipt = _take_receipt(round)
        issue = cls(
            round=round, receipt=receipt, meeting_id=meeting_id, listed=False, place="", **values
        )
        db.session.add(issue)
        db.session.flush()
        db.session.add(StatusChange(issue_id=issue.id, status="received", actor_id=planner.id))
        issue.list_it()
        return issue

    @classmethod
    def reported_as(cls, person, request_key: str) -> int | None:
        """The id of what this person stored under this key, if anything."""
        if not person.is_authenticated:
            return None
        return db.session.scalar(
            select(cls.id).filter_by(reporter_id=person.id, request_key=request_key)
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
untriaged.attach(db.metadata)
counted.keep_counts(Issue)
keeps_key(Issue.cover_key)
builds_on_issues(Issue.merged_into_id)


@is_part_of
def _issue_photo_in(photo_id: int) -> Select:
    """As it was reported, as the office shows it mended, or in an answer."""
    rows = (IssuePhoto, StatusChange, IssueAnswer)
    ids = [select(row.issue_id).where(row.photo_id == photo_id) for row in rows]
    shown = select(Round.municipality_id).join(Issue, Issue.round_id == Round.id)
    return shown.where(or_(*(Issue.id.in_(each) for each in ids)))


def _take_receipt(round: Round) -> int:
    return db.session.scalars(
        update(Round)
        .where(Round.id == round.id)
        .values(next_receipt=Round.next_receipt + 1)
        .returning(Round.next_receipt - 1)
        .execution_options(synchronize_session=False)
    ).one()


def ids_of_receipt(receipt: receipt_numbers.ReceiptNumber, round_id: int) -> Select:
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
    counted.rebuild_round_index(Issue, round)
