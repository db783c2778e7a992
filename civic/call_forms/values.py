"""What can be put in a place, checked before anything is touched."""

import io
import math
import re
from dataclasses import dataclass
from typing import Any

from civic.call_forms.refusals import ValueRefused
from civic.documents.clean import clean
from civic.documents.export.column_widths import roomy

MUCH = 12  # lines in a cell
MAX_TEXT, MAX_ROWS, MAX_LINES = 20_000, 300, 400
MAX_PICTURE_BYTES, MAX_PIXELS = 10_000_000, 50_000_000
_LETTER = 1_200  # of a table's letters, in hundredths of a point
_NOTHING = ("", "-", "가림")
_NUMBER = re.compile(r"[-+]?[\d,]+(\.\d+)?\D{0,2}")  # 1,204  25.7%  185표


@dataclass(frozen=True)
class TextValue:
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RowsValue:
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Ticked:
    on: bool


@dataclass(frozen=True)
class PictureValue:
    """width_mm: at most; the height follows."""

    data: bytes
    format: str
    width_px: int
    height_px: int
    width_mm: float
    alt: str = ""


@dataclass(frozen=True)
class Block:
    """Texts (a paragraph a line), tables and pictures, one under the other."""

    pieces: tuple[Any, ...]


@dataclass(frozen=True)
class Removed:
    pass


Value = TextValue | RowsValue | Ticked | PictureValue | Block | Removed
FITS: dict[str, tuple[type, ...]] = {
    "field": (TextValue,),
    "named_cell": (TextValue, PictureValue, Block),
    "cell": (TextValue, PictureValue, Block),
    "line": (TextValue,),
    "checkbox": (Ticked,),
    "rows": (RowsValue,),
    "block": (TextValue, RowsValue, PictureValue, Block),
    "remove_guide": (Removed,),
}


def value_of(given: Any, place: str) -> Value:
    """A value from plain data: text, [[…]], True, bytes, or {"rows" | "check" | "picture" |
    "block" | "remove": …}. Raises: ValueRefused."""
    if isinstance(given, TextValue | RowsValue | Ticked | PictureValue | Block | Removed):
        return given
    if isinstance(given, bool):
        return Ticked(given)
    if isinstance(given, str | int | float) and _is_said(given):
        return TextValue(_lines(str(given), place))
    if isinstance(given, bytes):
        return picture_of(given, place)
    if isinstance(given, list):
        return _rows(given, place)
    if isinstance(given, dict):
        return _named(given, place)
    raise ValueRefused("wrong_kind", place)


def _named(given: dict, place: str) -> Value:
    match given:
        case {"text": str(text)}:
            return TextValue(_lines(text, place))
        case {"rows": list(rows)} | {"table": list(rows)}:
            return _rows(rows, place)
        case {"check": bool(on)}:
            return Ticked(on)
        case {"remove": True}:
            return Removed()
        case {"picture": bytes(data)}:
            width = given.get("width_mm", 120)
            if not isinstance(width, int | float) or not 5 <= width <= 300:
                raise ValueRefused("picture", place)
            return picture_of(data, place, float(width), str(given.get("alt", "")))
        case {"block": list(pieces)} if len(pieces) <= MAX_LINES:
            values = tuple(value_of(piece, place) for piece in pieces)
            if all(isinstance(one, TextValue | RowsValue | PictureValue) for one in values):
                return Block(values)
    raise ValueRefused("wrong_kind", place)


def _is_said(given: str | float) -> bool:
    """No number without end, or that is none."""
    return not isinstance(given, float) or math.isfinite(given)


def _lines(text: str, place: str) -> tuple[str, ...]:
    if len(text) > MAX_TEXT:
        raise ValueRefused("long", place)
    lines = tuple(clean(line) for line in text.replace("\r\n", "\n").split("\n"))
    if len(lines) > MAX_LINES:
        raise ValueRefused("long", place)
    return lines


def _rows(rows: list, place: str) -> RowsValue:
    if not rows or len(rows) > MAX_ROWS:
        raise ValueRefused("rows", place)
    lines = []
    for row in rows:
        if not isinstance(row, list | tuple) or not row or len(row) > 60:
            raise ValueRefused("columns", place)
        if not all(isinstance(cell, str | int | float) and _is_said(cell) for cell in row):
            raise ValueRefused("columns", place)
        lines.append(tuple("\n".join(_lines(str(cell), place)) for cell in row))
    if len({len(row) for row in lines}) > 1:
        raise ValueRefused("columns", place)
    return RowsValue(tuple(lines))


def picture_of(data: bytes, place: str, width_mm: float = 120, alt: str = "") -> PictureValue:
    """Raises: ValueRefused for what is no PNG or JPEG of bearable size."""
    from PIL import Image

    if len(data) > MAX_PICTURE_BYTES:
        raise ValueRefused("picture", place)
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as image:
            width, height = image.size
            kind = (image.format or "").lower()
            if width * height > MAX_PIXELS:
                raise ValueRefused("picture", place)
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        raise ValueRefused("picture", place) from wrong
    return PictureValue(
        data, "jpg" if kind == "jpeg" else kind, width, height, width_mm, clean(alt)
    )


def texts_of(value: Value) -> list[str]:
    """Every line that is to be read again in the filled form."""
    if isinstance(value, TextValue):
        return [line for line in value.lines if line]
    if isinstance(value, RowsValue):
        return [line for row in value.rows for cell in row for line in cell.split("\n") if line]
    if isinstance(value, Block):
        return [line for piece in value.pieces for line in texts_of(piece)]
    return []


def widths(rows: RowsValue, whole: int) -> list[int]:
    """How wide each column of a table is to be, of a width in hundredths of a point."""
    even = [1 / len(rows.rows[0])] * len(rows.rows[0])
    return [int(whole * share) for share in roomy(rows.rows, even, whole / _LETTER)]


def numeric(rows: RowsValue) -> list[bool]:
    """Of each column, whether it holds numbers alone under its header."""
    columns = [[cell for cell in column if cell not in _NOTHING] for column in _columns(rows)]
    return [bool(column) and all(map(_NUMBER.fullmatch, column)) for column in columns]


def _columns(rows: RowsValue) -> list[tuple[str, ...]]:
    return list(zip(*rows.rows[1:], strict=True)) or [()] * len(rows.rows[0])
