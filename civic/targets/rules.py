"""What makes an indicator usable, and the names of what goes wrong."""

import re
import unicodedata
from typing import Any, Protocol

SHARE_HIGHEST = 100
# Another unit or direction is another question: answers given so far would not fit it.
FIXED_ONCE_ANSWERED = ("unit", "direction", "lowest", "highest")
POINTS = "%p"
# What is counted or lasts can't be less than nothing.
_COUNTED = {
    "명",
    "건",
    "회",
    "대",
    "개",
    "곳",
    "가구",
    "세대",
    "면",
    "초",
    "분",
    "시간",
    "일",
    "원",
}
# Without spaces, full-width letters or capitals.
_POINTS_SPELLED = {
    *("%p", "%pt", "%포인트", "퍼센트포인트", "퍼센트p", "프로포인트", "%point", "%points"),
    *("pp", "p.p.", "percentagepoint", "percentagepoints"),
}
_PERCENT_SPELLED = {"%", "퍼센트", "프로", "percent", "백분율"}


class IndicatorWrong(Exception):
    """An indicator's values contradict each other. problems: field name → code in PROBLEMS."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(problems)
        self.problems = problems


class ResidentsAnswered(Exception):
    """count residents have answered the question as it stands."""

    def __init__(self, count: int):
        super().__init__(count)
        self.count = count


class IndicatorNameTaken(Exception):
    """The solution has an indicator of this name."""


class NotAsked(Exception):
    """Residents are not asked about this indicator: its solution was not selected."""


class OutOfBounds(Exception):
    """The value is not between lowest and highest, in the indicator's unit."""

    def __init__(self, lowest: float, highest: float):
        super().__init__(lowest, highest)
        self.lowest, self.highest = lowest, highest


class WrongWay(Exception):
    """The value is worse than the baseline, for an indicator that is to improve.

    baseline: in the indicator's unit.
    """

    def __init__(self, baseline: float):
        super().__init__(baseline)
        self.baseline = baseline


class OverrideReasonMissing(Exception):
    """What overrides the residents' preferences needs a reason that is published with it."""


class StillAsking(Exception):
    """Residents are still giving preferences: nothing can override them yet."""


class NobodyAnswered(Exception):
    """There is no residents' median to override."""


def check_direction(direction: str, baseline: float | None, value: float) -> None:
    """Raises: WrongWay when the value is on the wrong side of the baseline; staying is fine."""
    if baseline is None:
        return
    if (direction == "down" and value > baseline) or (direction == "up" and value < baseline):
        raise WrongWay(baseline)


class HasBaseline(Protocol):
    """An indicator, as far as missing_for_plan asks it."""

    @property
    def baseline(self) -> float | None: ...

    @property
    def baseline_year(self) -> int | None: ...

    @property
    def baseline_source(self) -> str: ...


def missing_for_plan(indicator: HasBaseline) -> tuple[str, ...]:
    """What an indicator lacks before a plan may print it, of baseline, baseline_year and
    baseline_source; () when nothing."""
    stated = {
        "baseline": indicator.baseline is not None,
        "baseline_year": indicator.baseline_year is not None,
        "baseline_source": bool(indicator.baseline_source.strip()),
    }
    return tuple(name for name, there in stated.items() if not there)


def one_spelling(unit: str) -> str:
    """퍼센트 → %, 퍼센트포인트 → %p: percent and percentage point never share a word."""
    spelled = re.sub(r"\s", "", unicodedata.normalize("NFKC", unit)).lower()
    if spelled in _POINTS_SPELLED:
        return POINTS
    return "%" if spelled in _PERCENT_SPELLED else " ".join(unit.split())


def problems(
    *,
    unit: str,
    direction: str,
    lowest: float,
    highest: float,
    baseline: float | None = None,
    baseline_year: int | None = None,
    baseline_source: str = "",
    target_year: int | None = None,
    over_hundred: bool = False,
    this_year: int,
    **_words: object,
) -> dict[str, str]:
    """Field name → what is wrong with it; empty when the indicator is usable.

    Years are calendar years; over_hundred: this percentage is no share of a whole and may exceed
    100, as 주차장 확보율 does.
    """
    wrong = {}
    if direction not in ("up", "down"):
        wrong["direction"] = "direction"
    if not lowest < highest:
        wrong["highest"] = "bounds"
    elif unit == "%" and highest > SHARE_HIGHEST and not over_hundred:
        wrong["highest"] = "over_hundred"
    if lowest < 0 and (unit in _COUNTED or (unit == "%" and not over_hundred)):
        wrong["lowest"] = "below_nothing"
    if baseline is not None:
        wrong |= _baseline_problems(
            unit, direction, lowest, highest, baseline, baseline_year, baseline_source, this_year
        )
    if target_year is not None and target_year < max(this_year, baseline_year or 0):
        wrong["target_year"] = "past_target"
    return wrong


def mistakes(*, this_year: int, **values: Any) -> None:
    """Raises: IndicatorWrong when there are problems."""
    if wrong := problems(this_year=this_year, **values):
        raise IndicatorWrong(wrong)


def _baseline_problems(
    unit: str,
    direction: str,
    lowest: float,
    highest: float,
    baseline: float,
    year: int | None,
    source: str,
    this_year: int,
) -> dict[str, str]:
    wrong = {}
    if unit == POINTS:
        wrong["baseline"] = "points_have_no_baseline"
    elif direction == "down" and baseline <= lowest:
        wrong["baseline"] = "no_way_down"
    elif direction == "up" and baseline >= highest:
        wrong["baseline"] = "no_way_up"
    if year is None:
        wrong["baseline_year"] = "year_missing"
    elif year > this_year:
        wrong["baseline_year"] = "future_baseline"
    if not source.strip():
        wrong["baseline_source"] = "source_missing"
    return wrong
