"""What changed between two measurements; percent and percentage point are different things.
Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MeasuredChange:
    """amount: after - before in the unit; percent: of before, None when before is 0 or the unit
    is % (then amount is in percentage points, unit %p)."""

    amount: float
    unit: str
    percent: float | None


def change(before: float, after: float, unit: str) -> MeasuredChange:
    """From 78분 to 13분: -65분, -83.3 percent. From 37 % to 109 %: +72 %p, no percent."""
    amount = round(after - before, 6)
    if unit == "%":
        return MeasuredChange(amount, "%p", None)
    return MeasuredChange(amount, unit, amount / before * 100 if before else None)


def outcome(before: float | None, after: float | None, direction: str) -> str:
    """better, worse or level (one measurement only, or no difference).

    Args: direction: up or down, which way is better. Nothing at all of what should be plenty
    (after 0, up) is worse even when nobody measured before.
    """
    if before is None and after == 0 and direction == "up":
        return "worse"
    if before is None or after is None or before == after:
        return "level"
    return "better" if (after > before) == (direction == "up") else "worse"
