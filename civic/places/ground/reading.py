"""Reads what lies in a city, rivers, roads and landmarks, from a GeoJSON file, and makes it small
enough for a phone. Pure.

A file made for us says `kind`; one out of OpenStreetMap is understood by its tags.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

KINDS = ("green", "water", "river", "rail", "street", "road", "landmark")  # drawn in this order
NAMED = ("river", "road", "landmark")
MOST_BYTES = 60_000  # packed, as the phone fetches it: a third of a photo
MOST_LANDMARKS = 400
LONGEST_NAME = 40
METRE = 1 / 111_000  # of latitude, in degrees
STEPS_M = (4, 8, 16, 32)  # how far a line may stray
DIGITS = 5  # a metre
# OpenStreetMap: tag → its values → kind.
TAGS: dict[str, dict[str, str]] = {
    "waterway": dict.fromkeys(("river", "canal", "stream"), "river") | {"riverbank": "water"},
    "natural": {"water": "water", "wood": "green"},
    "landuse": {"reservoir": "water", "forest": "green"},
    "leisure": {"park": "green"},
    "railway": {"rail": "rail", "light_rail": "rail", "subway": "rail", "station": "landmark"},
    "highway": dict.fromkeys(("motorway", "trunk", "primary", "secondary"), "road")
    | dict.fromkeys(("tertiary", "unclassified", "residential", "living_street"), "street"),
    "amenity": dict.fromkeys(
        str.split(
            "school townhall hospital library university marketplace bus_station police"
            " fire_station post_office community_centre place_of_worship"
        ),
        "landmark",
    ),
    "shop": dict.fromkeys(("supermarket", "mall", "department_store"), "landmark"),
    "tourism": dict.fromkeys(("museum", "attraction"), "landmark"),
}
AREAS, LINES = ("green", "water"), ("river", "rail", "street", "road")


class NoGround(ValueError):
    """The file says nothing of this city that a map could show."""


class TooMuchGround(ValueError):
    """Even drawn roughly it is more than a phone should fetch."""


@dataclass(frozen=True)
class GroundPiece:
    """shape: of shapely, in degrees, inside the city's box."""

    kind: str
    name: str
    shape: Any


def read_ground(data: bytes, box: tuple[float, float, float, float]) -> dict:
    """A FeatureCollection of what lies in a box (west, south, east, north), small enough.

    Its features have kind (of KINDS) and name ("" where none is shown).
    Raises: NoGround, TooMuchGround.
    """
    pieces = list(_pieces(data, box))
    if not pieces:
        raise NoGround
    for without in ((), ("street",)):
        kept = [piece for piece in pieces if piece.kind not in without]
        for metres in STEPS_M:
            ground = _collection(kept, metres * METRE)
            if packed_size(ground) <= MOST_BYTES:
                return ground
    raise TooMuchGround


def packed_size(ground: dict) -> int:
    """Bytes that a phone fetches."""
    return len(gzip.compress(written(ground)))


def written(ground: dict) -> bytes:
    return json.dumps(ground, ensure_ascii=False, separators=(",", ":")).encode()


def kind_of(properties: dict) -> str:
    """A kind of KINDS; "" for what no map of ours shows."""
    if properties.get("kind") in KINDS:
        return properties["kind"]
    within = properties.get("tags")
    tags = within if isinstance(within, dict) else properties
    kinds = (values.get(str(tags.get(tag))) for tag, values in TAGS.items())
    return next(filter(None, kinds), "")


def _pieces(data: bytes, box) -> Iterator[GroundPiece]:
    import shapely  # with NumPy more than 10 MB: for whoever brings a file
    from shapely.errors import ShapelyError
    from shapely.geometry import shape as shape_of

    for feature in _features(data):
        properties = feature.get("properties") or {}
        kind = kind_of(properties)
        if not kind or not isinstance(feature.get("geometry"), dict):
            continue
        try:
            shape = shape_of(feature["geometry"])
            if kind == "landmark":
                shape = shape.representative_point()
            elif kind in AREAS:
                shape = shapely.make_valid(shape)
            inside = shapely.clip_by_rect(shape, *box)
        except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            continue  # one feature of thousands that is no shape
        name = _name(properties)
        if not inside.is_empty and (kind != "landmark" or name):
            yield GroundPiece(kind, name if kind in NAMED else "", inside)


def _features(data: bytes) -> list[dict]:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        raise NoGround from wrong
    features = content.get("features") if isinstance(content, dict) else None
    return [each for each in features or [] if isinstance(each, dict)]


def _name(properties: dict) -> str:
    value = properties.get("name")
    return " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) else ""


def _collection(pieces: Iterable[GroundPiece], tolerance: float) -> dict:
    together = defaultdict(list)
    for piece in pieces:
        together[piece.kind, piece.name].append(piece.shape)
    order = sorted(together, key=lambda key: KINDS.index(key[0]))
    features = [
        _feature(kind, name, geometry)
        for kind, name in order
        if (geometry := _geometry(kind, together[kind, name], tolerance))
    ]
    landmarks = [each for each in features if each["properties"]["kind"] == "landmark"]
    others = [each for each in features if each["properties"]["kind"] != "landmark"]
    return {"type": "FeatureCollection", "features": others + landmarks[:MOST_LANDMARKS]}


def _feature(kind, name, geometry) -> dict:
    return {"type": "Feature", "properties": {"kind": kind, "name": name}, "geometry": geometry}


def _geometry(kind, shapes, tolerance) -> dict | None:
    """GeoJSON of all of them as one; None where nothing is left of them."""
    import shapely

    if kind == "landmark":
        first = shapes[0]
        return {"type": "Point", "coordinates": [round(first.x, DIGITS), round(first.y, DIGITS)]}
    parts = [part for shape in shapes for part in shapely.get_parts(shape)]
    wanted = "LineString" if kind in LINES else "Polygon"
    parts = [part for part in parts if part.geom_type == wanted]
    if not parts:
        return None
    whole = shapely.union_all(parts)
    if kind in LINES:
        whole = shapely.line_merge(whole)
    rough = shapely.set_precision(whole.simplify(tolerance), 10**-DIGITS)
    left = [part for part in shapely.get_parts(rough) if _is_worth(part, tolerance)]
    lines = [_positions(part) for part in left]
    many = "MultiLineString" if kind in LINES else "MultiPolygon"
    return {"type": many, "coordinates": lines} if lines else None


def _is_worth(part, tolerance) -> bool:
    """A part is large enough to be seen at this roughness."""
    if part.geom_type == "Polygon":
        return part.area > (4 * tolerance) ** 2
    return part.geom_type == "LineString" and part.length > 4 * tolerance


def _positions(part) -> list:
    if part.geom_type == "Polygon":
        return [_rounded(ring.coords) for ring in (part.exterior, *part.interiors)]
    return _rounded(part.coords)


def _rounded(coords) -> list:
    return [[round(x, DIGITS), round(y, DIGITS)] for x, y, *_z in coords]
