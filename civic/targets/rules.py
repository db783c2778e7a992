"""What makes an indicator usable, and the names of what goes wrong."""

WEIGHT_HIGHEST = 100
# Another unit or direction is another question: answers given so far would not fit it.
FIXED_ONCE_ANSWERED = ("unit", "direction", "lowest", "highest")
POINTS = "%p"
_POINTS_SPELLED = {"%p", "%포인트", "퍼센트포인트", "퍼센트 포인트", "%point", "pp", "p.p.", "%P"}
_PERCENT_SPELLED = {"%", "％", "퍼센트", "프로", "percent"}


class IndicatorWrong(Exception):
    """An indicator's values contradict each other. problems: field name → code in PROBLEMS."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(problems)
        self.problems = problems


class AlreadyAnswered(Exception):
    """count residents have answered the question as it stands."""

    def __init__(self, count: int):
        super().__init__(count)
        self.count = count


class NameTaken(Exception):
    """The solution has an indicator of this name."""


class NotAsked(Exception):
    """Residents are not asked about this indicator: its solution was not selected."""


class OutOfBounds(Exception):
    """The wished value is not between lowest and highest, in the indicator's unit."""

    def __init__(self, lowest: float, highest: float):
        super().__init__(lowest, highest)
        self.lowest, self.highest = lowest, highest


def one_spelling(unit: str) -> str:
    """퍼센트 → %, 퍼센트포인트 → %p: percent and percentage point never share a word."""
    bare = " ".join(unit.split())
    if bare in _POINTS_SPELLED:
        return POINTS
    return "%" if bare in _PERCENT_SPELLED else bare


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
    weight_percent: float | None = None,
    this_year: int,
    **_words,
) -> dict[str, str]:
    """Field name → what is wrong with it; empty when the indicator is usable.

    Years are calendar years; weight_percent above 0 to 100.
    """
    found = {}
    if direction not in ("up", "down"):
        found["direction"] = "direction"
    if not lowest < highest:
        found["highest"] = "bounds"
    if baseline is not None:
        found |= _baseline_problems(
            unit, direction, lowest, highest, baseline, baseline_year, baseline_source, this_year
        )
    if target_year is not None and target_year < max(this_year, baseline_year or 0):
        found["target_year"] = "past_target"
    if weight_percent is not None and not 0 < weight_percent <= WEIGHT_HIGHEST:
        found["weight_percent"] = "weight"
    return found


def mistakes(*, this_year: int, **values) -> None:
    """Raises: IndicatorWrong when there are problems."""
    if found := problems(this_year=this_year, **values):
        raise IndicatorWrong(found)


def _baseline_problems(unit, direction, lowest, highest, baseline, year, source, this_year):
    found = {}
    if unit == POINTS:
        found["baseline"] = "points_have_no_baseline"
    elif direction == "down" and baseline <= lowest:
        found["baseline"] = "no_way_down"
    elif direction == "up" and baseline >= highest:
        found["baseline"] = "no_way_up"
    if year is None:
        found["baseline_year"] = "year_missing"
    elif year > this_year:
        found["baseline_year"] = "future_baseline"
    if not source.strip():
        found["baseline_source"] = "source_missing"
    return found
