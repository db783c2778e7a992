"""SentReport: what came through a client, once for each key it sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.issues.models import Issue
from civic.open_data.models import Client
from civic.photos.models import Photo
from civic.rounds.models import Round


class SentBefore(Exception):
    """This client sent this key before. sent: what it made."""

    def __init__(self, sent: "SentReport"):
        super().__init__(sent.issue_id)
        self.sent = sent


class KeyReused(Exception):
    """This client sent this key before, with other words."""


class SentReport(Model):
    """A report that a client sent: which, under which key, and a digest of what it said."""

    # No file that is taken back brought such a report.
    __table_args__ = (
        UniqueConstraint("client_id", "request_key"),
        {"info": {"goes_with_issue": True}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("open_client.id"))
    request_key: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    client: Mapped[Client] = relationship()

    @classmethod
    def with_key(cls, client: Client, request_key: str) -> "SentReport | None":
        key = {"client_id": client.id, "request_key": request_key}
        return db.session.scalar(db.select(cls).filter_by(**key))

    @classmethod
    def found_by(cls, request_key: str, client: Client | None) -> "SentReport | None":
        """The client's; of nobody's asking, what one client alone sent under this key."""
        if client is not None:
            return cls.with_key(client, request_key)
        sent = db.select(cls).where(cls.client_id.in_(db.select(Client.id)))  # by the key's index
        reports = db.session.scalars(sent.filter_by(request_key=request_key).limit(2)).all()
        return reports[0] if len(reports) == 1 else None

    @classmethod
    def refuse_repeat(cls, client: Client, request_key: str, digest: str) -> None:
        """Raises: SentBefore, KeyReused when the key is known."""
        sent = cls.with_key(client, request_key)
        if sent is not None:
            raise SentBefore(sent) if sent.digest == digest else KeyReused

    @classmethod
    def receive(
        cls,
        client: Client,
        round: Round,
        *,
        request_key: str,
        digest: str,
        photos: Sequence[tuple[Photo, str]] = (),
        **values,
    ) -> Issue:
        """Store a report of a client; of two with one key at once only one is.

        values: as Issue.receive takes them. Raises: PhaseClosed, SentBefore, KeyReused, PhotoTaken;
        after SentBefore and KeyReused nothing of this one is stored.
        """
        cls.refuse_repeat(client, request_key, digest)
        issue = Issue.receive(round, photos=photos, **values)
        key = {"client_id": client.id, "request_key": request_key}
        if not insert_once(cls, **key, digest=digest, issue_id=issue.id):
            db.session.rollback()
            cls.refuse_repeat(client, request_key, digest)
        return issue


def sent_through(issue: Issue) -> str | None:
    """The name of the program that a report nobody is named for came through, if one did."""
    if issue.reporter_id or issue.import_id or issue.meeting_id:
        return None
    named = db.select(Client.name).join(SentReport, SentReport.client_id == Client.id)
    return db.session.scalar(named.where(SentReport.issue_id == issue.id))
