"""What every format prints around a document's blocks: title block, captions, evidence table."""

import re
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from operator import is_not, itemgetter
from zoneinfo import ZoneInfo

from civic.documents.clean import clean
from civic.documents.model import Column, Document, Fact, Heading, Line, Picture, Place, Table, Text

EXAMPLE = "예시 서식: 공모의 공식 서식이 아니며 기관의 양식에 맞추어 고쳐 쓸 수 있음"
EVIDENCE_COLUMNS = (
    Column("연번", 0.07, "center"),
    Column("근거 번호", 0.38),
    Column("적힌 값", 0.18),
    Column("무엇을 센 값인가", 0.37),
)
APPENDIX = "붙임"  # what the heading of an appendix begins with
TALLEST_MM = 200  # of a picture, so that its caption stays on the page
WIDE_COLUMNS = 9  # a table with this many columns or more gets a landscape page
FEW_LINES = 6  # of text between a chapter's heading and such a table


def cleaned(value):
    """A document (or any part of it) with every string cleaned; what is clean is not copied."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        items = tuple(map(_piece, value))
        return items if any(map(is_not, items, value)) else value
    if is_dataclass(value):
        before = vars(value)
        after = {name: cleaned(inner) for name, inner in before.items()}
        changed = any(map(is_not, after.values(), before.values()))
        return replace(value, **after) if changed else value
    return value


def _piece(item):
    """A piece of text keeps the spaces that part it from its neighbours."""
    if not isinstance(item, str):
        return cleaned(item)
    left = " " if item[:1].isspace() else ""
    right = " " if item[-1:].isspace() and item.strip() else ""
    return left + clean(item) + right


def printed(document: Document) -> Document:
    """What is printed of a document, cleaned. The issues are only in lists, see listed()."""
    return cleaned(replace(document, places=()))


def listed(document: Document) -> Iterator[Place]:
    """The issues as lists have them, cleaned one by one."""
    return map(cleaned, document.places)


def taken_at(document: Document) -> datetime:
    """The snapshot's time, in Korea."""
    return datetime.fromisoformat(document.taken_at).astimezone(ZoneInfo("Asia/Seoul"))


def property_time(moment: datetime) -> datetime:
    """A moment as files keep it in their properties: in UTC, without saying so.

    Source: OPC core properties (W3CDTF with Z), which python-docx and XlsxWriter write for it.
    """
    return moment.astimezone(UTC).replace(tzinfo=None)


def base_line(document: Document) -> str:
    """기준 시점 자료 제3호 · 2026-11-22 12:00 · sha256 0a1b2c3d4e5f"""
    moment = taken_at(document).strftime("%Y-%m-%d %H:%M")
    return f"기준 시점 자료 제{document.number}호 · {moment} · sha256 {document.sha256[:12]}"


def running_head(document: Document) -> str:
    return " ".join(filter(None, [document.municipality, document.title]))


def notices(document: Document) -> list[str]:
    """Sentences of the title block: the example notice, the document's own, and what is hidden."""
    example = EXAMPLE if document.is_example else ""
    return [words for words in (example, document.notice, document.left_out) if words]


def heading_text(heading: Heading) -> str:
    return f"{heading.number} {heading.text}".strip()


def caption(block: Table | Picture) -> str:
    """표 1. … or 그림 1. …"""
    return f"{'표' if isinstance(block, Table) else '그림'} {block.number}. {block.caption}"


def picture_size(picture: Picture, room_mm: float) -> tuple[float, float]:
    """Printed width and height in mm: as asked, at most as wide as the room and 200 mm high."""
    ratio = max(1, picture.height_px) / max(1, picture.width_px)
    width = min(picture.width_mm, room_mm, TALLEST_MM / ratio)
    return width, width * ratio


def described(picture: Picture) -> str:
    """The picture's alternative text, and the id it has in the table of evidence."""
    words = picture.alt or picture.caption
    return f"{words} (근거 번호 {picture.key})"


def evidence(document: Document) -> Table:
    """The table at the end: each fact, as printed, and what it counts; then each picture."""
    facts = [((fact.id,), (fact,), (fact.says,)) for fact in document.facts()]
    drawn = [tuple((words,) for words in picture) for picture in pictures(document)]
    rows = tuple(((str(n),), *row) for n, row in enumerate([*facts, *drawn], start=1))
    number = max((table.number for table in document.tables()), default=0) + 1
    return Table("evidence", number, "적힌 값의 근거", EVIDENCE_COLUMNS, rows)


