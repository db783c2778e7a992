"""AccessEntry: one look of the office at personal data, chained by hashes; its monthly review."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, ForeignKey, Index, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, insert_once, now, rows_changed
from civic.korean_time import SEOUL
from civic.people.access_log.chain import START, first_break, link
from civic.people.access_log.rules import REASON_COUNTS, NotOver, month_of
from civic.people.models import Person
from civic.people.two_person import TwoPerson, one_not_dropped

ONLY, FORGOTTEN = 1, 2  # rows of AccessHead: of all entries, and of those whose time is over
MONTH = timedelta(days=31)


class AccessHead(Model):
    """The chain's last hash, and how many entries it ever had; and the same of the part that was
    forgotten in its time. So what is cut off either end shows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    head: Mapped[str] = mapped_column(String(64))
    total: Mapped[int] = mapped_column(BigInteger)

    @classmethod
    def at(cls, id: int) -> str:
        """The hash where the chain ends (ONLY), or where what is kept of it begins (FORGOTTEN)."""
        return db.session.scalar(db.select(cls.head).filter_by(id=id)) or START


class AccessEntry(Model):
    """Rows are only ever added; after their time the oldest go (forget_old).

    data: a code of labels.DATA. whose: ids, never names. path: of the page.
    """

    __table_args__ = (Index("ix_access_entry_of_place", "municipality_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    address: Mapped[str] = mapped_column(String(45))  # from where
    data: Mapped[str] = mapped_column(String(20))
    whose: Mapped[str] = mapped_column(String(400))
    path: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(300))
    hash_before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    person: Mapped[Person] = relationship(lazy="joined")

    @classmethod
    def log(cls, person: Person, municipality_id: int | None, **what: str) -> "AccessEntry":
        """Add one look, after the last. what: address, data, whose, path, purpose."""
        insert_once(AccessHead, id=ONLY, head=START, total=0)
        [last] = hold(AccessHead, [ONLY])
        what["whose"], what["path"] = what["whose"][:400], what["path"][:200]
        entry = cls(person_id=person.id, municipality_id=municipality_id, at=now(), **what)
        entry.hash_before = last.head
        entry.hash = link(last.head, entry._chained())
        db.session.add(entry)
        last.head, last.total = entry.hash, last.total + 1
        db.session.flush()
        return entry

    @classmethod
    def of_month(cls, municipality, month: str, with_program: bool = False):
        """A query of a city's entries in a month of Korea, newest first. with_program: those of
        no city, too."""
        first, end = _bounds(month)
        here = cls.municipality_id == municipality.id
        if with_program:
            here |= cls.municipality_id.is_(None)
        query = db.select(cls).where(here, cls.at >= first, cls.at < end)
        return query.order_by(cls.id.desc())

    @classmethod
    def broken(cls, month: str | None = None) -> int | None:
        """The id of the first entry that was changed, or beside which one is missing (0: all are);
        None when all is as it was written. month: only that one, and where it meets the others.
        """
        before = after = None
        end, rows = AccessHead.at(ONLY), db.select(cls).order_by(cls.id)
        if month is not None:
            first, over = _bounds(month)
            before = cls._beside(cls.at < first, cls.id.desc())
            after = cls._beside(cls.at >= over, cls.id)
            rows = rows.where(cls.at >= first, cls.at < over)
        start = before.hash if before else AccessHead.at(FORGOTTEN)
        chain = _rows(db.session.scalars(rows, execution_options={"yield_per": 1000}))
        wrong = first_break(chain, start, after.hash_before if after else end)
        if wrong is not None and end != AccessHead.at(ONLY):  # an entry came meanwhile
            return cls.broken(month)
        return wrong

    @classmethod
    def _beside(cls, where, order) -> "AccessEntry | None":
        return db.session.scalar(db.select(cls).where(where).order_by(order).limit(1))

    @classmethod
    def forget_old(cls, months: int) -> int:
        """Delete what is older than so many months; the chain of the rest still holds."""
        oldest = now() - months * MONTH
        db.session.execute(db.delete(AccessReason).where(AccessReason.at < oldest))
        last = cls._beside(cls.at < oldest, cls.id.desc())
        if last is None:
            return 0
        insert_once(AccessHead, id=FORGOTTEN, head=START, total=0)
        [forgotten] = hold(AccessHead, [FORGOTTEN])
        count = rows_changed(db.delete(cls).where(cls.id <= last.id))
        forgotten.head, forgotten.total = last.hash, forgotten.total + count
        return count

    def _chained(self) -> dict[str, object]:
        what = {"data": self.data, "path": self.path, "purpose": self.purpose}
        who = {"address": self.address, "person": self.person_id, "whose": self.whose}
        return what | who | {"at": self.at.isoformat(), "place": self.municipality_id}


class AccessReason(Model):
    """What somebody said they look at a page for; it counts for a while, for this page."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def give(cls, person: Person, path: str, reason: str) -> None:
        db.session.add(cls(person_id=person.id, path=path[:200], reason=reason[:300]))

    @classmethod
    def given(cls, person: Person, path: str) -> str:
        """The latest that still counts; "" for none."""
        mine = db.select(cls.reason).filter_by(person_id=person.id, path=path[:200])
        recent = mine.where(cls.at > now() - REASON_COUNTS).order_by(cls.id.desc())
        return db.session.scalar(recent.limit(1)) or ""


class AccessReview(TwoPerson, Model):
    """That a month's log of a city was looked through by one person, and signed by another.

    entries, head: how long the log was then, and its last hash.
    """

    __table_args__ = (one_not_dropped("ix_access_review_of_month", "month_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    month: Mapped[str] = mapped_column(String(7))
    month_key: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(String(500))
    entries: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))

    @classmethod
    def sign(cls, municipality, month: str, person: Person, note: str) -> "AccessReview":
        """One looked it through. Raises: NotOver, AlreadyProposed."""
        if month >= month_of(now().astimezone(SEOUL)):
            raise NotOver
        entries = AccessEntry.of_month(municipality, month).order_by(None).subquery()
        count = db.session.scalar(db.select(func.count()).select_from(entries))
        last = db.session.get(AccessHead, ONLY)
        values = {"month": month, "note": note, "entries": count}
        values |= {"head": last.head if last else START, "municipality_id": municipality.id}
        about = {"month_key": f"{municipality.id} {month}"}
        return cls.propose_once(person, about, **values)

    @classmethod
    def of(cls, municipality) -> dict[str, "AccessReview"]:
        """Month → its review, of a city."""
        query = db.select(cls).filter_by(municipality_id=municipality.id, dropped_at=None)
        return {row.month: row for row in db.session.scalars(query)}


def _bounds(month: str) -> tuple[datetime, datetime]:
    """The moments a month of Korea begins and ends. Raises: ValueError for no month."""
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=SEOUL)
    later = (first + MONTH + timedelta(days=1)).replace(day=1)
    return first, later


def _rows(entries) -> Iterator[tuple[int, str, str, dict[str, object]]]:
    for entry in entries:
        yield entry.id, entry.hash_before, entry.hash, entry._chained()
