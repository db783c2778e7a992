"""Fields, check boxes, lines that ask, anchors for texts, and guide text to remove."""

import re
from collections import Counter
from collections.abc import Iterator

from civic.call_forms.cells import label_above, label_left, short_texts
from civic.call_forms.form import FillTarget
from civic.call_forms.normal import core, normal, one_line
from civic.call_forms.place import FillPlace
from civic.call_forms.refusals import MAX_PLACES, FormRefused
from civic.call_forms.tree import BOXES, Cell, FormParagraph, FormTable, Tree

Found = tuple[FillPlace, FillTarget]
# No gap to be counted in: 총 (   )명.
_MARKS = re.compile(
    rf"[{BOXES}]|\[[ \u3000\xa0]{{1,4}}\](?!\s*%)|\[\s?[○OvV√✓]\s?\]|\(\s?[○√✓]\s?\)"
    r"|\([ \u3000]{1,4}\)(?!\s*(?:[천만백억]*원|명|건|개|%|[년월일회차호인]))"
)
GUIDE = re.compile(r"^\s*(?:[※☞*＊]|작성\s?요령|<\s?작성|\[\s?작성)")
_LABEL = 80
_ASKING = 45  # letters of a line that asks
_BULLETS = "□■◦○●ㅇ▪▶※*-·• "


def beside(cell: Cell | None) -> str:
    """The label a cell answers to."""
    if cell is None:
        return ""
    label = label_left(cell)[0] or label_above(cell)[0]
    return one_line(label.text) if label is not None else ""


def around(tree: Tree, one: FormParagraph) -> dict:
    table = one.holder.table if one.holder is not None else None
    where = f"문단 {one.number + 1}"
    if table is not None and one.holder is not None:
        where = (
            f"표 {table.number + 1} · {one.holder.row + 1}행 {one.holder.column + 1}열 · {where}"
        )
    return {
        "table": short_texts(table) if table is not None else (),
        "heading": tree.headings.get(one.number, ""),
        "path": where,
    }


def counted(pairs: list[tuple[dict, FillTarget]]) -> Iterator[Found]:
    """With which of how many like labels each is."""
    alike = Counter(values["normal"] for values, _target in pairs)
    seen: Counter = Counter()
    for values, target in pairs:
        label = values["normal"]
        yield FillPlace(**values, ordinal=seen[label], alike=alike[label]), target
        seen[label] += 1


def field_places(tree: Tree) -> Iterator[Found]:
    pairs = []
    for one in tree.paragraphs:
        before = one.text
        for entry in one.fields:
            lead = before.split(entry.text)[0] if entry.text else before
            label = beside(one.holder) or one_line(lead) or entry.name or entry.guide
            values = {"kind": "field", "label": label[:_LABEL], "normal": core(label)}
            values |= {"above": entry.name, "old": entry.text} | around(tree, one)
            pairs.append((values, FillTarget(paragraph=one, field=entry)))
    return counted(pairs)


def check_places(tree: Tree) -> Iterator[Found]:
    """Raises: FormRefused for more than a form can have, before all of them are gathered."""
    pairs = []
    for one in tree.paragraphs:
        place = around(tree, one) | {"kind": "checkbox"}
        asked = beside(one.holder)
        for check in one.checks:
            label = check.caption or asked
            values = {"label": label, "normal": core(label), "above": asked}
            values["old"] = "■" if check.checked else "□"
            pairs.append((place | values, FillTarget(paragraph=one, check=check)))
        if len(pairs) > MAX_PLACES:
            raise FormRefused("too_long")
        for at, mark, label in letter_boxes(one.text):
            above = asked if label else _column_text(one) or asked
            label = label or _row_text(one) or asked
            values = {"label": label[:_LABEL], "normal": core(label), "above": above, "old": mark}
            pairs.append((place | values, FillTarget(paragraph=one, mark=at)))
    return counted(pairs)


def letter_boxes(text: str) -> Iterator[tuple[int, str, str]]:
    """(where, the mark, its label). A □ that begins a line of a heading is no box."""
    marks = list(_MARKS.finditer(text))
    if not marks or _is_bullet(text, marks):
        return
    at = 0
    for line in text.split("\n"):
        here = [(m.start() - at, m[0]) for m in marks if at <= m.start() <= at + len(line)]
        if _is_gap(line, here):
            here = [(start, mark) for start, mark in here if mark[0] != "("]
        yield from _boxes_of(line, here, at)
        at += len(line) + 1


