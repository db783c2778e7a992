"""From a snapshot to the values of a form's places, each printed number with its source. Pure.

The same snapshot, places and typed words give the same values, and so the same file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from civic.call_forms.cells import is_total
from civic.call_forms.normal import with_unit
from civic.call_forms.place import FillPlace
from civic.call_forms.values import MUCH
from civic.documents.export.captions import caption
from civic.documents.model import (
    Block,
    Document,
    Fact,
    Heading,
    Line,
    Picture,
    Table,
    Text,
    is_number,
    plain,
)
from civic.documents.numbers import amount
from civic.plans.call_form.proposals import columns_for
from civic.plans.call_form.rules import LEAVE, UNITS
from civic.plans.call_form.sources import WORDS, chapters
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables import TABLES
from civic.plans.section.template import check_template, key_of

MOST_ROWS = 250  # of a table in a form
INDENT = {"□": "", "○": " ", "-": "  ", "※": " "}


@dataclass(frozen=True)
class Chosen:
    """A place with what a planner chose for it. words: typed for the plan."""

    place: FillPlace
    source: str
    options: dict[str, Any] = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class Content:
    """value: plain data for call_forms (its pictures not drawn yet); shown: as text; facts: the
    figures in it as they are printed there."""

    value: Any
    shown: str
    facts: tuple[Fact, ...] = ()


class FillSource:
    """A snapshot's data and its section, as a form is filled from them."""

    def __init__(self, data: SnapshotData, document: Document):
        self.data, self.document = data, document
        self.template = check_template(data["template"])

    def content(self, chosen: Chosen) -> Content | None:
        """What goes to a place; None when the plan has nothing to put there."""
        kind, _, code = chosen.source.partition(":")
        match kind:
            case "word":
                return _text(self.word(code))
            case "text":
                return _text(_told(chosen, chosen.words))
            case "fact":
                return self._fact(code, chosen)
            case "tick":
                return Content(code == "on", "■" if code == "on" else "□")
            case "remove":
                return Content({"remove": True}, "")
            case "table":
                return self._table(code, chosen)
            case "picture":
                drawn = self.picture(code)
                return _whole([drawn]) if drawn else None
            case "chapter":
                return _whole(self.chapter(code))
        assert chosen.source == LEAVE, chosen.source
        return None

    def figures(self) -> dict[str, str]:
        """Code of a name or a figure → what it says."""
        facts = ((code, self.figure(code)) for code in FIGURES)
        values = {f"fact:{code}": plain((shown,)) for code, shown in facts if shown is not None}
        return values | {f"word:{code}": self.word(code) for code in WORDS}

    def word(self, code: str) -> str:
        return WORDS[code].of(self.data)

    def figure(self, code: str) -> Fact | str | None:
        return FIGURES[code].show(code, self.data)

    def picture(self, code: str) -> Picture | None:
        return PICTURES[code].show(f"picture.{code}", 0, self.data)

    def table(self, code: str) -> Table | None:
        """As the section shows it: its template says how many rows."""
        blocks = (b for chapter in self.template["chapters"] for b in chapter["blocks"])
        block = next((b for b in blocks if b.get("table") == code), {"table": code})
        asked = {"table": code, "most_rows": min(block.get("most_rows") or MOST_ROWS, MOST_ROWS)}
        return TABLES[code].draw(key_of(block), 0, self.data, asked)

    def chapter(self, part: str) -> list[Block]:
        """The blocks under a chapter's heading."""
        if part not in chapters(self.template):
            return []
        here, blocks = "", []
        for block in self.document.blocks:
            if isinstance(block, Heading) and block.part:
                here = block.part
            elif here == part:
                blocks.append(block)
        return blocks

    def _fact(self, code: str, chosen: Chosen) -> Content | None:
        shown = self.figure(code)
        if shown is None or isinstance(shown, str):
            return _text(shown or "")
        fact = in_unit(shown, chosen.options.get("unit", ""))
        return Content(fact.text, _told(chosen, fact.text), (fact,))

    def _table(self, code: str, chosen: Chosen) -> Content | None:
        table = self.table(code)
        if table is None:
            return None
        unit = chosen.options.get("unit", "")
        if chosen.place.kind == "rows":
            return _rows(table, chosen, unit)
        return _whole([_in_unit(table, unit)])


def _told(chosen: Chosen, words: str) -> str:
    """With the unit that stands in the cell, as call_forms.fill writes it."""
    place = chosen.place
    return with_unit(place.old, words) if place.kind in ("cell", "named_cell") else words


