"""Of which year a day is that names none: what the planner says, other rows and the file tell.
Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from civic.issues.importing.reading.dates import DateReading, NotATime, read_cell
from civic.issues.importing.reading.day_orders import DayOrders
from civic.korean_time import SEOUL

LONGEST_DAY = 30
SAID = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class AssumedDay:
    """A day that could be read otherwise: how it is written, what it was taken for, and why.

    why: chosen (the year, by the planner) | near (the nearest row with a year) | said (in the
    title, the sheet's or the file's name) | last (until today) | short_year; mdy, dmy, ymd: in this
    order of month, day and year.
    """

    words: str
    day: str
    why: str


class Years:
    """Reads the times of a column. cells: row number → what it says. chosen: the year of days
    without one. order: of days, months and years, where the planner chose it. around: what stands
    about the rows, and may name a year."""

    def __init__(
        self,
        cells: Mapping[int, str],
        now: datetime,
        chosen: int | None,
        order: str,
        around: Iterable[str],
    ):
        self.cells, self.now, self.chosen = cells, now, chosen
        self.orders = DayOrders(cells.values(), now, order)
        self.around = " ".join(around)

    @property
    def asked(self) -> tuple[AssumedDay, ...]:
        """A cell as each of the days it may be, the likeliest first; none where nothing is to be
        asked."""
        words, days = self.orders.asked
        return tuple(AssumedDay(words[:LONGEST_DAY], day, order) for order, day in days.items())

    def read(self, number: int, text: str) -> tuple[DateReading, str]:
        """(a row's time, why it is so where it could be read otherwise). Raises: NotATime."""
        choice = self.orders.of(text)
        if choice is not None:
            reading = read_cell(text, self.now, order=choice.order)
            return reading, choice.order if choice.others else reading.how
        reading = read_cell(text, self.now)
        if reading.how != "no_year":
            return reading, reading.how
        if self.chosen is not None:
            return read_cell(text, self.now, year=self.chosen), "chosen"
        near, why = self._near(number)
        return read_cell(text, self.now, near), why

    def _near(self, number: int) -> tuple[datetime | None, str]:
        """A time near to which a row's day is, and what tells it."""
        if self._dated:
            return self._dated[self._nearest(number)], "near"
        if len(self._said) == 1:
            return _midst(*self._said), "said"
        return None, "last"

    def _nearest(self, number: int) -> int:
        """The row nearest to another that says its year: of two as near the one before."""
        at = bisect_left(self._numbers, number)
        return min(self._numbers[max(0, at - 1) : at + 1], key=lambda other: abs(other - number))

    @cached_property
    def _dated(self) -> dict[int, datetime]:
        times = {}
        for number, text in self.cells.items():
            choice = self.orders.of(text)
            try:
                times[number] = read_cell(text, order=choice.order if choice else "").time
            except NotATime:
                continue
        return times

    @cached_property
    def _numbers(self) -> list[int]:
        return list(self._dated)

    @cached_property
    def _said(self) -> set[int]:
        return {int(year) for year in SAID.findall(self.around) if int(year) <= self.now.year}


def day_of(time: datetime) -> str:
    """A time's day in Seoul, as ISO has it."""
    return time.astimezone(SEOUL).date().isoformat()


def _midst(year: int) -> datetime:
    """The moment to which every day of a year is nearer than to the same day of another."""
    return datetime(year, 7, 2, tzinfo=SEOUL)
