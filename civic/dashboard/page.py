"""All that the dashboard shows of a round, gathered by a handful of grouped statements."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from civic.dashboard import shades
from civic.dashboard.answer_times import Answers, answers_of
from civic.dashboard.arrivals import Arrivals, arrivals_of
from civic.dashboard.breakdown import Breakdown, breakdown_of, count_of
from civic.dashboard.columns import Columns, by_day, columns, names_of
from civic.dashboard.days import steps
from civic.dashboard.density import Square, squares_of
from civic.dashboard.filters import DashboardFilters
from civic.dashboard.queues import Queue, queues_of
from civic.dashboard.workload import DepartmentLoad, Load, workload_of
from civic.db import now
from civic.documents.charts.outline import Outline
from civic.korean_time import day
from civic.rounds.models import Round
from civic.triage.departments.models import Department

LATELY = timedelta(days=14)  # so long after the last report its picture still ends today


@dataclass(frozen=True)
class Dashboard:
    """A round under filters. What waits is of all reports and of now, whatever the filters say."""

    round: Round
    filters: DashboardFilters

    @cached_property
    def arrivals(self) -> Arrivals:
        return arrivals_of(self.round, self.filters)

    @cached_property
    def weeks(self) -> tuple[int, int]:
        """Reports of the last seven days and of the seven before, whatever the filters say."""
        every = DashboardFilters()
        arrivals = self.arrivals if self.filters == every else arrivals_of(self.round, every)
        return arrivals.weeks()

    @cached_property
    def breakdown(self) -> Breakdown:
        return breakdown_of(self.round, self.filters, self.arrivals.by_office)

    @cached_property
    def of_every_category(self) -> int:
        """Reports of the same days, whatever they are about."""
        if not self.filters.category:
            return self.arrivals.total
        every = DashboardFilters(since=self.filters.since, until=self.filters.until)
        return count_of(self.round, every)

    @cached_property
    def answers(self) -> Answers:
        return answers_of(self.round, self.filters)

    @cached_property
    def departments(self) -> dict[int | None, str]:
        """Id → name of every department, those that take no more reports too; None: none."""
        every = Department.of(self.round.municipality, ended=True)
        return {each.id: each.name for each in every}

    @cached_property
    def city(self) -> Outline | None:
        return self.round.municipality.outline()

    @cached_property
    def squares(self) -> list[Square]:
        return squares_of(self.round, self.filters, self.city) if self.city else []

    @cached_property
    def workload(self) -> tuple[Load, list[DepartmentLoad]]:
        return workload_of(self.round)

    @cached_property
    def queues(self) -> list[Queue]:
        return queues_of(self.round)

    @property
    def shows_rate(self) -> bool:
        """The map shows reports by 1,000 people where every district's people are known."""
        rows = [row for row in self.breakdown.districts if row.id is not None]
        return bool(rows) and all(row.population for row in rows)

    @cached_property
    def map_values(self) -> dict[int, float]:
        """District → what its shade says."""
        return {
            row.id: (row.per_thousand if self.shows_rate else row.reports) or 0
            for row in self.breakdown.districts
            if row.id is not None
        }

    @property
    def shaded_districts(self) -> shades.Shaded:
        return shades.shaded(self.map_values)

    @property
    def shaded_squares(self) -> shades.Shaded:
        return shades.shaded({square: square.reports for square in self.squares})

    @property
    def placed(self) -> int:
        """Reports with a place on the map."""
        return sum(square.reports for square in self.squares)

    @property
    def day_shares(self) -> list[tuple[str, int, float, float]]:
        """(source, reports, percent before it, percent) of what all came in on one day."""
        arrivals, before, shares = self.arrivals, 0, []
        for source, number in arrivals.sources.items():
            percent = 100 / arrivals.total
            shares.append((source, number, percent * before, percent * number))
            before += number
        return shares

    @property
    def days_picture(self) -> tuple[int, Columns | None]:
        """How many days a column stands for, and the columns."""
        arrivals = self.arrivals
        if not arrivals.days:
            return 1, None
        kinds = [
            {when: arrivals.counts[when, source] for when in arrivals.days}
            for source in arrivals.sources
        ]
        spread, numbers = by_day(*self._ends(), kinds)
        return spread.days, columns(names_of(spread), numbers)

    @property
    def answer_steps(self) -> list:
        return steps(self.answers.total.days)

    def _ends(self) -> tuple[date, date]:
        """The first and the last day of the picture: as asked for, else those of the reports."""
        first, last = self.arrivals.days[0], self.arrivals.days[-1]
        since, until = self.filters.since, self.filters.until
        today = day(now())
        if since is not None:
            first = min(first, day(since))
        if until is not None:
            last = max(last, min(today, day(until - timedelta(seconds=1))))
        elif last < today <= last + LATELY:
            last = today
        return first, last
