"""Places of the issues as GeoJSON (RFC 7946): WGS 84, longitude first, null without a place."""

import json
from typing import Any

from civic.documents.export.cleaned import listed, printed
from civic.documents.export.csv import place_position
from civic.documents.export.title_block import base_line
from civic.documents.model import Document, ListedIssue


def export(document: Document) -> bytes:
    paper = printed(document)
    collection = {
        "type": "FeatureCollection",
        "name": f"{paper.municipality} {paper.round_title}".strip(),
        "base": base_line(paper),
        "notice": paper.notice,
    }
    head = _json(collection).removesuffix(b"}")
    features = b",\n".join(_json(feature(place)) for place in listed(document))
    return b'%s, "features": [\n%s\n]}\n' % (head, features)


def _json(value: dict[str, Any]) -> bytes:
    """On one line: with an indent Python's fast writer is not used."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def feature(place: ListedIssue) -> dict[str, Any]:
    position = place_position(place)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": list(position)} if position else None,
        "properties": {
            "receipt": place.receipt,
            "title": place.title,
            "category": place.category,
            "district": place.district,
            "status": place.status,
            "supports": place.supports,
            "reported_on": place.reported_on,
        }
        | ({"theme": place.theme} if place.theme else {}),
    }
