"""Which district a position lies in, from polygons in WGS84 degrees; no library, no spatial index.
Pure.

Ray casting over district outlines that a bounding box lets through. A position just off the coast
(a pier, a beach) belongs to the nearest district within NEAREST_M.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, inf, isfinite, radians

NEAREST_M = 300.0
METRES_PER_DEGREE = 111_195.0  # along a meridian of a sphere of 6,371 km

Ring = list[tuple[float, float]]


class OutsideMunicipality(Exception):
    """The position lies in none of the districts, nor within NEAREST_M of one."""

    def __init__(self, lat: float, lon: float):
        super().__init__(f"({lat}, {lon}) lies outside")
        self.lat, self.lon = lat, lon


@dataclass(frozen=True)
class Area:
    """A district made ready: its key, its rings (lon, lat) per polygon, and their bounds."""

    key: int
    polygons: tuple[tuple[Ring, ...], ...]
    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of(cls, key: int, polygons: list) -> "Area":
        """polygons: MultiPolygon coordinates; of each polygon the first ring is not a hole."""
        outlines = tuple(
            tuple([(lon, lat) for lon, lat, *_ in ring] for ring in rings) for rings in polygons
        )
        points = [point for rings in outlines for point in rings[0]]
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        return cls(key, outlines, min(lons), min(lats), max(lons), max(lats))

    def near_box(self, lat: float, lon: float, margin_lat: float, margin_lon: float) -> bool:
        return (
            self.west - margin_lon <= lon <= self.east + margin_lon
            and self.south - margin_lat <= lat <= self.north + margin_lat
        )

    def holds(self, lat: float, lon: float) -> bool:
        return any(
            in_ring(lat, lon, rings[0]) and not any(in_ring(lat, lon, hole) for hole in rings[1:])
            for rings in self.polygons
        )

    def distance_m(self, lat: float, lon: float) -> float:
        """Metres to the nearest border, for positions outside."""
        return min(ring_distance_m(lat, lon, ring) for rings in self.polygons for ring in rings)


class DistrictFinder:
    """Finds the district of a position among the districts of one municipality."""

    def __init__(self, districts: Iterable[tuple[int, list]]):
        """districts: (key, MultiPolygon coordinates in degrees)."""
        self.areas = [Area.of(key, polygons) for key, polygons in districts]

    def find(self, lat: float, lon: float) -> int:
        """The key of the district the position (degrees) belongs to.

        Raises: OutsideMunicipality, also for positions that are not finite numbers.
        """
        if not (isfinite(lat) and isfinite(lon)):
            raise OutsideMunicipality(lat, lon)
        for area in self.areas:
            if area.near_box(lat, lon, 0, 0) and area.holds(lat, lon):
                return area.key
        margin_lat = NEAREST_M / METRES_PER_DEGREE
        margin_lon = margin_lat / max(cos(radians(lat)), 0.01)
        near = [a for a in self.areas if a.near_box(lat, lon, margin_lat, margin_lon)]
        distances = [(area.distance_m(lat, lon), area.key) for area in near]
        distance, key = min(distances, default=(inf, 0))
        if distance > NEAREST_M:
            raise OutsideMunicipality(lat, lon)
        return key


def in_ring(lat: float, lon: float, ring: Ring) -> bool:
    """Even–odd ray casting; ring is closed, points are (lon, lat)."""
    inside = False
    lon_a, lat_a = ring[-1]
    for lon_b, lat_b in ring:
        if (lat_a > lat) != (lat_b > lat) and lon < lon_a + (lat - lat_a) * (lon_b - lon_a) / (
            lat_b - lat_a
        ):
            inside = not inside
        lon_a, lat_a = lon_b, lat_b
    return inside


def ring_distance_m(lat: float, lon: float, ring: Ring) -> float:
    """Metres from a position to a ring's nearest edge, on a plane touching the position."""
    per_lat = METRES_PER_DEGREE
    per_lon = METRES_PER_DEGREE * cos(radians(lat))
    flat = [((x - lon) * per_lon, (y - lat) * per_lat) for x, y in ring]
    return min(_to_edge(a, b) for a, b in pairwise(flat))


def _to_edge(a, b) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length))
    return hypot(a[0] + along * dx, a[1] + along * dy)