def _boxes_of(line: str, marks: list[tuple[int, str]], at: int) -> Iterator[tuple[int, str, str]]:
    """Of one line: labels stand behind their marks, or all before them: 예( ) 아니오( )."""
    starts = [start for start, _mark in marks]
    ends = [start + len(mark) for start, mark in marks]
    pairs = zip([0, *ends], [*starts, len(line)], strict=True)
    between = [line[a:b] for a, b in pairs]
    words = [_words(piece) for piece in between]
    before = bool(words[0]) and not words[-1]
    words[0] = words[0].rpartition(":")[2].strip() or words[0]
    for number, (start, mark) in enumerate(marks):
        yield at + start, mark, words[number if before else number + 1]


def _is_gap(line: str, marks: list[tuple[int, str]]) -> bool:
    """Brackets to write in, not to tick: 기타(  ) beside boxes, or one alone at a line's end."""
    if any(mark in BOXES for _start, mark in marks):
        return True
    return len(marks) == 1 and not line[marks[0][0] + len(marks[0][1]) :].strip()


def _words(piece: str) -> str:
    words = piece.strip(" \t/,·ㆍ")
    words = words.lstrip("(") if ")" not in words else words  # (동의함 □ 동의하지 않음 □)
    words = re.sub(r"\s+\d{1,2}[.)]$", "", words)  # 1. ( ) 예  2. ( ) 아니오
    return words if normal(words) else ""


def has_marks(text: str) -> bool:
    """It has boxes to tick, in brackets too."""
    return any(letter_boxes(text))


def _is_bullet(text: str, marks: list) -> bool:
    return len(marks) == 1 and text.strip()[0] == "□" and bool(normal(text))


def _row_text(one: FormParagraph) -> str:
    """Of a box alone in its cell: what the cells left of it say."""
    if one.holder is None:
        return ""
    row = [c for c in one.holder.table.in_row(one.holder.row) if c.column < one.holder.column]
    texts = [one_line(cell.text) for cell in reversed(row) if normal(cell.text)]
    return texts[0] if texts else ""


def _column_text(one: FormParagraph) -> str:
    """Of a box alone in its cell: the label over it, 예 or 아니오."""
    header = label_above(one.holder)[0] if one.holder is not None else None
    return one_line(header.text) if header is not None else ""


def block_places(tree: Tree) -> Iterator[Found]:
    """Lines outside of tables, and a heading's empty bullets: our texts go under or into them."""
    pairs = []
    for one in tree.paragraphs:
        if one.holder is not None or not one.body or not one.text.strip():
            continue
        if "fixed" in one.objects:
            continue
        line = one_line(one.text)
        heading = tree.headings.get(one.number, "")
        label = line if normal(line) else f"{heading} {line}".strip()
        values = {"kind": "block", "label": label[:_LABEL], "normal": normal(label)}
        values |= around(tree, one) | {"hops": "into" if not normal(line) else "under"}
        pairs.append((values, FillTarget(paragraph=one)))
    return counted(pairs)


def guide_places(tree: Tree, taken: set[int]) -> Iterator[Found]:
    """taken: cells that are places themselves; their guide text goes when they are filled."""
    pairs: list[tuple[dict, FillTarget]] = []
    inside: set[int] = set()
    for table in tree.tables:
        if is_guide_table(table):
            line = one_line(table.all_text)
            path = f"표 {table.number + 1}"
            values = {"kind": "remove_guide", "label": line[:_LABEL], "normal": normal(line)[:120]}
            values |= {"heading": table.heading, "path": path, "old": table.all_text}
            pairs.append((values | {"hops": "table"}, FillTarget(table=table)))
            inside |= {id(cell) for cell in table.cells}
    for one in tree.paragraphs:
        if not one.coloured or one.fields or one.checks or id(one.holder) in taken | inside:
            continue
        line = one_line(one.text)
        values = {"kind": "remove_guide", "label": line[:_LABEL], "normal": normal(line)[:120]}
        pairs.append((values | around(tree, one) | {"old": one.text}, FillTarget(paragraph=one)))
    return counted(pairs)


def is_guide_table(table: FormTable) -> bool:
    """One cell of hints: ※ …"""
    return len(table.cells) == 1 and bool(GUIDE.match(table.cells[0].text.strip()))
