"""Survey and its questions, and the verbs by which an office writes, opens and closes one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, insert_once, now
from civic.people.models import Person
from civic.rounds.models import Round
from civic.surveys.answers import SurveyAnswer, SurveyQuestion, TakesAnswers
from civic.surveys.batches import SurveyBatch
from civic.surveys.rules import (
    MOST_QUESTIONS,
    NoQuestions,
    NotYetOpened,
    PaperWaits,
    SurveyFrozen,
    TooManyQuestions,
)


class Survey(TakesAnswers, Model):
    """설문: a draft, then open until closes_at, then closed for good.

    service: what it asks about, in words. audience: of rules.AUDIENCES; in an open one, answers of
    residents and of others are counted apart; the panel's are its members' alone. asks_place,
    asks_age: whether who answers may say their 읍면동 and age band, so that results can be told by
    them.
    """

    __table_args__ = (UniqueConstraint("created_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    service: Mapped[str] = mapped_column(String(80), default="")
    intro: Mapped[str] = mapped_column(String(500), default="")
    audience: Mapped[str] = mapped_column(String(10))
    asks_place: Mapped[bool] = mapped_column(default=False)
    asks_age: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str] = mapped_column(String(64))
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()
    questions: Mapped[list[SurveyQuestion]] = relationship(
        order_by="SurveyQuestion.position", cascade="all, delete-orphan"
    )

    @classmethod
    def write(cls, round: Round, planner: Person, request_key: str, **values) -> "Survey":
        """A new draft; the same request again gives the same one. values: title, service, intro,
        audience, asks_place, asks_age."""
        key = {"created_by_id": planner.id, "request_key": request_key}
        insert_once(cls, round_id=round.id, created_at=now(), **key, **values)
        return db.session.scalars(db.select(cls).filter_by(**key)).one()

    @property
    def state(self) -> str:
        """draft | open | closed."""
        if self.opened_at is None or self.closes_at is None:
            return "draft"
        return "open" if now() < self.closes_at else "closed"

    @property
    def is_frozen(self) -> bool:
        """Its questions can't change any more."""
        return self.state == "closed" or self.has_answers()

    @property
    def tells_results(self) -> bool:
        """Everybody may read them: it is closed, and no paper waits."""
        return self.state == "closed" and not SurveyBatch.waiting_in(self.id)

    def has_answers(self) -> bool:
        """Somebody answered, on paper too, confirmed or not."""
        mine = db.select(SurveyAnswer.id).filter_by(survey_id=self.id).limit(1)
        return db.session.scalar(mine) is not None or bool(SurveyBatch.held_of(self.id))

    def rewrite(self, **values) -> None:
        """Title and introduction at any time before it closes; who is asked, and for what, only
        until the first answer. Raises: SurveyFrozen."""
        self._hold()
        fixed = {name: values[name] for name in ("audience", "asks_place", "asks_age")}
        is_changed = any(getattr(self, name) != value for name, value in fixed.items())
        if self.state == "closed" or (is_changed and self.is_frozen):
            raise SurveyFrozen
        for name, value in values.items():
            setattr(self, name, value)

    def add_question(self, request_key: str | None = None, **values) -> SurveyQuestion:
        """At the end; the same request again gives the same one. values: kind, words, required,
        points, low_end, high_end, options. Raises: SurveyFrozen, TooManyQuestions."""
        self._hold_unanswered()
        known = [each for each in self.questions if each.request_key == request_key]
        if known and request_key:
            return known[0]
        if len(self.questions) >= MOST_QUESTIONS:
            raise TooManyQuestions
        last = max((each.position for each in self.questions), default=0)
        question = SurveyQuestion(
            survey_id=self.id, position=last + 1, request_key=request_key, **values
        )
        self.questions.append(question)
        db.session.flush()
        return question

    def change_question(self, question: SurveyQuestion, **values) -> None:
        """Raises: SurveyFrozen."""
        self._hold_unanswered()
        for name, value in values.items():
            setattr(question, name, value)

    def move_question(self, question: SurveyQuestion, by: int) -> None:
        """One place up (-1) or down (1); the first and the last stay. Raises: SurveyFrozen."""
        self._hold_unanswered()
        order = sorted(self.questions, key=lambda each: each.position)
        at = order.index(question)
        order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
        for place, each in enumerate(order, 1):
            each.position = place

    def remove_question(self, question: SurveyQuestion) -> None:
        """Raises: SurveyFrozen; NoQuestions for the last one of an open survey."""
        self._hold_unanswered()
        if self.state == "open" and len(self.questions) == 1:
            raise NoQuestions
        self.questions.remove(question)

    def open(self, closes_at: datetime) -> None:
        """Ask, until then; of an open one, move the end. Raises: NoQuestions, SurveyFrozen once it
        is closed."""
        self._hold()
        if self.state == "closed":
            raise SurveyFrozen
        if not self.questions:
            raise NoQuestions
        self.opened_at = self.opened_at or now()
        self.closes_at = closes_at

    def close(self) -> None:
        """End it now. Raises: NotYetOpened, PaperWaits; closing a closed one changes nothing."""
        self._hold()
        if self.state == "draft":
            raise NotYetOpened
        if SurveyBatch.waiting_in(self.id):
            raise PaperWaits
        if self.state == "open":
            self.closes_at = now()

    def discard(self) -> None:
        """Delete a draft. Raises: SurveyFrozen once it was opened."""
        self._hold()
        if self.state != "draft":
            raise SurveyFrozen
        db.session.delete(self)

    def _hold(self) -> None:
        hold_row(self)

    def _hold_unanswered(self) -> None:
        self._hold()
        if self.is_frozen:
            raise SurveyFrozen


def surveys_of(round: Round, drafts: bool = False) -> Sequence[Survey]:
    """The newest first. drafts: those nobody was asked yet too, which are the office's."""
    query = db.select(Survey).filter_by(round_id=round.id)
    query = query if drafts else query.where(Survey.opened_at.is_not(None))
    return db.session.scalars(query.order_by(Survey.id.desc())).all()


def open_surveys(rounds: Sequence[Round]) -> Sequence[Survey]:
    """Those that can be answered now, what closes first before the rest."""
    here = Survey.round_id.in_([round.id for round in rounds])
    query = db.select(Survey).where(here, Survey.opened_at.is_not(None), Survey.closes_at > now())
    return db.session.scalars(query.order_by(Survey.closes_at, Survey.id)).all()


def batches_waiting(round: Round) -> int:
    """How many piles of paper of a round's surveys wait for a second planner."""
    waiting = db.select(db.func.count(SurveyBatch.id)).join(Survey).where(*SurveyBatch.waits())
    return db.session.scalars(waiting.where(Survey.round_id == round.id)).one()
