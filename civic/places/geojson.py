"""Reads a GeoJSON file of 읍·면·동 boundaries, and says per feature what is wrong with it. Pure."""

import json
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

KOREA = (124.0, 33.0, 132.0, 39.0)  # west, south, east, north
EARTH = (-180.0, -90.0, 180.0, 90.0)
CODES = ("code10", "adm_cd2", "code")
NAMES = ("name", "adm_nm")
ENGLISH_NAMES = ("name_en", "name:en", "adm_nm_en")
LONGEST_NAME, LONGEST_ENGLISH = 40, 60
DIGITS = 7  # a centimetre
# Of one district, as others' programs take it (geojson-validator); how far corners may then be
# from where they were, at first: a metre, in degrees.
MOST_CORNERS, FIRST_TOLERANCE = 999, 1e-5


# (feature number from 1, or None for the file; what is wrong)
Mistake = tuple[int | None, str]


class BoundaryMistakes(ValueError):
    """mistakes: every one, in the order of features."""

    def __init__(self, mistakes: list[Mistake]):
        super().__init__(
            "\n".join(f"feature {number}: {why}" if number else why for number, why in mistakes)
        )
        self.mistakes = mistakes


@dataclass(frozen=True)
class Boundary:
    """A district as the file has it: MultiPolygon coordinates, and a label (lon, lat) inside."""

    code: str
    name: str
    polygons: list
    label: tuple[float, float]
    population: int | None = None
    name_en: str = ""


def read_boundaries(data: bytes, elsewhere: bool = False) -> list[Boundary]:
    """Districts of a FeatureCollection of Polygons or MultiPolygons in WGS84 degrees.

    Properties: name (or adm_nm, of which the last word is taken), code10 (or adm_cd2, code) of ten
    digits, and if present label [lon, lat], population and name_en.
    Args: elsewhere: take coordinates outside Korea too.
    Raises: BoundaryMistakes naming every wrong feature; then nothing is returned.
    """
    boundaries: list[Boundary] = []
    mistakes: list[Mistake] = []
    seen: dict[str, int] = {}
    for number, feature in enumerate(_features(data), start=1):
        try:
            boundary = _boundary(feature, EARTH if elsewhere else KOREA)
            if boundary.code in seen:
                raise ValueError(f"code {boundary.code} is feature {seen[boundary.code]}'s too")
            seen[boundary.code] = number
            boundaries.append(boundary)
        except ValueError as wrong:
            mistakes.append((number, str(wrong)))
    if mistakes:
        raise BoundaryMistakes(mistakes)
    return boundaries


def label_inside(polygons: list) -> tuple[float, float]:
    """A (lon, lat) well inside the widest polygon.

    Args: polygons: MultiPolygon coordinates; every outline has at least three corners.
    """
    shapely = _shapely()
    widest = max((shapely.Polygon(rings[0], rings[1:]) for rings in polygons), key=shapely.area)
    inside = widest.representative_point()
    return inside.x, inside.y


def _features(data: bytes) -> list:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise BoundaryMistakes([(None, f"the file is not JSON in UTF-8: {wrong}")]) from wrong
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise BoundaryMistakes([(None, "the file is not a GeoJSON FeatureCollection")])
    features = content.get("features")
    if not isinstance(features, list) or not features:
        raise BoundaryMistakes([(None, "the FeatureCollection has no features")])
    return features


def _boundary(feature, bounds) -> Boundary:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise ValueError("not a feature with properties")
    properties = feature["properties"]
    polygons = _polygons(feature.get("geometry"), bounds)
    given = properties.get("label")
    lon, lat = _point(given, bounds) if isinstance(given, list) else label_inside(polygons)
    return Boundary(
        code=_code(properties),
        name=_name(properties),
        polygons=polygons,
        label=(lon, lat),
        population=_population(properties.get("population")),
        name_en=_english_name(properties),
    )


def _code(properties) -> str:
    value = next((properties[key] for key in CODES if properties.get(key) is not None), None)
    code = str(value) if isinstance(value, (str, int)) else ""
    if not (len(code) == 10 and code.isascii() and code.isdigit()):
        raise ValueError(f"{' / '.join(CODES)} has to be ten digits, not {value!r}")
    return code


def _name(properties) -> str:
    value = next((properties[key] for key in NAMES if properties.get(key)), None)
    words = value.split() if isinstance(value, str) else []
    name = " ".join(words) if properties.get("name") else "".join(words[-1:])
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"name has to be 1 to {LONGEST_NAME} letters, not {value!r}")
    return name


