"""A point on the globe as a form or an address says it. Pure."""

from math import isfinite


def parse_point(lat: str | None, lon: str | None) -> tuple[float, float] | None:
    """(lat, lon) in degrees when both are numbers on the globe, else None."""
    try:
        point = float(lat or ""), float(lon or "")
    except ValueError:
        return None
    on_globe = all(map(isfinite, point)) and abs(point[0]) <= 90 and abs(point[1]) <= 180
    return point if on_globe else None
