"""Shapes as tables and as GeoJSON. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from civic.documents.csv_cells import write_csv

DIGITS = 6  # of a position: a hand's breadth


def as_csv(shape: type, rows: Sequence[msgspec.Struct]) -> bytes:
    """A column a field; a list of values is one cell, parted by blanks; of parts, JSON."""
    names = shape.__struct_fields__  # type: ignore[attr-defined]  # of every msgspec.Struct
    return write_csv(names, ([_cell(getattr(row, name)) for name in names] for row in rows))


def as_geojson(rows: Sequence[msgspec.Struct]) -> dict:
    """A FeatureCollection (RFC 7946) of rows with lat and lon; without, a geometry is null."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in rows]}


def columns(shape: type) -> list[dict]:
    """The fields of a table as Frictionless Data names them (Table Schema)."""
    kinds = {str: "string", int: "integer", float: "number", bool: "boolean"}
    kinds |= {date: "date", datetime: "datetime"}
    described = []
    for field in msgspec.structs.fields(shape):
        kind = next((name for type, name in kinds.items() if _is(field.type, type)), "string")
        described.append({"name": field.name, "type": kind})
    return described


def _is(annotation, wanted: type) -> bool:
    """An annotation, past Annotated and | None, is a type."""
    inner = getattr(annotation, "__origin__", annotation)
    inner = (getattr(annotation, "__metadata__", None) and annotation.__origin__) or inner
    options = getattr(inner, "__args__", None)
    if getattr(inner, "__origin__", None) is list:
        return False  # its values stand in one cell, as words
    if options:
        return wanted in options
    return inner is wanted


def _cell(value):
    if isinstance(value, list):
        if value and isinstance(value[0], msgspec.Struct):
            return msgspec.json.encode(value).decode()
        return " ".join(map(str, value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _feature(row) -> dict:
    properties = msgspec.to_builtins(row)
    lat, lon = properties.pop("lat"), properties.pop("lon")
    geometry = None
    if lat is not None:
        geometry = {"type": "Point", "coordinates": [round(lon, DIGITS), round(lat, DIGITS)]}
    return {
        "type": "Feature",
        "id": properties["id"],
        "geometry": geometry,
        "properties": properties,
    }
