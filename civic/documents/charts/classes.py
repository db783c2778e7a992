"""Which class a count belongs to on a map: equal steps with round bounds."""

from math import ceil, floor, log10


def bounds(values: list[float], most: int = 5) -> tuple[float, ...]:
    """Upper bounds of at most so many classes of equal width, from the first above 0.

    Returns: () when no value is above 0. Whole numbers give whole bounds.
    """
    highest = max(values, default=0)
    if highest <= 0:
        return ()
    whole = all(float(value).is_integer() for value in values)
    step = _round_up(highest / most, whole)
    return tuple(round(step * n, 6) for n in range(1, ceil(round(highest / step, 9)) + 1))


def class_of(value: float, limits: tuple[float, ...]) -> int:
    """0 for nothing, else 1 for the lowest class."""
    if value <= 0:
        return 0
    return next((n for n, limit in enumerate(limits, 1) if value <= limit), len(limits))


def class_words(
    limits: tuple[float, ...], unit: str, whole: bool = True, even: bool = False
) -> list[str]:
    """How each class is called: 1~2건; with parts, 0.5~1%; even: those as 0.5~1.0%."""
    places = max((len(f"{limit:g}".partition(".")[2]) for limit in limits), default=0)
    form = f",.{places}f" if even else ",g"
    words = []
    for before, limit in zip((0, *limits), limits, strict=False):
        first = before + 1 if whole else before
        lowest = f"{first:{form}}~" if first != limit else ""
        words.append(f"{lowest}{limit:{form}}{unit}")
    return words


def _round_up(step: float, whole: bool) -> float:
    """The next of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten."""
    power = 10 ** floor(log10(step))
    for times in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        candidate: float = times * power
        if candidate >= step - 1e-9 and not (whole and not float(candidate).is_integer()):
            return candidate
    return float(ceil(step))
