"""Webhook: an address that hears of a city's reports and results; and what it is to hear."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, Index, Select, String, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert, now, rows_changed
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.open_data.webhooks.rules import GONE, KEPT, wait_after, was_taken
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.votes.seal.tally import Tally

MOST_AT_ONCE = 500
LOOKED_AT_AGAIN = 1000
CLAIM = timedelta(minutes=10)  # a worker that has not come back by then is dead


class Webhook(Model):
    """events: of rules.EVENTS. Hears of what comes after it was added, until ended_at; of what
    comes while it is paused, once it goes on."""

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(1000))
    events: Mapped[list] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Steps up to here were looked at. Of two at once the one with the larger id may be seen first,
    # so that some before it are looked at again.
    seen_change_id: Mapped[int] = mapped_column(default=0, server_default="0")

    municipality: Mapped[Municipality] = relationship()

    @classmethod
    def live(cls) -> "Sequence[Webhook]":
        """Those to be told now."""
        query = db.select(cls).where(cls.ended_at.is_(None), cls.paused_at.is_(None))
        return db.session.scalars(query.order_by(cls.id)).all()

    @classmethod
    def all(cls) -> "Sequence[Webhook]":
        """By city; in each those that were not ended first."""
        order = (cls.municipality_id, cls.ended_at.is_not(None), cls.id)
        return db.session.scalars(db.select(cls).order_by(*order)).all()

    def end(self) -> None:
        self.ended_at = self.ended_at or now()

    def pause(self) -> None:
        self.paused_at = self.paused_at or now()

    def resume(self) -> None:
        self.paused_at = None

    def retry(self) -> int:
        """Have the next pass send what was not taken, given up or not; how many."""
        mine = db.update(Delivery).where(Delivery.webhook_id == self.id, Delivery.failed_once())
        return rows_changed(mine.values(next_try_at=now()))

    def gather(self) -> None:
        """Note what there is to hear and is not noted yet, some at once; of two who do it together
        each thing is noted once. Not what a file brought, nor what is hidden."""
        newest = db.session.scalar(db.select(db.func.max(StatusChange.id))) or 0
        changes = self._note("change_id", self._changes())
        self._note("tally_id", self._tallies())
        seen = changes[-1] if len(changes) == MOST_AT_ONCE else newest
        if seen > self.seen_change_id:
            self.seen_change_id = seen

    def _note(self, column: str, query: Select) -> Sequence[int]:
        ids = db.session.scalars(query.limit(MOST_AT_ONCE)).all()
        shared = {"webhook_id": self.id, "created_at": now(), "next_try_at": now()}
        if ids:
            rows = [shared | {column: id} for id in ids]
            db.session.execute(insert(Delivery).values(rows).on_conflict_do_nothing())
        return ids

    def _changes(self) -> Select:
        noted = exists().where(
            Delivery.webhook_id == self.id, Delivery.change_id == StatusChange.id
        )
        query = db.select(StatusChange.id).join(Issue, Issue.id == StatusChange.issue_id)
        query = query.join(Round, Round.id == Issue.round_id)
        query = query.where(
            Round.municipality_id == self.municipality_id,
            Issue.hidden_at.is_(None),
            Issue.import_id.is_(None) | (StatusChange.status != "received"),
            StatusChange.id > self.seen_change_id - LOOKED_AT_AGAIN,
            StatusChange.created_at > max(self.created_at, now() - KEPT / 2),
            ~noted,
        )
        if "report.created" not in self.events:
            query = query.where(~is_first_step())
        if "report.status_changed" not in self.events:
            query = query.where(is_first_step())
        return query.order_by(StatusChange.id)

    def _tallies(self) -> Select:
        noted = exists().where(Delivery.webhook_id == self.id, Delivery.tally_id == Tally.id)
        query = db.select(Tally.id).join(Round, Round.id == Tally.round_id)
        query = query.where(
            Round.municipality_id == self.municipality_id,
            Tally.counted_at > max(self.created_at, now() - KEPT / 2),
            ~noted,
        )
        if "result.published" not in self.events:
            query = query.where(db.false())
        return query.order_by(Tally.id)


class Delivery(Model):
    """A thing a webhook is to hear: a step of a report, or a count. next_try_at empty: it was taken
    (delivered_at), or is given up."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "change_id"),
        UniqueConstraint("webhook_id", "tally_id"),
        Index("ix_webhook_delivery_due", "webhook_id", "next_try_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("status_change.id", ondelete="CASCADE"), index=True
    )
    tally_id: Mapped[int | None] = mapped_column(ForeignKey("tally.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_answer: Mapped[str] = mapped_column(String(60), default="", server_default="")

    webhook: Mapped[Webhook] = relationship()
    change: Mapped[StatusChange | None] = relationship()
    tally: Mapped[Tally | None] = relationship()

    @classmethod
    def due(cls, webhook: Webhook, most: int) -> list[int]:
        """Ids of what is to be sent now, the oldest first."""
        query = db.select(cls.id).where(cls.webhook_id == webhook.id, cls.next_try_at <= now())
        return list(db.session.scalars(query.order_by(cls.id).limit(most)))

    @classmethod
    def claim(cls, id: int) -> "Delivery | None":
        """The delivery, for one worker alone; None when another has it. Commit before sending."""
        mine = db.update(cls).where(cls.id == id, cls.next_try_at <= now())
        taken = rows_changed(mine.values(next_try_at=now() + CLAIM, tries=cls.tries + 1))
        return db.session.get(cls, id, populate_existing=True) if taken else None

    @classmethod
    def counts(cls, webhook: Webhook) -> tuple[int, int, int]:
        """How many were taken, wait, and are given up."""
        given_up = cls.delivered_at.is_(None) & cls.next_try_at.is_(None)
        conditions = (cls.delivered_at.is_not(None), cls.next_try_at.is_not(None), given_up)
        numbers = [db.func.coalesce(db.func.sum(db.case((c, 1), else_=0)), 0) for c in conditions]
        row = db.session.execute(db.select(*numbers).where(cls.webhook_id == webhook.id)).one()
        return row[0], row[1], row[2]

    @classmethod
    def last(cls, webhook: Webhook) -> "tuple[datetime | None, Delivery | None]":
        """When one was taken last; and what was tried last and is not taken yet."""
        taken = db.select(db.func.max(cls.delivered_at)).where(cls.webhook_id == webhook.id)
        wrong = db.select(cls).where(cls.webhook_id == webhook.id, cls.failed_once())
        last = db.session.scalar(wrong.order_by(cls.id.desc()).limit(1))
        return db.session.scalar(taken), last

    @classmethod
    def failed_once(cls):
        """It was tried and not taken; not what has been hidden since."""
        is_open = cls.delivered_at.is_(None) & (cls.last_answer != "hidden")
        return is_open & (cls.last_answer != "")

    @classmethod
    def forget_old(cls) -> int:
        """Delete what came longer than KEPT ago; how many."""
        return rows_changed(db.delete(cls).where(cls.created_at < now() - KEPT))

    def answered(self, status: int) -> bool:
        """Note what came back; True when it was taken. 410 ends the webhook."""
        if was_taken(status):
            self.delivered_at, self.next_try_at = now(), None
        elif status == GONE:
            self.webhook.end()
            self.next_try_at = None
        else:
            self._later()
        self.last_answer = str(status)
        return self.delivered_at is not None

    def failed(self, why: str) -> None:
        self._later()
        self.last_answer = why[:60]

    def drop(self) -> None:
        """What it was about is to be seen no more."""
        self.next_try_at, self.last_answer = None, "hidden"

    def _later(self) -> None:
        wait = wait_after(self.tries)
        self.next_try_at = None if wait is None else now() + wait


def is_first_step():
    """Of a status change: it is the report itself."""
    earlier = aliased(StatusChange)
    return ~exists().where(earlier.issue_id == StatusChange.issue_id, earlier.id < StatusChange.id)
