"""How far a measured value has come from the baseline to the target residents set. Pure."""

from dataclasses import dataclass

from civic.targets.numbers import unit_of_change


@dataclass(frozen=True)
class Progress:
    """state: reached | on_way | unchanged | away (worse than the baseline) | short (no baseline
    to count from). left: what is missing to the target, 0 or more, in left_unit. changed: value
    less baseline, None without one. share: of the way gone, 0 to 1, None when there is no way."""

    state: str
    left: float
    left_unit: str
    changed: float | None
    share: float | None


def progress(
    direction: str, unit: str, baseline: float | None, target: float, value: float
) -> Progress:
    """Where a measured value stands between baseline and target.

    Args: direction: "down" when less is better, else "up". baseline, target, value: in unit.
    """
    sign = -1 if direction == "down" else 1
    left = max(0.0, (target - value) * sign)
    changed = share = None
    if baseline is not None:
        changed, way = value - baseline, (target - baseline) * sign
        if way > 0:
            share = min(1.0, max(0.0, changed * sign / way))
    return Progress(_state(left, changed, sign), left, unit_of_change(unit), changed, share)


def points_the_wrong_way(direction: str, baseline: float | None, target: float | None) -> bool:
    """True when reaching the target would leave things no better than they are."""
    if baseline is None or target is None:
        return False
    return target >= baseline if direction == "down" else target <= baseline


def _state(left: float, changed: float | None, sign: int) -> str:
    if left == 0:
        return "reached"
    if changed is None:
        return "short"
    if changed == 0:
        return "unchanged"
    return "on_way" if changed * sign > 0 else "away"
