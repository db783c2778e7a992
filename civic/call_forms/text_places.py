"""Fields, check boxes, lines that ask, anchors for texts, and guide text to remove."""

import re
from collections import Counter
from collections.abc import Iterator

from civic.call_forms.cells import is_label, label_above, label_left, short_texts
from civic.call_forms.form import FillTarget
from civic.call_forms.normal import UNITS as _UNITS
from civic.call_forms.normal import core, ends_with_colon, normal, one_line
from civic.call_forms.place import FillPlace
from civic.call_forms.refusals import MAX_PLACES, FormRefused
from civic.call_forms.tree import BOXES, Cell, FormParagraph, FormTable, Tree

Found = tuple[FillPlace, FillTarget]
# No gap to be counted in: 총 (   )명.
_MARKS = re.compile(
    rf"[{BOXES}]|\[[ \u3000\xa0]{{1,4}}\](?!\s*%)|\[\s?[○OvV√✓]\s?\]|\(\s?[○√✓]\s?\)"
    r"|\([ \u3000]{1,4}\)(?!\s*(?:[천만백억]*원|명|건|개|%|[년월일회차호인]))"
)
_GUIDE = re.compile(r"^\s*(?:[※☞*＊]|작성\s?요령|<\s?작성|\[\s?작성)")
_LABEL = 80
_ASKING = 45  # letters of a line that asks
_BULLETS = "□■◦○●ㅇ▪▶※*-·• "
_LONGEST_WITH_GAPS = 200  # letters of a paragraph
_BLANKS = " \u3000\xa0"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# A line to write on; spaces behind a colon, or before a unit; spaces in brackets.
_GAP = re.compile(
    rf"[{_BLANKS}]*_{{2,}}[{_BLANKS}]*|(?<=[:：])[{_BLANKS}]{{2,}}|[{_BLANKS}]{{3,}}(?={_UNITS})|\((?P<inside>[{_BLANKS}]{{2,}})(?=\))"
)
_BEHIND = re.compile(
    rf"\)?[{_BLANKS}]?(?:(?P<unit>{_UNITS})|\(\s?(?:인|서명|날인|직인|서명\s?또는\s?인)\s?\))"
    rf"(?=$|[\s{_BLANKS},./·;()])"
)
_JOINING = re.compile(r"[^\W_]__[^\W_]")  # no line to write on: 사업명__기관명.hwp
# Another label that asks, of one word; of several only behind much room: the first may be a value.
_NEXT = re.compile(
    r"(?<=\s{3})(?:[^\s:：]{1,20}|\S(?:\s{1,3}\S)+)\s{0,3}[:：]"
    r"|(?<=\s{8})[^\s:：][^:：\n]{0,20}[:：]"
)


def _beside(cell: Cell | None) -> str:
    """The label a cell answers to."""
    if cell is None:
        return ""
    label = label_left(cell)[0] or label_above(cell)[0]
    return one_line(label.text) if label is not None else ""


def _around(tree: Tree, one: FormParagraph) -> dict:
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


def _counted(pairs: list[tuple[dict, FillTarget]]) -> Iterator[Found]:
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
            label = _beside(one.holder) or one_line(lead) or entry.name or entry.guide
            values = {"kind": "field", "label": label[:_LABEL], "normal": core(label)}
            values |= {"above": entry.name, "old": entry.text} | _around(tree, one)
            pairs.append((values, FillTarget(paragraph=one, field=entry)))
    return _counted(pairs)


def check_places(tree: Tree) -> Iterator[Found]:
    """Raises: FormRefused for more than a form can have, before all of them are gathered."""
    pairs = []
    for one in tree.paragraphs:
        around = _around(tree, one) | {"kind": "checkbox"}
        beside = _beside(one.holder)
        for check in one.checks:
            label = check.caption or beside
            values = {"label": label, "normal": core(label), "above": beside}
            values["old"] = "■" if check.checked else "□"
            pairs.append((around | values, FillTarget(paragraph=one, check=check)))
        if len(pairs) > MAX_PLACES:
            raise FormRefused("too_long")
        for at, mark, label in letter_boxes(one.text):
            label = label or _row_text(one) or beside
            values = {"label": label[:_LABEL], "normal": core(label), "above": beside, "old": mark}
            pairs.append((around | values, FillTarget(paragraph=one, mark=at)))
    return _counted(pairs)


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


def gap_count(text: str) -> int:
    """How many gaps with labels of their own it has."""
    return sum(1 for _gap in gaps(text)) if len(text) <= _LONGEST_WITH_GAPS else 0


def _is_bullet(text: str, marks: list) -> bool:
    return len(marks) == 1 and text.strip()[0] == "□" and bool(normal(text))


def _row_text(one: FormParagraph) -> str:
    """Of a box alone in its cell: what the cells left of it say."""
    if one.holder is None:
        return ""
    row = [c for c in one.holder.table.in_row(one.holder.row) if c.column < one.holder.column]
    texts = [one_line(cell.text) for cell in reversed(row) if normal(cell.text)]
    return texts[0] if texts else ""


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
        values |= _around(tree, one) | {"hops": "into" if not normal(line) else "under"}
        pairs.append((values, FillTarget(paragraph=one)))
    return _counted(pairs)


