"""In which order a column writes days, months and years: 03/02/26 alone doesn't say it, the other
rows may. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from civic.issues.importing.reading.dates import OLD_YEARS, ORDERS, day_in_order, in_any_order
from civic.korean_time import SEOUL


@dataclass(frozen=True)
class Choice:
    """order: the one a cell is read in. others: those it could be as well, with another day."""

    order: str
    others: tuple[str, ...] = ()


class DayOrders:
    """Of the cells of one column. chosen: the order the planner chose, where several are as likely.

    Cells that look alike, with the same mark between and as many digits of a year, are in one
    order: in that in which most of them are days of the last years. Koreans write the year first.
    """

    def __init__(self, cells: Iterable[str], now: datetime, chosen: str = ""):
        self.today, self.chosen = now.astimezone(SEOUL).replace(tzinfo=None), chosen
        self.asked: tuple[str, dict[str, str]] = "", {}  # a cell, and its day in each order
        shapes: dict[tuple[str, int], dict[str, re.Match]] = {}
        for cell in dict.fromkeys(cells):
            if numbers := in_any_order(cell):
                shapes.setdefault(_shape(numbers), {})[cell] = numbers
        self.likely = {shape: self._likely(shape, list(c.values())) for shape, c in shapes.items()}
        for shape, texts in shapes.items():
            self._ask(texts, self.likely[shape])

    def of(self, cell: str) -> Choice | None:
        """None for a cell that is in no doubt, or no day at all."""
        numbers = in_any_order(cell)
        if numbers is None:
            return None
        likely = self._valid(numbers, self.likely.get(_shape(numbers), ()))
        if not likely:  # of another order than those like it: only one that is in no doubt
            likely = [order for order in ORDERS if self._is_recent(numbers, order)]
            return Choice(likely[0], ORDERS) if len(likely) == 1 else None
        order = self.chosen if self.chosen in likely else likely[0]
        day = day_in_order(numbers, order)
        others = [each for each in likely if day_in_order(numbers, each) != day]
        return Choice(order, tuple(others))

    def _likely(self, shape, cells):
        """The orders in which most cells are days, the likeliest first."""
        counts = {order: sum(self._is_recent(c, order) for c in cells) for order in ORDERS}
        if not any(counts.values()):
            counts = {order: sum(bool(self._valid(c, [order])) for c in cells) for order in ORDERS}
        best = [
            order for order in ORDERS if counts[order] and counts[order] == max(counts.values())
        ]
        return best[:1] if "ymd" in best and shape[0] != "/" else best

    def _ask(self, cells, likely):
        """Note the first cell that may be different days."""
        for cell, numbers in cells.items() if not self.asked[1] and len(likely) > 1 else ():
            orders = self._valid(numbers, likely)
            days = {order: day_in_order(numbers, order).date().isoformat() for order in orders}
            if len(set(days.values())) > 1:
                self.asked = cell, days
                return

    def _is_recent(self, numbers, order):
        try:
            day = day_in_order(numbers, order)
        except ValueError:
            return False
        is_past = day <= self.today + timedelta(days=1)
        return is_past and day.year >= self.today.year - OLD_YEARS

    @staticmethod
    def _valid(numbers, orders):
        return [order for order in orders if _is_day(numbers, order)]


def _shape(numbers: re.Match) -> tuple[str, int]:
    return numbers[2], len(numbers[4])


def _is_day(numbers: re.Match, order: str) -> bool:
    try:
        return bool(day_in_order(numbers, order))
    except ValueError:
        return False
