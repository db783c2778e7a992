"""Writes a template's blocks from a snapshot's data: lines, tables, pictures and sheets. Pure.

What is said, and in which order, is the template in the data; what its named figures, tables and
pictures are is in facts.py, tables/ and pictures/.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from civic.documents.model import Block, Fact, Heading, Line, Text, plain
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.picture_type import PictureType
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.schema import SnapshotData, Template, WrittenLine
from civic.plans.section.sheets import SHEETS
from civic.plans.section.sheets.sheet_type import KeyedPicture, KeyedTable, Piece
from civic.plans.section.tables import TABLES
from civic.plans.section.tables.table_type import TableType
from civic.plans.section.template import APPENDIX, OPTIONAL, PLACEHOLDER, key_of

MARKS = ("□", "○", "-", "※")


class Missing(Exception):
    """A figure that has nothing to count."""


class Writer:
    """Writes a template's blocks, numbering tables and pictures each in its own row."""

    def __init__(self, data: SnapshotData):
        self.data = data
        self.tables = self.pictures = 0

    def section(self, template: Template) -> list[Block]:
        blocks: list[Block] = [Heading(1, "", template["title"])]
        chapters = template["chapters"]
        for position, chapter in enumerate(chapters, 1):
            blocks.append(_heading(position, chapter))
            blocks += self.chapter(chapter["blocks"])
            blocks += self.written(self.data["written"].get(chapter["part"], []), chapters)
        return blocks

    def written(self, paragraphs: list[WrittenLine], chapters: list[Template]) -> list[Block]:
        """A chapter's own paragraphs, and notes whose block is not in the template any more."""
        keys = {key_of(block) for chapter in chapters for block in chapter["blocks"]}
        own = [each for each in paragraphs if each.get("under") not in keys]
        return [self.line(each, missing="-") for each in own]

    def notes(self, block: Template) -> list[Block]:
        """What planners wrote under a computed block."""
        everything = chain.from_iterable(self.data["written"].values())
        under = [each for each in everything if each.get("under") == key_of(block)]
        return [self.line(each, missing="-") for each in under]

    def chapter(self, blocks: list[Template]) -> list[Block]:
        """A □ line stays only while something under it does, if the template has anything there."""
        out: list[Block] = []
        for position, block in enumerate(blocks):
            made = self.block(block) + self.notes(block)
            follower = blocks[position + 1] if position + 1 < len(blocks) else {}
            if out and _is_title(out[-1]) and not made and _is_last(follower):
                out.pop()
            out += made
        return out

    def block(self, block: Template) -> list[Block]:
        key = key_of(block)
        drawn: Block | None
        if "table" in block:
            drawn = self.table(key, TABLES[block["table"]], block)
        elif "picture" in block:
            drawn = self.picture(key, PICTURES[block["picture"]])
        elif "sheets" in block:
            return self.sheets(block) or [*self.otherwise(block)]
        else:
            return [*(self.paragraph(block) or self.otherwise(block))]
        return [drawn] if drawn else [*self.otherwise(block)]

    def table(self, key: str, kind: TableType, block: Template) -> Block | None:
        drawn = kind.draw(key, self.tables + 1, self.data, block)
        self.tables += drawn is not None
        return drawn

    def picture(self, key: str, kind: PictureType) -> Block | None:
        drawn = kind.show(key, self.pictures + 1, self.data)
        self.pictures += drawn is not None
        return drawn

    def sheets(self, block: Template) -> list[Block]:
        """A block's sheets, each piece drawn."""
        out: list[Block] = []
        for piece in SHEETS[block["sheets"]].pieces(self.data, block):
            drawn = self.drawn(piece)
            if drawn is not None:
                out.append(drawn)
        return out

    def drawn(self, piece: Piece) -> Block | None:
        if isinstance(piece, KeyedTable):
            return self.table(piece.key, piece.kind, {})
        if isinstance(piece, KeyedPicture):
            return self.picture(piece.key, piece.kind)
        return piece

    def otherwise(self, block: Template) -> list[Line]:
        text = block.get("otherwise", "")
        return self.paragraph({"key": key_of(block), "text": text}) if text else []

    def paragraph(self, paragraph: Template) -> list[Line]:
        """A line, or nothing when one of its figures is missing."""
        try:
            return [self.line(paragraph)]
        except Missing:
            return []

    def line(self, paragraph: Mapping[str, Any], missing: str | None = None) -> Line:
        """A line under the mark it begins with, else ○. missing: printed for a missing figure.

        Raises: Missing when nothing is to be printed for it.
        """
        mark, text = _marked(paragraph["text"])
        pieces: list[str | Fact] = []
        for n, part in enumerate(OPTIONAL.split(text)):
            try:
                pieces += self.filled(part, None if n % 2 else missing)
            except Missing:
                if n % 2 == 0:
                    raise
        return Line(paragraph["key"], mark, _joined(pieces))

    def filled(self, text: str, missing: str | None) -> list[str | Fact]:
        """The words with their figures. Raises: Missing."""
        pieces: list[str | Fact] = []
        for n, part in enumerate(PLACEHOLDER.split(text)):
            if n % 2 == 0:
                pieces.append(part)
            elif part not in FIGURES:
                pieces.append(f"{{{part}}}")  # a planner's own braces
            else:
                shown = FIGURES[part].show(part, self.data) or missing
                if shown is None:
                    raise Missing(part)
                pieces.append(shown)
        return pieces

    def preview(self, block: Template) -> str:
        """A paragraph as it would print; empty when it would be left out."""
        made = self.paragraph(block) or self.otherwise(block)
        return " ".join(f"{line.mark} {plain(line.text)}" for line in made)


def _heading(position: int, chapter: Template) -> Heading:
    if chapter["part"] == APPENDIX:
        return Heading(1, "붙임 1.", chapter["heading"], is_appendix=True)
    return Heading(2, f"{position}.", chapter["heading"])


def _joined(pieces: list[str | Fact]) -> Text:
    """Words join their neighbours: only numbers are pieces of their own."""
    out: list[str | Fact] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return tuple(out)


def _marked(text: str) -> tuple[str, str]:
    if text[:1] in MARKS and text[1:].strip():
        return text[0], text[1:].strip()
    return "○", text


def _is_title(block: Block) -> bool:
    return isinstance(block, Line) and block.mark == "□"


def _is_last(follower: Template) -> bool:
    """Whether a block ends what stands under its □: the chapter or another □ follows."""
    return not follower or follower.get("text", "").startswith("□")
