"""Plan, its sections and paragraphs, frozen snapshots, and consultants' remarks."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.people.models import Person
from civic.rounds.models import Round


class Plan(db.Model):
    """사업계획서's 주민참여 부문 of one round."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    sections: Mapped[list["Section"]] = relationship(order_by="Section.position")
    snapshots: Mapped[list["Snapshot"]] = relationship(order_by="Snapshot.number")


class Section(db.Model):
    """A chapter; key is the template's name for it."""

    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(120))

    paragraphs: Mapped[list["Paragraph"]] = relationship(order_by="Paragraph.position")


class Paragraph(db.Model):
    """A paragraph the planner wrote, under a key that stays through every version."""

    __table_args__ = (UniqueConstraint("section_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Snapshot(db.Model):
    """기준 시점 자료: everything a compiled section shows, frozen. Never changed after insert."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str] = mapped_column(String(64))  # of the uncompressed canonical JSON
    data: Mapped[bytes] = mapped_column(LargeBinary)  # zlib of canonical JSON, see snapshot.py

    plan: Mapped[Plan] = relationship(back_populates="snapshots")
    taken_by: Mapped[Person | None] = relationship()


class Remark(db.Model):
    """컨설팅 의견 on a paragraph (by key) as it read in one snapshot."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    paragraph_key: Mapped[str] = mapped_column(String(80))
    quote: Mapped[str] = mapped_column(String(400), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    author: Mapped[Person] = relationship(lazy="joined")
    disposition: Mapped["Disposition | None"] = relationship(back_populates="remark")


class Disposition(db.Model):
    """조치: the planner's answer. kind: adopted (반영) | partly (일부반영) | declined (미반영)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(2000))
    planner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    remark: Mapped[Remark] = relationship(back_populates="disposition")
    planner: Mapped[Person] = relationship(lazy="joined")
