"""가중치: how much each indicator counts, from the points residents gave. Pure."""

from collections.abc import Iterable, Mapping, Sequence

POINTS = 10  # what one resident spreads over a round's indicators
TENTHS = 1000  # 100 % in tenths of a percent


class PointsWrong(ValueError):
    """A spread that is not POINTS whole points. given: their sum."""

    def __init__(self, given: int):
        super().__init__(given)
        self.given = given


class WeightsWrong(ValueError):
    """Weights that do not add up to 100 %. given: their sum, in percent."""

    def __init__(self, given: float):
        super().__init__(given)
        self.given = given


def check_points(points: Mapping[int, int]) -> None:
    """Raises: PointsWrong unless the points are not negative and add up to POINTS."""
    total = sum(points.values())
    if total != POINTS or any(number < 0 for number in points.values()):
        raise PointsWrong(total)


def check_weights(weights: Iterable[float]) -> None:
    """Raises: WeightsWrong unless the percents are 0 to 100, in tenths, and add up to 100."""
    weights = list(weights)
    tenths = [round(weight * 10) for weight in weights]
    exact = all(abs(t / 10 - weight) < 1e-9 for t, weight in zip(tenths, weights, strict=True))
    if not exact or sum(tenths) != TENTHS or min(tenths) < 0:
        raise WeightsWrong(sum(weights))


def mean_weights(spreads: Iterable[Mapping[int, int]], asked: Sequence[int]) -> dict[int, float]:
    """The mean of residents' points for each indicator, normalised to 100 %.

    Everybody who is counted has the same points, so the mean's part of the whole is the sum's.
    Points on indicators no longer asked about are left out of everything.

    Args: spreads: a resident's points by indicator id, each not negative. asked: indicator ids.
    Returns: percent with one decimal by id, in the order asked, adding up to exactly 100.0; empty
    when nobody gave a point to any.
    Raises: ValueError for negative points.
    """
    sums = dict.fromkeys(asked, 0)
    for spread in spreads:
        for id, points in spread.items():
            if points < 0:
                raise ValueError(points)
            if id in sums:
                sums[id] += points
    whole = sum(sums.values())
    if not whole:
        return {}
    parts = largest_remainder(list(sums.values()), TENTHS)
    return {id: tenths / 10 for id, tenths in zip(sums, parts, strict=True)}


def largest_remainder(sizes: Sequence[int], seats: int) -> list[int]:
    """Whole parts of `seats` in proportion to the sizes, adding up to exactly `seats`.

    Each gets its share rounded down; what is left goes one each to the largest remainders, of
    equal ones to the larger size and then to the earlier place.
    Raises: ValueError when the sizes are negative or all zero.
    Source: Hare-Niemeyer method; M. L. Balinski, H. P. Young, "Fair Representation" (1982).
    """
    whole = sum(sizes)
    if whole <= 0 or min(sizes) < 0:
        raise ValueError(sizes)
    parts = [size * seats // whole for size in sizes]
    order = sorted(range(len(sizes)), key=lambda i: (-(sizes[i] * seats % whole), -sizes[i], i))
    for place in order[: seats - sum(parts)]:
        parts[place] += 1
    return parts
