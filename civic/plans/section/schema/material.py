"""What a snapshot keeps of the tables, pictures and chapters that planners brought. Pure."""

from typing import TypedDict


class MaterialData(TypedDict):
    """key: own.…; kind: table | picture | chapter; place: the part of the template it stands at the
    end of, or behind as a chapter, or the key of an own chapter it stands in. unit, columns, cells:
    of a table; alt, jpeg (base64), width, height (px): of a picture; lines: of a chapter."""

    key: str
    kind: str
    place: str
    title: str
    source: str
    unit: str
    columns: list[str]
    cells: list[list[str]]
    alt: str
    jpeg: str
    width: int
    height: int
    lines: list[str]
