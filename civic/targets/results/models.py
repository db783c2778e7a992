"""IndicatorResult: what was measured after the target was set. Rows are only ever added."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.surveys.figures import SurveyFigure
from civic.targets.models import Indicator, asked
from civic.targets.results.rules import AlreadyCorrected, WrongResult, check_day
from civic.targets.rules import NotAsked


class IndicatorResult(Model):
    """One measurement. A correction is a row that names the one it stands for; without a value it
    only takes that one back."""

    __table_args__ = (UniqueConstraint("entered_by_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    measured_on: Mapped[date]
    value: Mapped[float | None]
    source: Mapped[str] = mapped_column(String(200))
    # Where the value is a survey's number.
    figure_id: Mapped[int | None] = mapped_column(ForeignKey("survey_figure.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    promised_on: Mapped[date | None]  # by this day it is measured again
    # Unique: of two corrections of one row at once, one is stored.
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_result.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(300), default="")  # of the correction
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str] = mapped_column(String(64))

    indicator: Mapped[Indicator] = relationship()
    figure: Mapped[SurveyFigure | None] = relationship()
    corrects: Mapped["IndicatorResult | None"] = relationship(remote_side=id)
    entered_by: Mapped[Person] = relationship()

    @classmethod
    def measure(cls, indicator: Indicator, planner: Person, request_key: str, **values):
        """A new result; the same request again gives the same one.

        values: measured_on, value, source, note, promised_on, figure_id.
        Raises: PhaseClosed before the target is set, NotAsked, WrongResult.
        """
        if stored := cls._sent(planner, request_key):
            return stored
        may_measure(indicator)
        cls._check(indicator, values["measured_on"])
        return cls._store(indicator.id, planner, request_key, **values)

    def correct(self, planner: Person, request_key: str, reason: str, **values):
        """A row that stands in this one's place. values: as of measure; value None takes it back.

        Raises: AlreadyCorrected, WrongResult.
        """
        stored = self._sent(planner, request_key)
        if stored and (stored.corrects_id, stored.value) == (self.id, values["value"]):
            return stored
        _hold(self.indicator)
        if not self.is_current:
            raise AlreadyCorrected
        self._check(self.indicator, values["measured_on"], leaving_out=self.id)
        correction = {"corrects_id": self.id, "reason": reason}
        return self._store(self.indicator_id, planner, request_key, **correction, **values)

    @classmethod
    def _check(cls, indicator, measured_on, leaving_out=None):
        """One result a day, asked under the indicator's lock."""
        check_day(measured_on, first_day(indicator), now().astimezone(SEOUL).date())
        _hold(indicator)
        same = current(cls.indicator_id == indicator.id, cls.measured_on == measured_on)
        if db.session.scalars(same.where(cls.id != (leaving_out or 0))).first():
            raise WrongResult("same_day")

    @classmethod
    def _store(cls, indicator_id, planner, request_key, **values):
        key = {"entered_by_id": planner.id, "request_key": request_key}
        row = {"indicator_id": indicator_id, "entered_at": now()} | key | values
        if not insert_once(cls, **row) and cls._sent(planner, request_key) is None:
            raise AlreadyCorrected
        return cls._sent(planner, request_key)

    @classmethod
    def _sent(cls, planner, request_key):
        key = {"entered_by_id": planner.id, "request_key": request_key}
        return db.session.scalar(db.select(cls).filter_by(**key))

    @property
    def is_late(self) -> bool:
        """The day by which it should be measured again is over. Of the latest result."""
        today = now().astimezone(SEOUL).date()
        return self.promised_on is not None and self.promised_on < today

    @property
    def is_current(self) -> bool:
        """False once it was corrected or taken back."""
        return db.session.scalar(current(IndicatorResult.id == self.id)) is not None


def _hold(indicator: Indicator) -> None:
    lock(Indicator, [indicator.id])


def current(*wanted):
    """A select of the results that count: neither corrected nor taken back, oldest first."""
    later = aliased(IndicatorResult)
    return (
        db.select(IndicatorResult)
        .outerjoin(later, later.corrects_id == IndicatorResult.id)
        .where(later.id.is_(None), IndicatorResult.value.is_not(None), *wanted)
        .order_by(IndicatorResult.measured_on, IndicatorResult.id)
    )


def results_of(indicators: list[Indicator]) -> dict[int, list[IndicatorResult]]:
    """Indicator id → every row, corrected ones too, in the order they were entered."""
    ids = [indicator.id for indicator in indicators]
    query = db.select(IndicatorResult).where(IndicatorResult.indicator_id.in_(ids))
    rows: dict[int, list[IndicatorResult]] = {}
    for row in db.session.scalars(query.order_by(IndicatorResult.id)):
        rows.setdefault(row.indicator_id, []).append(row)
    return rows


def latest_results(round: Round) -> dict[int, IndicatorResult | None]:
    """Id of each indicator that residents were asked about → its latest result that stands; None
    while it was never measured."""
    ids = db.session.scalars(asked(round).with_only_columns(Indicator.id)).all()
    latest: dict[int, IndicatorResult | None] = dict.fromkeys(ids)
    for row in db.session.scalars(current(IndicatorResult.indicator_id.in_(ids))):
        latest[row.indicator_id] = row
    return latest


def first_day(indicator: Indicator) -> date:
    """The day the target was set: nothing measured before it is a result of the plan. In a round
    that held no such phase, the baseline's first day."""
    phase = indicator.solution.round.phase("target")
    if phase is not None:
        return phase.ends_at.astimezone(SEOUL).date()
    return date(indicator.baseline_year or 2000, 1, 1)


def may_measure(indicator: Indicator) -> None:
    """Raises: PhaseClosed while the target is still being set, NotAsked."""
    phase = indicator.solution.round.phase("target")
    if phase is not None and now() < phase.ends_at:
        raise PhaseClosed("measure")
    if not indicator.is_asked:
        raise NotAsked
