"""Indicator, residents' preferences, and the target they set."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.korean_time import SEOUL
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.people.office import require_resident, residents_only
from civic.personal_data import mask
from civic.rounds.models import Round
from civic.rounds.residents import counted
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.models import Solution
from civic.surveys.figures import SurveyFigure
from civic.targets.agreement import Agreement, agreement
from civic.targets.chart import PreferenceChart, chart
from civic.targets.override import Overridable, TargetOverride
from civic.targets.rules import (
    FIXED_ONCE_ANSWERED,
    IndicatorNameTaken,
    NotAsked,
    ResidentsAnswered,
    mistakes,
)
from civic.votes.seal.tally import Tally


class Indicator(Overridable, Model):
    """성과지표 of a solution: what is measured, how, and its value now."""

    __table_args__ = (UniqueConstraint("solution_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    name: Mapped[str] = mapped_column(String(80))  # 성과지표
    goal: Mapped[str] = mapped_column(String(120), default="")  # 성과목표, in words
    unit: Mapped[str] = mapped_column(String(20))
    direction: Mapped[str] = mapped_column(String(4))  # down | up
    baseline: Mapped[float | None]
    baseline_year: Mapped[int | None]
    baseline_source: Mapped[str] = mapped_column(String(200), default="")
    # Where the baseline is a survey's number.
    baseline_figure_id: Mapped[int | None] = mapped_column(ForeignKey("survey_figure.id"))
    lowest: Mapped[float]  # sensible bounds for a preference
    highest: Mapped[float]
    target_year: Mapped[int | None]
    formula: Mapped[str] = mapped_column(String(300), default="")  # 산출식
    method: Mapped[str] = mapped_column(String(300), default="")  # 측정방법
    data_source: Mapped[str] = mapped_column(String(200), default="")  # 자료출처
    rationale: Mapped[str] = mapped_column(String(300), default="")  # 설정근거
    # Of a percentage that is no share of a whole, as 주차장 확보율.
    over_hundred: Mapped[bool] = mapped_column(default=False, server_default=db.false())
    weight_percent: Mapped[float | None]  # the planner's; what counts is WeightDecision.weights()
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    solution: Mapped[Solution] = relationship()
    baseline_figure: Mapped[SurveyFigure | None] = relationship()
    preferences: Mapped[list["Preference"]] = relationship(
        back_populates="indicator", order_by="Preference.id"
    )

    override: Mapped[TargetOverride | None] = relationship(
        back_populates="indicator", lazy="selectin", cascade="all, delete-orphan"
    )

    @classmethod
    def add_to(cls, solution: Solution, **values) -> "Indicator":
        """Raises: IndicatorNameTaken, rules.IndicatorWrong."""
        mistakes(this_year=_this_year(), **values)
        if not insert_once(cls, solution_id=solution.id, **values):
            raise IndicatorNameTaken
        named = db.select(cls).filter_by(solution_id=solution.id, name=values["name"])
        return db.session.scalars(named).one()

    def change(self, **values) -> None:
        """Raises: IndicatorNameTaken, ResidentsAnswered when residents answered and what they were
        asked would become another question, rules.IndicatorWrong."""
        mistakes(this_year=_this_year(), **values)
        db.session.execute(db.select(Solution.id).filter_by(id=self.solution_id).with_for_update())
        same = db.select(Indicator.id).filter_by(solution_id=self.solution_id, name=values["name"])
        if db.session.scalar(same.where(Indicator.id != self.id)) is not None:
            raise IndicatorNameTaken
        changed = any(getattr(self, name) != values[name] for name in FIXED_ONCE_ANSWERED)
        if changed and (count := self.count()):
            raise ResidentsAnswered(count)
        for name, value in values.items():
            setattr(self, name, value)

    @property
    def is_asked(self) -> bool:
        return (
            db.session.scalar(asked(self.solution.round).where(Indicator.id == self.id)) is not None
        )

    def set_preference(self, person: Person, value: float, reason: str = "") -> None:
        """Set or change this person's preference; sending the same again is fine at any time.

        Raises: PhaseClosed, WorksHere, NotAsked, OutOfBounds, WrongWay.
        """
        stored = self.preference_of(person)
        reason = mask(reason)
        if stored is not None and (stored.value, stored.reason) == (value, reason):
            return
        if not may("set_preference", frozenset({"resident"}), self.solution.round.open_phases()):
            raise PhaseClosed("set_preference")
        require_resident(person, self.solution.round.municipality)
        if not self.is_asked:
            raise NotAsked
        self.check_value(value)
        key = {"indicator_id": self.id, "person_id": person.id}
        preference = {"value": value, "reason": reason, "updated_at": now()}
        if not insert_once(Preference, **key, **preference):
            db.session.execute(db.update(Preference).filter_by(**key).values(**preference))

    def preference_of(self, person: Person) -> "Preference | None":
        query = db.select(Preference).filter_by(indicator_id=self.id, person_id=person.id)
        return db.session.scalar(query.execution_options(populate_existing=True))

    def values(self) -> list[float]:
        """Every preference that the round counts, smallest first."""
        query = db.select(Preference.value).where(Preference.indicator_id == self.id)
        round = self.solution.round
        query = query.where(_by_residents(round), counted(Preference.person_id, round.id))
        return list(db.session.scalars(query.order_by(Preference.value)))

    def count(self) -> int:
        """Residents who gave a preference, counted or not."""
        query = db.select(db.func.count()).select_from(Preference)
        query = query.where(Preference.indicator_id == self.id)
        return db.session.scalar(query.where(_by_residents(self.solution.round)))

    def agreement(self) -> Agreement | None:
        """The target residents set, from the rows; None while nobody has answered."""
        values = self.values()
        return agreement(values) if values else None

    def chart(self, mine: float | None = None) -> PreferenceChart | None:
        """The distribution to draw; None while nobody has answered."""
        values = self.values()
        if not values:
            return None
        return chart(values, self.lowest, self.highest, self.baseline, mine)


class Preference(Model):
    """희망 목표값: one resident's preference, changeable while the phase is open."""

    __table_args__ = (UniqueConstraint("indicator_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    value: Mapped[float]
    reason: Mapped[str] = mapped_column(String(300), default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    indicator: Mapped[Indicator] = relationship(back_populates="preferences")


def asked(round: Round):
    """A select of the indicators residents are asked about, in order: of selected solutions, or
    before the tally of those on the ballot."""
    tallied = db.session.scalar(db.select(Tally.id).filter_by(round_id=round.id)) is not None
    statuses = ("selected",) if tallied else ("selected", "on_ballot")
    return (
        db.select(Indicator)
        .join(Indicator.solution)
        .where(Solution.round_id == round.id, Solution.hidden_at.is_(None))
        .where(Solution.status.in_(statuses))
        .order_by(Solution.number, Indicator.id)
    )


def indicators_of(solution: Solution) -> Sequence[Indicator]:
    query = db.select(Indicator).filter_by(solution_id=solution.id)
    return db.session.scalars(query.order_by(Indicator.id)).all()


def agreements(indicators: Sequence[Indicator], who=counted) -> dict[int, Agreement]:
    """Indicator id → what residents agree on, in one query; without those nobody answered.

    indicators: of one round. who: counted or unproven of rounds/residents.py.
    """
    if not indicators:
        return {}
    columns = Preference.indicator_id, Preference.value
    query = db.select(*columns, db.func.count()).group_by(*columns)  # equal ones are asked for once
    values_by_id: dict[int, list[float]] = {}
    chosen = Preference.indicator_id.in_([indicator.id for indicator in indicators])
    round = indicators[0].solution.round
    ours = _by_residents(round), who(Preference.person_id, round.id)
    for indicator_id, value, count in db.session.execute(query.where(chosen, *ours)):
        values_by_id.setdefault(indicator_id, []).extend([value] * count)
    return {indicator_id: agreement(values) for indicator_id, values in values_by_id.items()}


def _by_residents(round: Round):
    """The condition on Preference that leaves out who works for the office."""
    return residents_only(Preference.person_id, round.municipality_id, round.id)


def preferences_of(person: Person, *rounds: Round) -> dict[int, Preference]:
    """Indicator id → this person's preference, in these rounds."""
    indicator = contains_eager(Preference.indicator)
    query = (
        db.select(Preference)
        .join(Preference.indicator)
        .join(Indicator.solution)
        .options(indicator.contains_eager(Indicator.solution))
        .options(indicator.lazyload(Indicator.override))
        .where(Preference.person_id == person.id)
        .where(Solution.round_id.in_([round.id for round in rounds]))
    )
    return {preference.indicator_id: preference for preference in db.session.scalars(query)}


def _this_year() -> int:
    return now().astimezone(SEOUL).year


@when_leaving
def _forget_reasons(person: Person, _takes_words: bool) -> None:
    """A wish stays and counts, without a word."""
    theirs = db.update(Preference).where(Preference.person_id == person.id)
    db.session.execute(theirs.values(reason=""))
