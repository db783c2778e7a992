"""How much a value changes, in the unit a change has: between two percents, percentage points."""

from civic.targets.rules import POINTS


def unit_of_change(unit: str) -> str:
    """% → %p (37 % → 109 % is +72 %p, not +72 %); every other unit measures its own changes."""
    return POINTS if unit == "%" else unit


def change(unit: str, before: float, after: float) -> tuple[float, str]:
    """(after - before without the noise of binary fractions, the unit of that difference)."""
    return float(f"{after - before:.12g}"), unit_of_change(unit)
