"""Remarks of consultants and planners, the talk under them, and what was done about them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.documents.model import OWN
from civic.documents.placeholders import MARKS, placeholders
from civic.people.models import Person
from civic.plans.links.models import roles_of
from civic.plans.material.models import Material
from civic.plans.models import Plan, Snapshot
from civic.plans.review.anchoring import replace_quote
from civic.plans.section.template import PARTS, PLACEHOLDER
from civic.plans.writing.paragraphs import Paragraph
from civic.plans.writing.versions import PlanVersion
from civic.rounds.rules import PhaseClosed, may

DISPOSITIONS = ("adopted", "partly", "declined")
# Printed in the 조치표, which is Korean whatever the planner's language.
TAKEN_OVER, ANNOTATED = "제안한 문구대로 고침", "제안한 문구를 해당 자리 아래에 적음"


class UnknownDisposition(Exception):
    """An answer is adopted, partly or declined."""


class NotYours(Exception):
    """Only who made a remark says whether its answer will do."""


class AnswerMoved(Exception):
    """The answer judged is not the one that stands: it was answered again, or judged already."""


class QuoteGone(Exception):
    """The words a suggestion would replace are not in the paragraph any more."""


class LeftOpen(Exception):
    """Words with a place left open, such as ○○동, are not put into a plan by a press.

    words: the place, as it is written.
    """

    def __init__(self, words: str):
        super().__init__(words)
        self.words = words


class Remark(Model):
    """컨설팅 의견 on a block (by key), or a row of it, as it read in one snapshot.

    row: the row's key (documents/row_keys.py), empty for the whole block. suggestion: words to put
    in place of the quote.
    """

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    paragraph_key: Mapped[str] = mapped_column(String(80))
    row: Mapped[str] = mapped_column(String(80), default="", server_default="")
    quote: Mapped[str] = mapped_column(String(400), default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    suggestion: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    author: Mapped[Person] = relationship(lazy="joined")
    snapshot: Mapped[Snapshot] = relationship()
    plan: Mapped[Plan] = relationship()
    answers: Mapped[list["Disposition"]] = relationship(
        order_by="Disposition.id", back_populates="remark", lazy="selectin"
    )
    replies: Mapped[list["RemarkReply"]] = relationship(
        order_by="RemarkReply.id", back_populates="remark", lazy="selectin"
    )

    @classmethod
    def make(cls, snapshot, author: Person, *, body: str, request_key: str, **place) -> "Remark":
        """Remark on a block as one snapshot has it. A repeated key gives the stored remark.

        place: paragraph_key; row, quote and suggestion if there are any. Raises: PhaseClosed.
        """
        _require("remark", snapshot.plan, author)
        columns = {"author_id": author.id, "request_key": request_key}
        where = {"plan_id": snapshot.plan_id, "snapshot_id": snapshot.id, "quote": ""} | place
        insert_once(cls, body=body, **columns, **where)
        return db.session.scalars(db.select(cls).filter_by(**columns)).one()

    @classmethod
    def of(cls, plan: Plan) -> list["Remark"]:
        """Every remark on a plan, oldest first."""
        return list(db.session.scalars(db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id)))

    @classmethod
    def open_of(cls, plan: Plan) -> list["Remark"]:
        """Remarks that wait for an answer, those sent back and those without a place too."""
        return [remark for remark in cls.of(plan) if remark.disposition is None]

    @property
    def last_answer(self) -> "Disposition | None":
        return self.answers[-1] if self.answers else None

    @property
    def disposition(self) -> "Disposition | None":
        """The answer that stands: none before the first, nor after it was sent back."""
        last = self.last_answer
        return last if last and last.reopened_at is None else None

    @property
    def state(self) -> str:
        """open | reopened | answered | accepted."""
        last = self.last_answer
        if last is None:
            return "open"
        if last.reopened_at:
            return "reopened"
        return "accepted" if last.accepted_at else "answered"

    def answer(
        self, kind: str, reason: str, planner: Person, version=None, request_key=None
    ) -> None:
        """Say what was done about it; the last answer counts, earlier ones stay readable.

        version: the PlanVersion that changed the plan, if one did. A repeated request_key answers
        once. Raises: PhaseClosed, UnknownDisposition.
        """
        _require("answer", self.plan, planner)
        if kind not in DISPOSITIONS:
            raise UnknownDisposition(kind)
        insert_once(
            Disposition,
            remark_id=self.id,
            kind=kind,
            reason=reason,
            planner_id=planner.id,
            version_id=version.id if version else None,
            request_key=request_key,
        )
        db.session.expire(self, ["answers"])

    def take_over(self, planner: Person, request_key: str) -> None:
        """Put the suggested words where the remark is, and answer it as adopted.

        In a written paragraph they take the quote's place. Computed text can't be typed over:
        there they become a paragraph of their own under it.
        Raises: PhaseClosed, QuoteGone, LeftOpen.
        """
        if open_places := placeholders(self.suggestion):
            raise LeftOpen(open_places[0])
        self.plan.lock()
        db.session.expire(self, ["answers"])
        if self.disposition:
            return  # the same press again, or somebody was quicker
        self.answer("adopted", TAKEN_OVER, planner, request_key=request_key)
        answer = self.last_answer
        assert answer is not None  # just given
        paragraph = self.plan.paragraph_of(self.paragraph_key)
        if paragraph is None or PLACEHOLDER.search(paragraph.text):
            self._annotate(planner)
            answer.reason = ANNOTATED
        else:
            self._rewrite(paragraph, planner)
        answer.version = self.plan.keep_words(planner)

    def _rewrite(self, paragraph: Paragraph, planner: Person) -> None:
        db.session.refresh(paragraph)
        text = replace_quote(self.quote, self.suggestion, paragraph.text)
        if text is None:
            raise QuoteGone
        paragraph.rewrite(text, planner)

    def _annotate(self, planner: Person) -> None:
        part = self.paragraph_key.split(".")[0]
        if part == OWN.rstrip("."):
            part = Material.part_of(self.plan.round, self.paragraph_key)
        part = part if part in PARTS else "schedule"
        text = self.suggestion if self.suggestion[:1] in MARKS else f"※ {self.suggestion}"
        self.plan.write(part, text, planner, under=self.paragraph_key)

    def reply(self, author: Person, body: str, request_key: str) -> None:
        """Say something in its thread; a repeated key says it once. Raises: PhaseClosed."""
        _require("remark", self.plan, author)
        columns = {"author_id": author.id, "request_key": request_key, "body": body}
        insert_once(RemarkReply, remark_id=self.id, **columns)
        db.session.expire(self, ["replies"])

    def accept(self, answer_id: int, person: Person) -> None:
        """Say that the answer will do. Raises: PhaseClosed, NotYours, AnswerMoved."""
        self._judge("accepted_at", answer_id, person)

    def reopen(self, answer_id: int, person: Person, why: str, request_key: str) -> None:
        """Send the answer back, saying why. Raises: PhaseClosed, NotYours, AnswerMoved."""
        self._judge("reopened_at", answer_id, person)
        self.reply(person, why, request_key)

    def _judge(self, column: str, answer_id: int, person: Person) -> None:
        if person.id != self.author_id:
            raise NotYours
        _require("remark", self.plan, person)
        lock(Remark, [self.id])
        db.session.expire(self, ["answers"])
        last = self.last_answer
        if last is None or last.id != answer_id or last.reopened_at:
            raise AnswerMoved
        setattr(last, column, getattr(last, column) or now())


class Disposition(Model):
    """조치: a planner's answer. kind: adopted (반영) | partly (일부반영) | declined (미반영).

    version: the one that changed the plan. accepted_at, reopened_at: by the remark's author.
    """

    __table_args__ = (UniqueConstraint("planner_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(2000))
    planner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    remark: Mapped[Remark] = relationship(back_populates="answers")
    planner: Mapped[Person] = relationship(lazy="joined")
    version: Mapped[PlanVersion | None] = relationship(lazy="joined")


class RemarkReply(Model):
    """A word in the thread of a remark."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(String(2000))
    request_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    remark: Mapped[Remark] = relationship(back_populates="replies")
    author: Mapped[Person] = relationship(lazy="joined")


# Here, and not in Plan's own file, so that Plan can be used where remarks are not known.
Plan.remarks = relationship(Remark, order_by=Remark.id, viewonly=True)


def _require(act: str, plan, person: Person) -> None:
    if not may(act, roles_of(plan, person), plan.round.open_phases()):
        raise PhaseClosed(act)