def in_unit(fact: Fact, unit: str) -> Fact:
    """Money in the unit a form asks for, as a number without it; other figures as they are."""
    if unit not in UNITS or not is_number(fact) or not fact.text.endswith("원"):
        return fact
    return replace(fact, text=amount(float(fact.value) / UNITS[unit]))


def _in_unit(table: Table, unit: str) -> Table:
    cells = tuple(tuple(_money(cell, unit) for cell in row) for row in table.cells)
    return replace(table, cells=cells)


def _money(text: Text, unit: str) -> Text:
    return tuple(piece if isinstance(piece, str) else in_unit(piece, unit) for piece in text)


def _facts(texts: Iterable[Text]) -> tuple[Fact, ...]:
    return tuple(piece for text in texts for piece in text if isinstance(piece, Fact))


def _text(words: str) -> Content | None:
    return Content(words, words) if words.strip() else None


def _rows(table: Table, chosen: Chosen, unit: str) -> Content | None:
    """Our columns in the order of the form's; a total stays out where the form has its own."""
    named = chosen.options.get("columns") or columns_for(
        chosen.place, chosen.source.partition(":")[2]
    )
    titles = [column.title for column in table.columns]
    at = [titles.index(name) if name in titles else None for name in named]
    if not any(number is not None for number in at):
        return None
    own_total = any(is_total(text) for text in chosen.place.table)
    kept = [
        row for row in _in_unit(table, unit).cells if not (own_total and is_total(plain(row[0])))
    ]
    rows = [[row[n] if n is not None else () for n in at] for row in kept]
    if not rows:
        return None
    texts = [[plain(cell) for cell in row] for row in rows]
    shown = "\n".join(" | ".join(row) for row in texts)
    return Content({"rows": texts}, shown, _facts(cell for row in rows for cell in row))


def _whole(blocks: list) -> Content | None:
    """Lines, tables and pictures one under the other."""
    pieces: list[Any] = []
    facts: list[Fact] = []
    for block in blocks:
        pieces += _pieces(block)
        texts = [block.text] if isinstance(block, Line) else []
        if isinstance(block, Table):
            texts = [cell for row in block.cells[:MOST_ROWS] for cell in row]
        facts += _facts(texts)
    if not pieces:
        return None
    joined = list(_joined(pieces))
    return Content({"block": joined}, "\n".join(map(_shown, joined)), tuple(facts))


def _pieces(block: Block) -> Iterator[Any]:
    if isinstance(block, Line):
        yield f"{INDENT.get(block.mark, '')}{block.mark} {plain(block.text)}"
    elif isinstance(block, Table):
        yield f"< {caption(block) if block.number else block.caption} > {block.unit}".strip()
        titles = [column.title for column in block.columns]
        yield {"table": [titles, *([plain(c) for c in row] for row in block.cells[:MOST_ROWS])]}
        yield from (f"※ {block.note}",) if block.note else ()
    elif isinstance(block, Picture):
        yield {"picture": block}
        yield f"< {caption(block) if block.number else block.caption} >"


def _joined(pieces: list) -> Iterator[Any]:
    """Lines one after the other are one text."""
    lines: list[str] = []
    for piece in [*pieces, None]:
        if isinstance(piece, str):
            lines.append(piece)
            continue
        if lines:
            yield "\n".join(lines)
            lines = []
        if piece is not None:
            yield piece


def _shown(piece: Any) -> str:
    if isinstance(piece, str):
        return piece
    if "picture" in piece:
        return f"[그림: {piece['picture'].caption}]"
    return "\n".join(" | ".join(row) for row in piece["table"])


def is_much(content: Content) -> bool:
    """As call_forms.fill asks it of what stands in a cell."""
    is_block = isinstance(content.value, dict) and "block" in content.value
    return is_block or len(content.shown.splitlines()) > MUCH


def drawn(value: Any) -> Any:
    """A value with its pictures as files, as call_forms takes it."""
    match value:
        case {"picture": Picture() as picture}:
            width = min(picture.width_mm, 150)
            return {"picture": picture.raster.data, "width_mm": width, "alt": picture.alt}
        case {"block": pieces}:
            return {"block": [drawn(piece) for piece in pieces]}
    return value


def mapping(chosen: Iterable[tuple[Chosen, Content]]) -> dict[str, Any]:
    """What was put in and of what: enough to fill the form again and to count its figures."""
    pairs = list(chosen)
    return {
        "places": [
            {
                "key": one.place.key,
                "label": one.place.label,
                "path": one.place.path,
                "source": one.source,
                "options": one.options,
                "words": one.words,
            }
            for one, _content in pairs
        ],
        "figures": [
            {"place": one.place.path, "id": fact.id, "text": fact.text}
            | {"value": fact.value, "says": fact.says}
            for one, content in pairs
            for fact in content.facts
        ],
    }
