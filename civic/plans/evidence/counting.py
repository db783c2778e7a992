"""One figure of a snapshot counted again: its rows, a page of them or all. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from civic.documents.csv_cells import write_csv
from civic.plans.evidence import recount
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.concealing import Hidden, conceal
from civic.plans.snapshots.reading import read


@dataclass(frozen=True)
class AskedFigure:
    """figure: its id; columns: the names that rows may have, in their order; hidden: what is not
    to be read."""

    figure: str
    columns: tuple[str, ...]
    hidden: Hidden


@dataclass(frozen=True)
class FigureCount:
    """source: how it is counted; value: what was counted; rows: of the page, total of them."""

    source: dict[str, Any]
    value: Any
    columns: list[str]
    rows: list[dict[str, Any]]
    total: int


@lru_cache(maxsize=16)
def counted(packed: bytes, asked: AskedFigure, first: int, most: int) -> FigureCount | None:
    """None for a figure of a snapshot from before definitions were kept."""
    return read(count, packed, asked, first, most)


def count(packed: bytes, asked: AskedFigure, first: int, most: int) -> FigureCount | None:
    data = _opened(packed, asked)
    try:
        source = recount.source_of(data, asked.figure)
    except recount.NoSource:
        return None
    rows = recount.counted_rows(data, source)
    value = recount.recount(data, source)
    shown = [_flat(row) for row in rows[first:][:most]]
    return FigureCount(source, value, _columns(rows, asked), shown, len(rows))


def rows_as_csv(packed: bytes, asked: AskedFigure) -> bytes:
    """All rows; none for a figure without a definition."""
    return read(write_rows, packed, asked)


def write_rows(packed: bytes, asked: AskedFigure) -> bytes:
    data = _opened(packed, asked)
    try:
        rows = recount.counted_rows(data, recount.source_of(data, asked.figure))
    except recount.NoSource:
        rows = []
    header = _columns(rows, asked)
    return write_csv(header, ([_flat(row).get(name) for name in header] for row in rows))


def _opened(packed: bytes, asked: AskedFigure) -> dict[str, Any]:
    return recount.opened(dict(conceal(unpacked(packed), asked.hidden)[0]))


def _columns(rows: list[dict[str, Any]], asked: AskedFigure) -> list[str]:
    return [name for name in asked.columns if any(name in row for row in rows[:1])]


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the kind alone of how a remark was answered."""
    answered = row.get("disposition")
    return row | {"disposition": answered["kind"]} if answered else row
