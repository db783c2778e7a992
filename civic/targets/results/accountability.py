"""What was promised and what was measured, indicator by indicator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import contains_eager

from civic.db import db
from civic.rounds.models import Round
from civic.targets.agreement import Agreement
from civic.targets.models import Indicator, agreements, asked
from civic.targets.results.chart import ResultChart, result_chart
from civic.targets.results.models import IndicatorResult, results_of
from civic.targets.results.progress import Progress, progress


@dataclass(frozen=True)
class Account:
    """rows: every entry, corrected ones too, newest day first. results: those that stand, oldest
    first. target: None while nobody has set one; then, or before the first result, nothing else."""

    indicator: Indicator
    target: float | None
    people: int
    rows: list[IndicatorResult]
    results: list[IndicatorResult]
    progress: Progress | None
    chart: ResultChart | None

    @property
    def corrections(self) -> dict[int, IndicatorResult]:
        """Id of a corrected row → the row that stands in its place."""
        return {row.corrects_id: row for row in self.rows if row.corrects_id}

    @property
    def latest(self) -> IndicatorResult | None:
        return self.results[-1] if self.results else None


def accounts(
    round: Round, known: Callable[[list[Indicator]], Mapping[int, Agreement]] = agreements
) -> list[Account]:
    """The indicators residents were asked about, in order, each with what was measured. known:
    what they agreed on, of those whose reader may know."""
    indicators = list(db.session.scalars(asked(round).options(contains_eager(Indicator.solution))))
    agreed, rows = known(indicators), results_of(indicators)
    return [_account(one, agreed.get(one.id), rows.get(one.id, [])) for one in indicators]


def _account(indicator, agreed, rows) -> Account:
    corrected = {row.corrects_id for row in rows}
    results = [row for row in rows if row.id not in corrected and row.value is not None]
    results.sort(key=lambda row: (row.measured_on, row.id))
    rows = sorted(rows, key=lambda row: (row.measured_on, row.id), reverse=True)
    target, people = indicator.promised(agreed), agreed.count if agreed else 0
    reached, drawn = None, None
    if results and target is not None:
        now = results[-1].value
        reached = progress(indicator.direction, indicator.unit, indicator.baseline, target, now)
        drawn = result_chart(
            [(row.measured_on, row.value) for row in results],
            (indicator.baseline_year, indicator.baseline),
            (indicator.target_year, target),
        )
    return Account(indicator, target, people, rows, results, reached, drawn)
