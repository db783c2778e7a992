"""Pictures of what came of it: participation over time, the vote, the targets, the calendar.

Pure.
"""

from datetime import date

from civic.documents.charts import arrows, bars, columns, timeline
from civic.documents.charts.canvas import Drawing
from civic.documents.decimals import alike
from civic.documents.numbers import amount, days, first_and_last
from civic.plans.section.labels import CALL_PERIODS, votes_unit
from civic.plans.section.pictures.problems import shortened
from civic.plans.section.reading import has_low_pictures, is_even, says_once
from civic.plans.section.schema import ActKey, SnapshotData
from civic.plans.section.schema.outcome import IndicatorData, TallyRowData
from civic.plans.section.tables.outcome import promised

ACTS: tuple[tuple[ActKey, str, str], ...] = (
    ("reports", "제보", "건"),
    ("supports", "공감", "회"),
    ("ballots", "온라인 투표", "명"),
)
MOST_BARS = 15
MOST_ARROWS = 8  # since format 7
LONGEST_UNIT = 8


def _acts(data: SnapshotData) -> list[columns.Acts]:
    counted = data["acts"]
    named = {"supports": "온라인 공감"} if says_once(data) else {}
    return [
        columns.Acts(
            named.get(key, name),
            unit,
            {date.fromisoformat(day): n for day, n in counted[key].items()},
        )
        for key, name, unit in ACTS
    ]


def draw_acts(data: SnapshotData, width: int) -> Drawing | None:
    return columns.columns(_acts(data), width)


def acts_alt(data: SnapshotData) -> str:
    done = [acts for acts in _acts(data) if any(acts.counts.values())]
    first, last = min(min(acts.counts) for acts in done), max(max(acts.counts) for acts in done)
    each = ", ".join(_told(acts) for acts in done)
    return f"{days(first, last)} 동안의 참여를 나타낸 막대그림. {each}."


def _told(acts: columns.Acts) -> str:
    busiest = max(acts.counts, key=lambda day: (acts.counts[day], day))
    total, most = (amount(n) for n in (sum(acts.counts.values()), acts.counts[busiest]))
    day = f"{busiest.month}월 {busiest.day}일"
    return f"{acts.name} {total}{acts.unit}(가장 많은 날 {day} {most}{acts.unit})"


def acts_sources(data: SnapshotData) -> tuple[str, ...]:
    return ("issues.reported", "issues.supports") + ("votes.voters",) * bool(data["tally"])


def _rows(data: SnapshotData) -> list[TallyRowData]:
    """The best by votes, and everything that was chosen, however few votes it had."""
    rows = data["tally"]["rows"] if data["tally"] else []
    return [row for n, row in enumerate(rows) if n < MOST_BARS or row["selected"]]


def _votes(row: TallyRowData, data: SnapshotData) -> str:
    unit = votes_unit(data["tally"]) if data["tally"] else ""
    return f"{amount(row['votes'])}{unit}"


def draw_votes(data: SnapshotData, width: int) -> Drawing | None:
    shown = [
        bars.Bar(
            f"{row['rank']}. {row['title']}",
            row["votes"],
            _votes(row, data) + " 선정" * row["selected"],
            row["selected"],
        )
        for row in _rows(data)
    ]
    return bars.bars(shown, width, ("선정", "미선정"))


def votes_alt(data: SnapshotData) -> str:
    each = ", ".join(
        f"{row['rank']}위 {shortened(row['title'])} {_votes(row, data)}"
        + "(선정)" * row["selected"]
        for row in _rows(data)
    )
    return f"해결방안별 득표를 나타낸 막대그림. {each}."


def votes_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(f"solution.{row['number']}.votes" for row in _rows(data))


def _measured(data: SnapshotData) -> list[IndicatorData]:
    """Indicators with a baseline: those that are drawn."""
    rows = [row for row in data["indicators"] if row["baseline"] is not None]
    return rows[:MOST_ARROWS] if has_low_pictures(data) else rows


def _rest(data: SnapshotData) -> str:
    measured = sum(row["baseline"] is not None for row in data["indicators"])
    left = measured - len(_measured(data))
    return f"그 밖의 성과지표 {left}개는 표에 있음" if left else ""


def _changes(data: SnapshotData) -> list[arrows.TargetArrow]:
    rows = _measured(data)
    even = is_even(data)
    return [_change(row, row["baseline"], even) for row in rows if row["baseline"] is not None]


def _change(row: IndicatorData, baseline: float, even: bool) -> arrows.TargetArrow:
    """even: both values have as many decimals."""
    target = promised(row)
    first, last = (
        alike([baseline, target], "")
        if even
        else ("" if value is None else amount(value) for value in (baseline, target))
    )
    return arrows.TargetArrow(
        row["name"],
        row["unit"],
        baseline,
        _dated(first, row["baseline_year"]),
        target,
        "" if target is None else _dated(last, row["target_year"]),
        change_words(baseline, target, row["unit"]),
        row["lower"],
        row["upper"],
    )


def _dated(value: str, year: int | None) -> str:
    return value + (f" ({year})" if year else "")


def change_words(baseline: float, target: float | None, unit: str) -> str:
    """+19% of what it was; percentages differ in points (%p)."""
    if target is None:
        return "목표값 없음"
    gap = target - baseline
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    if unit.strip() in ("%", "퍼센트"):
        return f"{sign}{amount(abs(gap))}%p"
    if baseline == 0:
        return f"{sign}{amount(abs(gap))}{unit[:LONGEST_UNIT]}"
    return f"{sign}{amount(round(100 * abs(gap / baseline), 1))}%"


def draw_targets(data: SnapshotData, width: int) -> Drawing | None:
    return arrows.arrows(_changes(data), width, _rest(data))


def targets_alt(data: SnapshotData) -> str:
    each = ", ".join(
        f"{shortened(change.name)} {change.baseline_words}에서 {change.target_words or '미정'}"
        f"{change.unit if change.target_words else ''} ({change.change_words})"
        for change in _changes(data)
    )
    rest = f" {_rest(data)}." if _rest(data) else ""
    return f"성과지표마다 기준값에서 목표값까지를 화살표로 나타낸 그림. {each}.{rest}"


def targets_sources(data: SnapshotData) -> tuple[str, ...]:
    return tuple(
        f"indicator.{row['id']}.{value}"
        for row in _measured(data)
        for value in ("baseline", "target")[: 1 + (promised(row) is not None)]
    )


def _periods(data: SnapshotData) -> list[timeline.Stretch]:
    phases = [
        timeline.Stretch(phase["name"], *first_and_last(phase["starts_at"], phase["ends_at"]))
        for phase in data["phases"]
    ]
    call = data["call"]
    dated = [
        timeline.Stretch(name, date.fromisoformat(start), date.fromisoformat(end or start), False)
        for name, first, last in CALL_PERIODS
        for start, end in [(call[first], call[last])]
        if start
    ]
    return phases + dated


def draw_calendar(data: SnapshotData, width: int) -> Drawing | None:
    return timeline.timeline(_periods(data), width, ("주민참여", "공모"))


def calendar_alt(data: SnapshotData) -> str:
    each = ", ".join(f"{p.name} {days(p.first, p.last)}" for p in _periods(data))
    return f"주민참여 단계와 공모 일정을 날짜 순서의 막대로 나타낸 그림. {each}."


def calendar_sources(_data: SnapshotData) -> tuple[str, ...]:
    return ("round.period",)
