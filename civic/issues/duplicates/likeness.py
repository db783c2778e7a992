"""How alike two reports are: by distance on the ground and by their words. Pure."""

from math import asin, cos, radians, sin, sqrt

EARTH_M = 6_371_000
NEAR_M = 250
HERE_M = 50  # as far as a phone may be wrong about where it stands
# A score of words_alike from which two titles are worth showing side by side.
ALIKE = 0.6
# From here, near and of one category, a report is very likely the same one.
STRONG = 0.75


def distance_m(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Metres between two points given in degrees (haversine, a sphere of 6,371 km)."""
    half_lat, half_lon = radians(lat_b - lat_a) / 2, radians(lon_b - lon_a) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat_a)) * cos(radians(lat_b)) * sin(half_lon) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(chord)))


def box_around(lat: float, lon: float, radius_m: float) -> tuple[float, float, float, float]:
    """(south, west, north, east) in degrees, a box that holds the circle."""
    reach = radius_m / 111_000
    wide = reach / max(cos(radians(lat)), 0.01)
    return lat - reach, lon - wide, lat + reach, lon + wide


def words_alike(a: str, b: str) -> float:
    """0 (nothing shared) to 1 (same words), whatever their order."""
    from rapidfuzz import fuzz  # forty modules: not before somebody writes a title

    return fuzz.token_set_ratio(a.lower(), b.lower()) / 200 + fuzz.ratio(a, b) / 200


def score(alike: float, away_m: float | None) -> float:
    """One number to order candidates by: words count, nearness adds up to a half.

    Args: alike: from words_alike. away_m: None when either has no place.
    """
    near = 0.0 if away_m is None else max(0.0, 1 - away_m / NEAR_M)
    return alike + near / 2
