"""A form that is read: its outline, tables and places, and what they stand for."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from civic.call_forms.package import Package
from civic.call_forms.place import FillPlace
from civic.call_forms.tree import Cell, CheckBox, FormField, FormParagraph, FormTable, Tree


@dataclass(frozen=True)
class FillTarget:
    """What a place stands for in the tree: what filling may touch.

    mark: of a check box in letters and of a gap, where in its paragraph's text it is; until: where
    the gap ends. Of a line with gaps before what it asks last they are its colon and its end.
    """

    paragraph: FormParagraph | None = None
    cell: Cell | None = None
    table: FormTable | None = None
    field: FormField | None = None
    check: CheckBox | None = None
    mark: int = -1
    until: int = -1
    first_row: int = 0  # of rows: below the header


@dataclass
class Form:
    """name: of the file; origin: hwp, hwpx or docx."""

    name: str
    origin: str
    package: Package
    roots: list[Any]
    styles: Any
    tree: Tree
    places: list[FillPlace] = field(default_factory=list)
    targets: dict[str, FillTarget] = field(default_factory=dict)

    @property
    def outline(self) -> list[tuple[int, str]]:
        """(number of the paragraph, its words) of headings."""
        from civic.call_forms.headings import is_heading
        from civic.call_forms.normal import one_line

        return [(p.number, one_line(p.text)) for p in self.tree.paragraphs if is_heading(p)]

    def place(self, key: str) -> FillPlace:
        """Raises: KeyError."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, FillPlace]:
        return {place.key: place for place in self.places}

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "format": self.origin,
            "counts": {"paragraphs": len(self.tree.paragraphs), "tables": len(self.tree.tables)},
            "outline": [{"paragraph": number, "text": text} for number, text in self.outline],
            "tables": [_table_json(table) for table in self.tree.tables],
            "places": [place.to_json() for place in self.places],
        }


def _table_json(table: FormTable) -> dict[str, Any]:
    return {
        "number": table.number,
        "heading": table.heading,
        "depth": table.depth,
        "rows": table.rows,
        "columns": table.columns,
        "cells": [
            {"row": c.row, "column": c.column, "rows": c.rows, "columns": c.columns}
            | {"text": c.text, "shaded": c.shaded}
            for c in table.cells
        ],
    }
