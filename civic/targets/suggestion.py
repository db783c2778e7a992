"""A first draft of an indicator from a measured result elsewhere."""

from math import floor, log10


def bounds(unit: str, *values: float | None) -> tuple[float, float]:
    """From 0 to a round number above every value: 78분 → (0, 80). Percentages reach 100.

    Values are not negative; None is left out. Without any, 0 to 100.
    """
    known = [value for value in values if value is not None]
    largest = max(known, default=0)
    if largest <= 0:
        return 0.0, 100.0
    if unit == "%" and largest <= 100:
        return 0.0, 100.0
    step = 10.0 ** floor(log10(largest))
    top = next(step * i / 2 for i in range(2, 21) if step * i / 2 >= largest * (1 - 1e-12))
    return 0.0, float(f"{top:.12g}")