def line_places(tree: Tree) -> Iterator[Found]:
    """Lines that ask with a colon, in cells too: ○ 사업명 :"""
    pairs = []
    for one in tree.paragraphs:
        line = one_line(one.text)
        if not ends_with_colon(line) or len(line) > _ASKING or not one.on_page or one.coloured:
            continue
        if one.objects or one.fields or (one.holder is not None and is_label(one.holder)):
            continue
        behind = _behind_gaps(one.text)
        label = _label_of_gap(one.text[behind:]) if behind else line.rstrip(":： ")
        label = label.lstrip(_BULLETS)
        if core(label):
            values = {"kind": "line", "label": label, "normal": core(label)} | _around(tree, one)
            target = FillTarget(paragraph=one)
            if behind:  # it is filled with its gaps: into its words, not behind them
                target = FillTarget(one, mark=len(one.text.rstrip()) - 1, until=len(one.text))
            pairs.append((values, target))
    return _counted(pairs)


def _behind_gaps(text: str) -> int:
    """Where what stands behind its last gap, and behind that one's unit, begins; 0 without gaps."""
    end = max((end for _start, end, _label, _unit in gaps(text)), default=0)
    behind = _BEHIND.match(text, end) if end else None
    return behind.end() if behind else end


def gap_places(tree: Tree) -> Iterator[Found]:
    """Gaps left in lines: 총사업비 : ____ 백만원. Each has the words before it for a label, with
    the unit behind it in brackets."""
    pairs = []
    for one in tree.paragraphs:
        if not _may_have_gaps(one):
            continue
        for start, end, label, unit in gaps(one.text, _beside(one.holder)):
            label = f"{label}({unit})" if unit else label
            values = {"kind": "line", "hops": "gap", "label": label, "normal": core(label)}
            values |= {"above": _beside(one.holder), "old": one.text[start:end].strip(_BLANKS)}
            pairs.append((values | _around(tree, one), FillTarget(one, mark=start, until=end)))
    return _counted(pairs)


def _may_have_gaps(one: FormParagraph) -> bool:
    cell = one.holder  # a cell of nothing but a unit is one place, written over
    is_one = cell is not None and (is_label(cell) or not gap_count(cell.text))
    held = one.objects or one.fields or one.coloured or is_one
    return one.on_page and not held and len(one.text) <= _LONGEST_WITH_GAPS


def gaps(text: str, beside: str = "") -> Iterator[tuple[int, int, str, str]]:
    """(start, end, label, unit) of each gap that has a label and is told to be one: by a line to
    write on, or by a unit, a seal or another label behind spaces or brackets. beside: the label of
    what stands before all words."""
    before = 0
    for gap in _GAP.finditer(text):
        behind = _BEHIND.match(text, gap.end())
        words = text[before : gap.start()]
        if behind is not None and _ends_label(words, gap, behind):
            continue
        label = _label_of_gap(words)
        before = behind.end() if behind else gap.end()
        label = label or beside
        is_line = "_" in gap[0] and not _JOINING.match(text, max(gap.start() - 1, 0))
        is_told = is_line or behind is not None or _NEXT.match(text, gap.end()) is not None
        is_named = len(core(label)) > 1 and not core(label)[-1].isdigit()  # 20__년
        if is_told and is_named and len(label) <= _ASKING:
            start, end = gap.span("inside") if gap["inside"] is not None else gap.span()
            yield start, end, label, (behind["unit"] or "").strip() if behind else ""


def _ends_label(words: str, gap: re.Match[str], behind: re.Match[str]) -> bool:
    """The unit is the last letter of a label whose letters stand apart: 기   관   명 :"""
    if len(behind["unit"] or "") != 1 or gap[0].strip(_BLANKS):
        return False
    widest = max(map(len, re.findall(rf"[{_BLANKS}]+", words.strip(_BLANKS))), default=0)
    asks = behind.string[behind.end() :].lstrip(_BLANKS).startswith((":", "："))
    return asks or widest >= len(gap[0])


def _label_of_gap(words: str) -> str:
    """The last line of the words before it, and of a bracket that is open what stands in it."""
    line = words.rpartition("\n")[2].rstrip(f"{_BLANKS}:：(")
    line = line.rpartition("(")[2] if line.count("(") > line.count(")") else line
    return line.strip(f"{_BLANKS}{_BULLETS}[,/·;→~").lstrip(f"{_CIRCLED}{_BLANKS}")


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
        pairs.append((values | _around(tree, one) | {"old": one.text}, FillTarget(paragraph=one)))
    return _counted(pairs)


def is_guide_table(table: FormTable) -> bool:
    """One cell of hints: ※ …"""
    return len(table.cells) == 1 and bool(_GUIDE.match(table.cells[0].text.strip()))
