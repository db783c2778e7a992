"""Writes a template's blocks from a snapshot's data: lines, tables, pictures and sheets. Pure.

What is said, and in which order, is the template in the data; what its named figures, tables and
pictures are is in facts.py, tables/ and pictures/.
"""

from itertools import chain

from civic.documents.model import Block, Heading, Line, plain
from civic.plans.section.line_writer import LineWriter
from civic.plans.section.material import own_picture, own_table
from civic.plans.section.pictures.picture_type import PictureType
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.schema import SnapshotData, Template, WrittenLine
from civic.plans.section.sheets import SHEETS
from civic.plans.section.sheets.sheet_type import KeyedPicture, KeyedTable, Piece
from civic.plans.section.tables import TABLES
from civic.plans.section.tables.table_type import TableType
from civic.plans.section.template import APPENDIX, key_of


class Writer(LineWriter):
    """Writes a template's blocks, numbering tables and pictures each in its own row."""

    def __init__(self, data: SnapshotData, is_on_pages: bool = True):
        super().__init__(data)
        self.is_on_pages = is_on_pages
        self.tables = self.pictures = self.chapters = 0

    def section(self, template: Template) -> list[Block]:
        blocks: list[Block] = [Heading(1, "", template["title"])]
        chapters = template["chapters"]
        for chapter in chapters:
            blocks.append(self.heading(chapter["part"], chapter["heading"]))
            blocks += self.chapter(chapter["blocks"])
            blocks += self.written(self.data["written"].get(chapter["part"], []), chapters)
            blocks += self.brought(chapter["part"])
            blocks += self.own_chapters(chapter["part"])
        return blocks

    def heading(self, part: str, words: str) -> Heading:
        if part == APPENDIX:
            return Heading(1, "붙임 1.", words, is_appendix=True, part=part)
        self.chapters += 1
        return Heading(2, f"{self.chapters}.", words, part=part)

    def brought(self, place: str) -> list[Block]:
        """The planners' own tables and pictures at the end of a chapter."""
        blocks: list[Block] = []
        for row in self.data["material"]:
            if row["place"] == place and row["kind"] == "table":
                self.tables += 1
                blocks += [own_table(row, self.tables), *self.notes_under(row["key"])]
            elif row["place"] == place and row["kind"] == "picture":
                self.pictures += 1
                blocks += [own_picture(row, self.pictures), *self.notes_under(row["key"])]
        return blocks

    def own_chapters(self, place: str) -> list[Block]:
        """The planners' own chapters behind one of the template, with what stands in them."""
        blocks: list[Block] = []
        for row in self.data["material"]:
            if row["place"] == place and row["kind"] == "chapter":
                blocks.append(self.heading(row["key"], row["title"]))
                for n, words in enumerate(row["lines"], 1):
                    key = f"{row['key']}.{n}"
                    blocks += [self.line({"key": key, "text": words}, missing="-")]
                    blocks += self.notes_under(key)
                blocks.append(Line(f"{row['key']}.source", "※", (f"출처: {row['source']}",)))
                blocks += self.brought(row["key"])
        return blocks

    def written(self, paragraphs: list[WrittenLine], chapters: list[Template]) -> list[Block]:
        """A chapter's own paragraphs, and notes whose block is not in the template any more."""
        keys = {key_of(block) for chapter in chapters for block in chapter["blocks"]}
        keys |= self.own_keys({chapter["part"] for chapter in chapters})
        own = [each for each in paragraphs if each.get("under") not in keys]
        return [self.line(each, missing="-") for each in own]

    def notes(self, block: Template) -> list[Block]:
        """What planners wrote under a computed block."""
        return self.notes_under(key_of(block))

    def notes_under(self, key: str) -> list[Block]:
        everything = chain.from_iterable(self.data["written"].values())
        under = [each for each in everything if each.get("under") == key]
        return [self.line(each, missing="-") for each in under]

    def own_keys(self, parts: set[str]) -> set[str]:
        """Keys of what planners brought that is printed, where these parts are."""
        rows = self.data["material"]
        own = {r["key"] for r in rows if r["kind"] == "chapter" and r["place"] in parts}
        shown = [row for row in rows if row["place"] in parts | own]
        lines = {f"{r['key']}.{n}" for r in shown for n in range(1, len(r["lines"]) + 1)}
        return {row["key"] for row in shown} | lines

    def chapter(self, blocks: list[Template]) -> list[Block]:
        """A □ line stays only while something under it does, if the template has anything there."""
        out: list[Block] = []
        for position, block in enumerate(blocks):
            body = self.block(block) + self.notes(block)
            follower = blocks[position + 1] if position + 1 < len(blocks) else {}
            if out and _is_title(out[-1]) and not body and _is_last(follower):
                out.pop()
            out += body
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
        drawn = kind.show(key, self.pictures + 1, self.data, self.is_on_pages)
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

    def preview(self, block: Template) -> str:
        """A paragraph as it would print; empty when it would be left out."""
        lines = self.paragraph(block) or self.otherwise(block)
        return " ".join(f"{line.mark} {plain(line.text)}" for line in lines)


def _is_title(block: Block) -> bool:
    return isinstance(block, Line) and block.mark == "□"


def _is_last(follower: Template) -> bool:
    """A block ends what stands under its □: the chapter or another □ follows."""
    return not follower or follower.get("text", "").startswith("□")
