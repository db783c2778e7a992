"""Plan, its sections and paragraphs, frozen snapshots, and consultants' remarks."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.plans.snapshot import canonical, fingerprint, pack, unpack
from civic.plans.template import PARTS, check_template
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed, may

DISPOSITIONS = ("adopted", "partly", "declined")


class UnknownDisposition(Exception):
    """An answer is adopted, partly or declined."""


class ChapterChanged(Exception):
    """Somebody else changed the chapter of the template after it was opened for editing."""


def fresh_key(part: str, text: str, position: int = 0) -> str:
    """A paragraph's key, never used before, also after a removal: remarks stay on the words they
    were made on."""
    return f"{part}.w{fingerprint(f'{now().isoformat()} {position} {text}'.encode())[:8]}"


class Plan(db.Model):
    """사업계획서's 주민참여 부문 of one round."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    # The planner's own copy of the call's template; empty: the call's. See template.py.
    template: Mapped[dict | None] = mapped_column(db.JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    sections: Mapped[list["Section"]] = relationship(order_by="Section.position")
    snapshots: Mapped[list["Snapshot"]] = relationship(
        order_by="Snapshot.number", back_populates="plan"
    )

    @classmethod
    def of(cls, round: Round) -> "Plan | None":
        return db.session.scalar(db.select(cls).filter_by(round_id=round.id))

    @classmethod
    def start(cls, round: Round) -> "Plan":
        """The round's plan, made at the first call; one only, also under races."""
        insert_once(cls, round_id=round.id)
        return cls.of(round)

    def template_in_use(self) -> dict:
        """Raises: TemplateWrong when the call's own template is no template."""
        return check_template(self.template or {}, check_template(self.round.call.template or {}))

    def rewrite_chapter(self, chapter: dict, seen: str) -> None:
        """Keep the planner's copy of one chapter. seen: its fingerprint when it was opened.

        Raises: ChapterChanged; TemplateWrong.
        """
        db.session.refresh(self, with_for_update=True)
        template = self.template_in_use()
        before = {each["part"]: each for each in template["chapters"]}
        if chapter["part"] not in before:
            raise ChapterChanged
        if fingerprint(canonical(before[chapter["part"]])) != seen:
            raise ChapterChanged
        chapters = (before | {chapter["part"]: chapter}).values()
        self.template = check_template(template | {"chapters": list(chapters)})

    def snapshot(self, number: int | None = None) -> "Snapshot | None":
        """A snapshot by number; the latest when none is given."""
        query = db.select(Snapshot).filter_by(plan_id=self.id)
        if number is not None:
            query = query.filter_by(number=number)
        return db.session.scalar(query.order_by(Snapshot.number.desc()).limit(1))

    def write(self, part: str, text: str, planner: Person) -> "Paragraph":
        """Add a paragraph at the end of a chapter (a part of template.PARTS)."""
        insert_once(Section, plan_id=self.id, key=part, position=PARTS.index(part), heading=part)
        section = db.session.scalars(db.select(Section).filter_by(plan_id=self.id, key=part)).one()
        used = db.select(db.func.max(Paragraph.position)).filter_by(section_id=section.id)
        position = (db.session.scalar(used) or 0) + 1
        paragraph = Paragraph(
            section_id=section.id,
            key=fresh_key(part, text, position),
            position=position,
            text=text,
            edited_by_id=planner.id,
        )
        db.session.add(paragraph)
        return paragraph

    def paragraphs(self) -> list["Paragraph"]:
        query = db.select(Paragraph).join(Section).where(Section.plan_id == self.id)
        return db.session.scalars(query.order_by(Section.position, Paragraph.position)).all()

    def remarks(self) -> list["Remark"]:
        query = db.select(Remark).filter_by(plan_id=self.id)
        return db.session.scalars(query.order_by(Remark.id)).all()


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

    def rewrite(self, text: str, planner: Person) -> None:
        self.text, self.edited_by_id, self.edited_at = text, planner.id, now()


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

    @classmethod
    def take(cls, plan: Plan, data: dict, planner: Person | None) -> "Snapshot":
        """Freeze data under the plan's next number."""
        db.session.execute(db.select(Plan.id).filter_by(id=plan.id).with_for_update())
        latest = plan.snapshot()
        text = canonical(data)
        snapshot = cls(
            plan=plan,
            number=latest.number + 1 if latest else 1,
            taken_by=planner,
            taken_at=now(),
            sha256=fingerprint(text),
            data=pack(text),
        )
        db.session.add(snapshot)
        db.session.flush()
        return snapshot

    def read(self) -> dict:
        return unpack(self.data)


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
    snapshot: Mapped[Snapshot] = relationship()
    plan: Mapped[Plan] = relationship()
    disposition: Mapped["Disposition | None"] = relationship(back_populates="remark")

    @classmethod
    def make(
        cls,
        snapshot: Snapshot,
        author: Person,
        *,
        paragraph_key: str,
        body: str,
        request_key: str,
        quote: str = "",
    ) -> "Remark":
        """Remark on a paragraph as one snapshot has it. A repeated key gives the stored remark.

        Raises: PhaseClosed.
        """
        _require("remark", snapshot.plan.round, author)
        insert_once(
            cls,
            plan_id=snapshot.plan_id,
            snapshot_id=snapshot.id,
            paragraph_key=paragraph_key,
            quote=quote,
            author_id=author.id,
            request_key=request_key,
            body=body,
        )
        same = db.select(cls).filter_by(author_id=author.id, request_key=request_key)
        return db.session.scalars(same).one()

    def answer(self, kind: str, reason: str, planner: Person) -> None:
        """Say what was done about it; answering again replaces the answer.

        Raises: PhaseClosed, UnknownDisposition.
        """
        _require("answer", self.plan.round, planner)
        if kind not in DISPOSITIONS:
            raise UnknownDisposition(kind)
        said = {
            "kind": kind,
            "reason": reason,
            "planner_id": planner.id,
            "answered_at": now(),
        }
        if not insert_once(Disposition, remark_id=self.id, **said):
            change = db.update(Disposition).filter_by(remark_id=self.id)
            db.session.execute(change.values(**said))
        db.session.expire(self, ["disposition"])


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


def _require(act: str, round: Round, person: Person) -> None:
    if not may(act, person.role_names(round.municipality), round.open_phases()):
        raise PhaseClosed(act)
