"""Plan and its frozen snapshots; beside them paragraphs, versions, remarks and links."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, lock, now
from civic.documents.canonical import canonical, fingerprint, pack, unpack
from civic.documents.placeholders import placeholders
from civic.people.models import Person
from civic.plans.links.models import Invitation, LinkRefused, ShareLink
from civic.plans.review.anchoring import put
from civic.plans.review.models import (
    DISPOSITIONS,
    AnswerMoved,
    Disposition,
    NotYours,
    Remark,
    RemarkReply,
    UnknownDisposition,
)
from civic.plans.section.template import PARTS, PLACEHOLDER, check_template
from civic.plans.writing.edits import Words
from civic.plans.writing.paragraphs import (
    Paragraph,
    ParagraphChanged,
    ParagraphText,
    Section,
    paragraph_key,
)
from civic.plans.writing.versions import PlanVersion
from civic.rounds.models import Round

__all__ = [
    "DISPOSITIONS",
    "AnswerMoved",
    "ChapterChanged",
    "Disposition",
    "Invitation",
    "LeftOpen",
    "LinkRefused",
    "NotYours",
    "Paragraph",
    "ParagraphChanged",
    "ParagraphText",
    "Plan",
    "PlanVersion",
    "QuoteGone",
    "Remark",
    "RemarkReply",
    "Section",
    "ShareLink",
    "Snapshot",
    "UnknownDisposition",
    "paragraph_key",
]


# Printed in the 조치표, which is Korean whatever the planner's language.
TAKEN_OVER, ANNOTATED = "제안한 문구대로 고침", "제안한 문구를 해당 자리 아래에 적음"


class ChapterChanged(Exception):
    """Somebody else changed the chapter of the template after it was opened for editing."""


class QuoteGone(Exception):
    """The words a suggestion would replace are not in the paragraph any more."""


class LeftOpen(Exception):
    """Words with a place left open, such as ○○동, are not put into a plan by a press.

    words: the place, as it is written.
    """

    def __init__(self, words: str):
        super().__init__(words)
        self.words = words


class Plan(Words, db.Model):
    """사업계획서's 주민참여 부문 of one round."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    # The planner's own copy of the call's template; empty: the call's. See template.py.
    template: Mapped[dict | None] = mapped_column(db.JSON)
    # When and by whom the template in use was said to be that of the call's own form.
    template_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    template_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    template_confirmed_by: Mapped[Person | None] = relationship()
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

    @property
    def is_example(self) -> bool:
        """Whether it is printed that the template is not the call's own form."""
        return self.round.call.template_is_example and self.template_confirmed_at is None

    def rewrite_chapter(self, chapter: dict, seen: str, planner: Person) -> None:
        """Keep the planner's copy of one chapter. seen: its fingerprint when it was opened.

        Raises: ChapterChanged; TemplateWrong.
        """
        self._lock()
        template = self.template_in_use()
        before = {each["part"]: each for each in template["chapters"]}
        if chapter["part"] not in before:
            raise ChapterChanged
        if fingerprint(canonical(before[chapter["part"]])) != seen:
            raise ChapterChanged
        chapters = (before | {chapter["part"]: chapter}).values()
        self.template = check_template(template | {"chapters": list(chapters)})
        self.keep_words(planner)

    def snapshot(self, number: int | None = None) -> "Snapshot | None":
        """A snapshot by number; the latest when none is given."""
        query = db.select(Snapshot).filter_by(plan_id=self.id)
        if number is not None:
            query = query.filter_by(number=number)
        return db.session.scalar(query.order_by(Snapshot.number.desc()).limit(1))

    def remarks(self) -> list[Remark]:
        query = db.select(Remark).filter_by(plan_id=self.id)
        return list(db.session.scalars(query.order_by(Remark.id)))

    def open_remarks(self) -> list[Remark]:
        """Remarks that wait for an answer, those sent back and those without a place too."""
        return [remark for remark in self.remarks() if remark.disposition is None]

    def take_over(self, remark: Remark, planner: Person, request_key: str) -> None:
        """Put the suggested words where the remark is, and answer it as adopted.

        In a written paragraph they take the quote's place. Computed text can't be typed over:
        there they become a paragraph of their own under it.
        Raises: PhaseClosed, QuoteGone, LeftOpen.
        """
        if found := placeholders(remark.suggestion):
            raise LeftOpen(found[0])
        self._lock()
        db.session.expire(remark, ["answers"])
        if remark.disposition:
            return  # the same press again, or somebody was quicker
        paragraph = self.paragraph_of(remark.paragraph_key)
        remark.answer("adopted", TAKEN_OVER, planner, request_key=request_key)
        answer = remark.last_answer
        if paragraph is None or PLACEHOLDER.search(paragraph.text):
            self._annotate(remark, planner)
            answer.reason = ANNOTATED
        else:
            db.session.refresh(paragraph)
            text = put(remark.quote, remark.suggestion, paragraph.text)
            if text is None:
                raise QuoteGone
            paragraph.rewrite(text, planner)
        answer.version = self.keep_words(planner)

    def roles_of(self, person: Person) -> frozenset[str]:
        """Roles a person has on this plan: those in the municipality, and by invitation."""
        roles = person.role_names(self.round.municipality)
        return roles | {"consultant"} if Invitation.lets_in(self.round, person) else roles

    def _annotate(self, remark: Remark, planner: Person) -> None:
        part = remark.paragraph_key.split(".")[0]
        part = part if part in PARTS else "schedule"
        text = remark.suggestion
        self.write(part, text if text[:1] in "□○-※" else f"※ {text}", planner,
                   under=remark.paragraph_key)  # fmt: skip


class Snapshot(db.Model):
    """기준 시점 자료: everything a compiled section shows, frozen. Never changed after insert."""

    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sha256: Mapped[str] = mapped_column(String(64))  # of the uncompressed canonical JSON
    # zlib of canonical JSON, see snapshot.py
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    plan: Mapped[Plan] = relationship(back_populates="snapshots")
    taken_by: Mapped[Person | None] = relationship()

    @classmethod
    def take(cls, plan: Plan, data: dict, planner: Person | None) -> "Snapshot":
        """Freeze data under the plan's next number."""
        lock(Plan, [plan.id])
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
        version = PlanVersion(
            plan_id=plan.id,
            snapshot=snapshot,
            number=snapshot.number,
            revision=0,
            kind="compiled",
            author=planner,
        )
        db.session.add_all([snapshot, version])
        db.session.flush()
        return snapshot

    def read(self) -> dict:
        return unpack(self.data)
