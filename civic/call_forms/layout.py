"""A form as it is shown: its lines and tables in order, in parts, each with the places in it."""

from collections import defaultdict
from typing import Any

from civic.call_forms.form import Form
from civic.call_forms.headings import is_heading
from civic.call_forms.normal import one_line
from civic.call_forms.tree import Cell, FormParagraph, FormTable

ENOUGH, MOST = 150, 500  # lines and cells of a part: from where a heading ends it, and at most
LONGEST = 400  # letters shown of a line or cell


def parts_of(form: Form) -> list[dict[str, Any]]:
    """Each part: its title, its blocks (lines and tables) and its places, of plain values."""
    parts = [_Part("")]
    drawing = _Drawing(form)
    first = [drawing.table(table) for table in drawing.first]
    parts[0].add(first, sum(map(_size, first)))
    for one in form.tree.paragraphs:
        if one.holder is not None or not one.on_page:
            continue
        blocks = drawing.of(one)
        size = sum(map(_size, blocks))
        full = parts[-1].size + size > MOST and parts[-1].size
        if full or (parts[-1].size >= ENOUGH and is_heading(one)):
            parts.append(_Part(""))
        if not parts[-1].title and is_heading(one):
            parts[-1].title = one_line(one.text)[:80]
        parts[-1].add(blocks, size)
    places = {place.key: place.to_json() for place in form.places}
    values = [part.as_values(places) for part in parts if part.blocks] or [_Part("").as_values({})]
    rest = places.keys() - {key for part in values for key in part["places"]}
    values[-1]["places"] |= {key: place for key, place in places.items() if key in rest}
    return values


class _Part:
    def __init__(self, title: str):
        self.title, self.size = title, 0
        self.blocks: list[dict[str, Any]] = []

    def add(self, blocks: list[dict[str, Any]], size: int) -> None:
        self.blocks += blocks
        self.size += size

    def as_values(self, places: dict[str, dict]) -> dict[str, Any]:
        keys = {key for block in self.blocks for key in _keys(block)}
        here = {key: place for key, place in places.items() if key in keys}
        return {"title": self.title, "blocks": self.blocks, "places": here}


class _Drawing:
    """Where the places of a form stand, and its lines and tables with them."""

    def __init__(self, form: Form):
        self.cells: dict[int, list[str]] = defaultdict(list)
        self.lines: dict[int, list[str]] = defaultdict(list)
        self.tables: dict[int, list[str]] = defaultdict(list)
        for key, target in form.targets.items():
            if target.cell is not None:
                self.cells[id(target.cell)].append(key)
            elif target.table is not None:
                self.tables[target.table.number].append(key)
            elif target.paragraph is not None:
                self.lines[target.paragraph.number].append(key)
        self.after: dict[int, list[FormTable]] = defaultdict(list)
        for table in form.tree.tables:
            if table.holder is None and table.after >= 0:
                self.after[table.after].append(table)
        held = {id(table) for one in form.tree.paragraphs for table in one.tables}
        tables = [table for table in form.tree.tables if table.holder is None]
        # Of a DOCX that begins with one.
        self.first = [t for t in tables if t.after == -1 and id(t) not in held]

    def of(self, one: FormParagraph) -> list[dict[str, Any]]:
        blocks = []
        if one.text.strip() or self.lines[one.number]:
            blocks.append(
                {
                    "text": one_line(one.text)[:LONGEST],
                    "heading": is_heading(one),
                    "coloured": one.coloured,
                    "keys": self.lines[one.number],
                }
            )
        return blocks + [self.table(t) for t in (*one.tables, *self.after[one.number])]

    def table(self, table: FormTable) -> dict[str, Any]:
        rows: dict[int, list[dict]] = defaultdict(list)
        for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
            rows[cell.row].append(self.cell(cell))
        keys = self.tables[table.number]
        lines = [rows[number] for number in range(max(rows, default=-1) + 1)]
        return {"table": table.number + 1, "rows": lines, "keys": keys}

    def cell(self, cell: Cell) -> dict[str, Any]:
        inside = [table for one in cell.paragraphs for table in one.tables]
        keys = self.cells[id(cell)] + [
            key for one in cell.paragraphs for key in self.lines[one.number]
        ]
        drawn: dict[str, Any] = {"text": cell.text[:LONGEST], "keys": keys}
        drawn |= {"shaded": cell.shaded} if cell.shaded else {}
        drawn |= {"rows": cell.rows} if cell.rows > 1 else {}
        drawn |= {"columns": cell.columns} if cell.columns > 1 else {}
        tables = [self.table(table) for table in (*inside, *cell.beside)]
        return drawn | ({"tables": tables} if tables else {})


def _keys(block: dict[str, Any]) -> list[str]:
    keys = list(block["keys"])
    for row in block.get("rows", ()) if "table" in block else ():
        for cell in row:
            keys += cell["keys"]
            for table in cell.get("tables", ()):
                keys += _keys(table)
    return keys


def _size(block: dict[str, Any]) -> int:
    if "table" not in block:
        return 1
    inner = [t for row in block["rows"] for cell in row for t in cell.get("tables", ())]
    return sum(map(len, block["rows"])) + sum(map(_size, inner))
