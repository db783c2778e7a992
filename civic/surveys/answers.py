"""SurveyAnswer: what one person, or one sheet of paper, said to a survey's questions."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, now
from civic.panel.models import Panel
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.people.office import require_resident
from civic.personal_data import mask
from civic.surveys.rules import (
    UNKNOWN,
    Given,
    NotOfPanel,
    NotResident,
    SurveyClosed,
    check_answer,
)

if TYPE_CHECKING:
    from civic.rounds.models import Round


class SurveyQuestion(Model):
    """One question. points, low_end, high_end: of a scale. options: of a choice, in order."""

    __table_args__ = (Index("uq_survey_question_key", "survey_id", "request_key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))  # of rules.KINDS
    words: Mapped[str] = mapped_column(String(200))
    required: Mapped[bool] = mapped_column(default=True)
    points: Mapped[int] = mapped_column(default=5)
    low_end: Mapped[str] = mapped_column(String(20), default="")
    high_end: Mapped[str] = mapped_column(String(20), default="")
    options: Mapped[list] = mapped_column(JSON, default=list)
    request_key: Mapped[str | None] = mapped_column(String(64))

    @property
    def highest(self) -> int:
        """The largest number that answers it; 0 where words do."""
        return {"scale": self.points, "text": 0}.get(self.kind, len(self.options))


class SurveyAnswer(Model):
    """Answers counted as of a person, a browser without an account, or a sheet of a batch.

    audience: residents | open | panel, as who answered was then. What an account or a browser is
    known by goes RetentionPeriod days after the survey closed, and with the account. band: of
    places/population, UNKNOWN where nobody said.
    """

    __table_args__ = (
        UniqueConstraint("survey_id", "person_id"),
        UniqueConstraint("survey_id", "visitor_mark"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    visitor_mark: Mapped[str | None] = mapped_column(String(64))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("survey_batch.id"), index=True)
    audience: Mapped[str] = mapped_column(String(10))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    band: Mapped[str] = mapped_column(String(4), default=UNKNOWN)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    values: Mapped[list["SurveyValue"]] = relationship(order_by="SurveyValue.number")

    def given(self) -> Given:
        """As check_answer takes it."""
        answers: dict[int, list[int] | str] = {}
        for value in self.values:
            if value.number:
                answers.setdefault(value.question_id, []).append(value.number)  # type: ignore[union-attr]
            else:
                answers[value.question_id] = value.words
        return answers

    def says(self, given: Given) -> bool:
        """This is stored already."""
        return {(v.question_id, v.number, v.words) for v in self.values} == set(_rows(given))

    def say(self, given: Given) -> None:
        """Store these values in place of those before. Words lose personal data here."""
        db.session.execute(delete(SurveyValue).where(SurveyValue.answer_id == self.id))
        rows = [
            {"answer_id": self.id, "question_id": id, "number": number, "words": words}
            for id, number, words in _rows(given)
        ]
        if rows:
            db.session.execute(db.insert(SurveyValue), rows)
        db.session.expire(self, ["values"])

    @classmethod
    def forget_who(cls, survey_ids) -> None:
        """Answers of these surveys (a select of ids) are nobody's from now on; they still count."""
        theirs = update(cls).where(cls.survey_id.in_(survey_ids))
        unknown = theirs.values(person_id=None, visitor_mark=None)
        db.session.execute(unknown.execution_options(synchronize_session=False))


class SurveyValue(Model):
    """A number that answers a question, one row each where several do; or, with number 0, words.

    quoted_at, quoted_by_id: the planner who lets everybody read these words.
    """

    answer_id: Mapped[int] = mapped_column(
        ForeignKey("survey_answer.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("survey_question.id"), primary_key=True, index=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(1000), default="")
    quoted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    quoted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    def quote(self, planner: Person, shown: bool) -> None:
        """Let everybody read these words once the survey is closed, or no longer."""
        self.quoted_at = now() if shown else None
        self.quoted_by_id = planner.id if shown else None


class TakesAnswers:
    """A survey takes one answer of each person, which they may change until it closes."""

    if TYPE_CHECKING:
        id: Mapped[int]
        round: Mapped[Round]
        audience: Mapped[str]
        opened_at: Mapped[datetime | None]
        questions: Mapped[list[SurveyQuestion]]

        @property
        def state(self) -> str: ...

    def answer(
        self,
        person: Person | None,
        visitor_mark: str | None,
        given: Given,
        district_id: int | None = None,
        band: str = UNKNOWN,
    ) -> SurveyAnswer:
        """Store or change an answer; sending the same again is fine at any time.

        person: signed in; else visitor_mark: of the browser.
        Raises: SurveyClosed, WorksHere, NotResident, NotOfPanel, AnswerWrong.
        """
        hold_row(self)
        mine = self.answer_of(person, visitor_mark)
        if self.state != "open":
            if mine is not None and mine.says(given):
                return mine
            raise SurveyClosed
        audience = self._audience_of(person)
        check_answer(self.questions, given)
        if mine is None:
            mine = SurveyAnswer(survey_id=self.id, visitor_mark=visitor_mark)
            db.session.add(mine)
        if person is not None:  # what this browser said before its person signed in is theirs
            mine.person_id, mine.visitor_mark = person.id, None
        mine.audience, mine.answered_at = audience, now()
        mine.district_id, mine.band = district_id, band
        db.session.flush()
        mine.say(given)
        return mine

    def answer_of(self, person: Person | None, visitor_mark: str | None) -> SurveyAnswer | None:
        """The person's, else the one this browser gave before they signed in."""
        here = select(SurveyAnswer).filter_by(survey_id=self.id)
        if person is not None and (mine := db.session.scalar(here.filter_by(person_id=person.id))):
            return mine
        if not visitor_mark:
            return None
        return db.session.scalar(here.filter_by(visitor_mark=visitor_mark))

    def takes_as_resident(self, person: Person | None) -> bool:
        """This person's answer counts as a resident's: residency was shown at a level that
        the round accepts, and no earlier account of theirs can have answered."""
        residency = person.residency_in(self.round.municipality) if person else None
        if residency is None or residency.level not in self.round.vote_levels:
            return False
        left = residency.votes_from
        return not (left and self.opened_at and self.opened_at <= left)

    def _audience_of(self, person: Person | None) -> str:
        if person is not None:
            require_resident(person, self.round.municipality)
        if self.audience == "panel":
            if not Panel.has_member(self.round, person):
                raise NotOfPanel
            return "panel"
        if self.takes_as_resident(person):
            return "residents"
        if self.audience == "residents":
            raise NotResident
        return "open"


def _rows(given: Given) -> list[tuple[int, int, str]]:
    """(question id, number, words) of each value, words as they are kept."""
    return [
        row
        for id, value in given.items()
        if value
        for row in (
            [(id, 0, mask(value))] if isinstance(value, str) else [(id, n, "") for n in value]
        )
    ]


@when_leaving
def _become_nobodys(person: Person, takes_words: bool) -> None:
    """An answer stays and counts under nobody's name; with takes_words without its words."""
    theirs = select(SurveyAnswer.id).where(SurveyAnswer.person_id == person.id)
    if takes_words:
        written = delete(SurveyValue).where(SurveyValue.answer_id.in_(theirs))
        db.session.execute(
            written.where(SurveyValue.number == 0).execution_options(synchronize_session=False)
        )
    unnamed = update(SurveyAnswer).where(SurveyAnswer.person_id == person.id)
    db.session.execute(unnamed.values(person_id=None).execution_options(synchronize_session=False))