def _english_name(properties) -> str:
    value = next((properties[key] for key in ENGLISH_NAMES if properties.get(key)), "")
    name = " ".join(value.split()) if isinstance(value, str) else ""
    if len(name) > LONGEST_ENGLISH:
        raise ValueError(f"an English name has at most {LONGEST_ENGLISH} letters, not {value!r}")
    return name


def _population(value) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise ValueError(f"population has to be a whole number, not {value!r}")
    return value


def _polygons(geometry, bounds) -> list:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"the geometry has to be a Polygon or MultiPolygon, not {kind}")
    given = geometry.get("coordinates")
    polygons = [given] if kind == "Polygon" else given
    if not isinstance(polygons, list) or not polygons:
        raise ValueError("the geometry has no polygons")
    checked = [_rings(rings, bounds) for rings in polygons]
    _refuse_crossings(checked)
    return checked


def _refuse_crossings(polygons: list) -> None:
    """Raises: ValueError where borders cross: which side is inside, nobody could say."""
    shapely = _shapely()
    shape = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
    if not shape.is_valid:
        why, _, place = shapely.is_valid_reason(shape).rstrip("]").partition("[")
        raise ValueError(f"borders cross or overlap at [{place.replace(' ', ', ')}]: {why.lower()}")


def _shapely():
    """Loaded for whoever brings a boundary file: it and NumPy take more than 10 MB."""
    import shapely

    return shapely


def _rings(rings, bounds) -> list:
    if not isinstance(rings, list) or not rings:
        raise ValueError("a polygon has no rings")
    return [_ring(ring, bounds) for ring in rings]


def _ring(ring, bounds) -> list:
    points = [_point(point, bounds) for point in ring] if isinstance(ring, list) else []
    if len(points) < 4 or points[0] != points[-1]:
        raise ValueError("a ring has fewer than four points or is not closed")
    return points


def _point(point, bounds) -> list[float]:
    if not isinstance(point, list) or len(point) < 2 or not all(map(_is_number, point[:2])):
        raise ValueError(f"a position has to be [lon, lat] in degrees, not {point!r}")
    west, south, east, north = bounds
    lon, lat = point[:2]
    if not (west <= lon <= east and south <= lat <= north):
        raise ValueError(
            f"[{lon}, {lat}] lies outside lon {west:g} to {east:g}, lat {south:g} to {north:g}"
        )
    return [round(lon, DIGITS), round(lat, DIGITS)]


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def thinned(areas: list[list]) -> list[list]:
    """MultiPolygon coordinates of at most MOST_CORNERS each. Where one has more all are simplified
    together, so that borders they share stay shared."""
    if all(_corners(polygons) <= MOST_CORNERS for polygons in areas):
        return areas
    shapely, simplified, tolerance = _shapely(), areas, FIRST_TOLERANCE
    shapes = [
        shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons]) for polygons in areas
    ]
    while any(_corners(polygons) > MOST_CORNERS for polygons in simplified):
        simplified = [_coordinates(each) for each in shapely.coverage_simplify(shapes, tolerance)]
        tolerance *= 2
    return simplified


def _corners(polygons: list) -> int:
    return sum(len(ring) for rings in polygons for ring in rings)


def _coordinates(shape) -> list:
    """Of a polygon or several, as a MultiPolygon has them."""
    parts = getattr(shape, "geoms", [shape])
    return [
        [[list(corner) for corner in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
    ]


def right_handed(polygons: list) -> list:
    """MultiPolygon coordinates with outlines against the clock and holes with it, each closed and
    without a corner twice in a row (RFC 7946, 3.1.6); what is left of fewer than four positions
    after rounding is dropped."""
    turned = [
        [_turned(ring, against_clock=not n) for n, ring in enumerate(map(_without_repeats, rings))]
        for rings in polygons
    ]
    kept = [[ring for ring in rings if len(ring) > 3] for rings in turned if len(rings[0]) > 3]
    return kept or turned


def _without_repeats(ring: list) -> list:
    corners = [here for before, here in pairwise([None, *ring]) if here != before]
    return corners if corners[0] == corners[-1] else [*corners, corners[0]]


def _turned(ring: list, against_clock: bool) -> list:
    doubled_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return ring if (doubled_area > 0) == against_clock else ring[::-1]
