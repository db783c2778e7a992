"""What happens when: a bar a period, under months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from civic.documents.charts.canvas import NARROW, Canvas, Drawing, ems
from civic.documents.charts.palette import ACCENT, INK, LINE, QUIET, SUNK

ROW = 24


@dataclass(frozen=True)
class Stretch:
    """first and last: days, both included. strong: drawn in the accent."""

    name: str
    first: date
    last: date
    strong: bool = True


def timeline(periods: list[Stretch], width: int, names: tuple[str, str]) -> Drawing | None:
    """names: of strong and other periods, for the legend. None without periods."""
    if not periods:
        return None
    canvas = Canvas(width)
    days = [short_span(period.first, period.last) for period in periods]
    named = max(ems(period.name) for period in periods) * 12 + 10
    stacked = width <= NARROW
    dated = max(map(ems, days)) * 11
    left = max(named, dated + 6) if stacked else named + dated + 12
    left = min(left, width * 0.55)
    row = ROW + 12 * stacked
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    scale = (width - left) / ((last - first).days + 1)
    top = canvas.legend(0, [(ACCENT, names[0]), (INK, names[1])]) + 22
    bottom = top + row * len(periods)
    _ticks(canvas, first, last, left, scale, (top, bottom))
    for n, period in enumerate(periods):
        y = top + row * n
        canvas.line(0, y, width, y, LINE, 0.5)
        canvas.text(0, y + 16, period.name, bold=period.strong)
        under, beside = (0.0, y + 30), (named, y + 16)
        day_x, day_y = under if stacked else beside
        canvas.text(day_x, day_y, days[n], 11, fill=QUIET)
        x = left + (period.first - first).days * scale
        length = max(((period.last - period.first).days + 1) * scale, 3.0)
        fill = ACCENT if period.strong else INK
        canvas.rect(x, y + row / 2 - 6, length, 12, fill, rx=2)
    canvas.line(0, bottom, width, bottom, LINE, 0.5)
    return canvas.drawn(bottom + 2)


def short_span(first: date, last: date) -> str:
    """12. 9. ~ 12. 16."""
    start, end = f"{first.month}. {first.day}.", f"{last.month}. {last.day}."
    return start if first == last else f"{start} ~ {end}"


def _ticks(
    canvas: Canvas,
    first: date,
    last: date,
    left: float,
    scale: float,
    sides: tuple[float, float],
) -> None:
    """Months by name, with the year where a new one is named first."""
    top, bottom = sides
    canvas.rect(left, top - 18, canvas.width - left, 18, SUNK)
    free, year = left, None
    for n, day in enumerate(months(first, last)):
        x = left + (max(day, first) - first).days * scale
        if n:
            canvas.line(x, top - 18, x, bottom, LINE, 0.75)
        end = min(left + (_next_month(day) - first).days * scale, canvas.width)
        whole, short = f"{day.year}. {day.month}월", f"{day.month}월"
        for words in (short,) if day.year == year else (whole, short):
            room = ems(words) * 11 + 8
            if x >= free and x + room <= end:
                canvas.text(x + 4, top - 5, words, 11)
                free, year = x + room, day.year if words == whole else year
                break


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month that a period touches."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