def pictures(document: Document) -> list[tuple[str, str, str]]:
    """Of each picture its id, its number as printed and what it is drawn from."""
    shown = [block for block in document.blocks if isinstance(block, Picture)]
    return [(picture.key, f"그림 {picture.number}", _drawn_from(picture)) for picture in shown]


def _drawn_from(picture: Picture) -> str:
    """Its caption and the ids it is drawn from, those that differ in one name as one: issue.*."""
    kinds = dict.fromkeys(re.sub(r"(?<=\.).+(?=\.)", "*", id) for id in picture.sources)
    return f"{picture.caption}: {', '.join(kinds)}" if kinds else picture.caption


def with_evidence(document: Document) -> tuple:
    """The document's blocks and the appendix of evidence, heading levels without gaps."""
    blocks, level = [], 0
    for block in document.blocks:
        if isinstance(block, Heading):
            level = max(1, min(block.level, level + 1, 3))
            block = replace(block, level=level)
        blocks.append(block)
    if document.facts() or any(isinstance(block, Picture) for block in blocks):
        before = sum(isinstance(block, Heading) and block.is_appendix for block in blocks)
        number = f"{APPENDIX} {before + 1}." if before else f"{APPENDIX}."
        blocks += [Heading(1, number, "적힌 값의 근거", is_appendix=True), evidence(document)]
    return tuple(blocks)


def sheets(document: Document) -> list[tuple[bool, list]]:
    """The blocks as runs on upright pages (False) and on pages lying on their side (True).

    A table of many columns lies on its side, and so do the headings right above it; with the few
    lines that open its chapter it does too, which would else stand alone on a page.
    """
    blocks = with_evidence(document)
    lying = [isinstance(b, Table) and len(b.columns) >= WIDE_COLUMNS for b in blocks]
    for n in [n for n, lies in enumerate(lying) if lies]:
        first = _first_above(blocks, n)
        lying[first:n] = [True] * (n - first)
    runs = groupby(zip(lying, blocks, strict=True), key=itemgetter(0))
    return [(lies, [block for _lies, block in run]) for lies, run in runs]


def _first_above(blocks: tuple, n: int) -> int:
    """Where what stands on the page of the wide table at n begins."""
    first = n
    while first and isinstance(blocks[first - 1], Line):
        first -= 1
    few = sum(not _is_title(line) for line in blocks[first:n]) <= FEW_LINES
    if not (few and first and isinstance(blocks[first - 1], Heading)):
        first = n
    while first and _is_title(blocks[first - 1]):
        first -= 1
    return first


def _is_title(block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Line) and block.mark == "□")


class Bookmarks:
    """A name for each figure of a document, given out once: where the figure first stands.

    A name is the figure's row in the table of evidence and its id, in at most the 40 letters that
    Word takes, e.g. figure_7_issues_reported.
    """

    def __init__(self, document: Document):
        self.names = {
            fact.id: f"figure_{n}_{re.sub(r'[^0-9A-Za-z가-힣]', '_', fact.id)}"[:40]
            for n, fact in enumerate(document.facts(), start=1)
        }
        self.left = dict(self.names)

    def parted(self, text: Text) -> list[tuple[str, str | None]]:
        """The words of a text, those of a figure standing here first under its name."""
        parts: list[tuple[str, str | None]] = []
        for piece in text:
            words = piece if isinstance(piece, str) else piece.text
            name = self.left.pop(piece.id, None) if isinstance(piece, Fact) else None
            if name is None and parts and parts[-1][1] is None:
                parts[-1] = (parts[-1][0] + words, None)
            else:
                parts.append((words, name))
        return parts


def em_width(text: str) -> float:
    """How wide a text prints, in ems: Hangul and other wide letters 1, the rest about half."""
    return sum(0.35 if c == " " else 0.56 if ord(c) < 0x1100 else 1.0 for c in text)


def line_count(text: str, ems: float) -> int:
    """Lines of a text in a column so many ems wide; words stay whole while they fit."""
    lines, used = 1, 0.0
    for word in text.split():
        width = em_width(word)
        if used and used + 0.35 + width > ems:
            lines, used = lines + 1, 0.0
        used += width + (0.35 if used else 0)
        while used > ems > 0:
            lines, used = lines + 1, used - ems
    return lines


def is_number(fact: object) -> bool:
    return isinstance(fact, Fact) and isinstance(fact.value, int | float)
