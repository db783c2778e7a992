"""How much was done when: a row of columns for each kind of act, over the same days or weeks."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from civic.documents.charts.canvas import Canvas, Drawing, ems
from civic.documents.charts.palette import ACCENT, LINE, QUIET, SUNK

MOST_DAYS = 45  # longer periods are shown by week, then by four weeks
MOST_WEEKS = 60
HEIGHT = 54


@dataclass(frozen=True)
class Acts:
    """counts: day → how many."""

    name: str
    unit: str
    counts: dict[date, int]


@dataclass(frozen=True)
class Bins:
    """Steps of so many days from the first; a week's step begins on a Monday."""

    first: date
    days: int
    count: int

    def starts(self, n: int) -> date:
        return self.first + timedelta(days=self.days * n)


def bins(first: date, last: date) -> Bins:
    """Days, or weeks when there are many days, or as many weeks as keep the columns readable."""
    if (last - first).days < MOST_DAYS:
        return Bins(first, 1, (last - first).days + 1)
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    each = -(-weeks // MOST_WEEKS)
    return Bins(monday, 7 * each, -(-weeks // each))


def binned(counts: dict[date, int], steps: Bins) -> list[int]:
    sums = [0] * steps.count
    for day, count in counts.items():
        sums[(day - steps.first).days // steps.days] += count
    return sums


def columns(kinds: list[Acts], width: int) -> Drawing | None:
    """Each kind on its own scale, which is printed. None without any act."""
    days = [day for acts in kinds for day, count in acts.counts.items() if count]
    if not days:
        return None
    canvas, steps = Canvas(width), bins(min(days), max(days))
    y = 0.0
    for acts in kinds:
        if any(acts.counts.values()):
            y = _panel(canvas, acts, steps, y)
    _axis(canvas, steps, y)
    return canvas.drawn(y + 20)


def _panel(canvas: Canvas, acts: Acts, steps: Bins, y: float) -> float:
    sums = binned(acts.counts, steps)
    most, step = max(sums), canvas.width / steps.count
    canvas.text(0, y + 13, f"{acts.name} {sum(sums):,}{acts.unit}", bold=True)
    says = f"가장 많은 {_unit(steps)} {most:,}{acts.unit}"
    canvas.text(canvas.width, y + 13, says, 11, "end", fill=QUIET)
    base = y + 22 + HEIGHT
    canvas.rect(0, y + 22, canvas.width, HEIGHT, SUNK)
    for n, value in enumerate(sums):
        height = HEIGHT * value / most
        if value:
            gap = min(3.0, step * 0.2)
            canvas.rect(
                n * step + gap / 2, base - max(height, 1), step - gap, max(height, 1), ACCENT
            )
    canvas.line(0, base, canvas.width, base, LINE)
    return base + 10


def _unit(steps: Bins) -> str:
    return {1: "날", 7: "주"}.get(steps.days, f"{steps.days // 7}주")


def _axis(canvas: Canvas, steps: Bins, y: float) -> None:
    """The first day of a step under its column: of every one, or every other one, and so on."""
    step = canvas.width / steps.count
    words = [f"{day.month}. {day.day}." for day in map(steps.starts, range(steps.count))]
    widest = max(map(ems, words)) * 11
    for n in range(0, steps.count, ceil((widest + 8) / step)):
        middle = n * step + step / 2
        x = min(max(middle, widest / 2), canvas.width - widest / 2)
        canvas.line(middle, y - 10, middle, y - 6, LINE)
        canvas.text(x, y + 5, words[n], 11, "middle", fill=QUIET)
