"""Gaps left in lines, to be written in. Pure."""

import re
from collections.abc import Iterator

from civic.call_forms.normal import UNITS as _UNITS
from civic.call_forms.normal import core

ASKING = 45  # letters of a line that asks
LONGEST_WITH_GAPS = 200  # letters of a paragraph
BLANKS = " \u3000\xa0"
BULLETS = "□■◦○●ㅇ▪▶※*-·• "
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# A line to write on; spaces behind a colon, or before a unit; spaces in brackets.
_GAP = re.compile(
    rf"[{BLANKS}]*_{{2,}}[{BLANKS}]*|(?<=[:：])[{BLANKS}]{{2,}}|[{BLANKS}]{{3,}}(?={_UNITS})|\((?P<inside>[{BLANKS}]{{2,}})(?=\))"
)
_BEHIND = re.compile(
    rf"\)?[{BLANKS}]?(?:(?P<unit>{_UNITS})|\(\s?(?:인|서명|날인|직인|서명\s?또는\s?인)\s?\))"
    rf"(?=$|[\s{BLANKS},./·;()])"
)
_JOINING = re.compile(r"[^\W_]__[^\W_]")  # no line to write on: 사업명__기관명.hwp
# Another label that asks, of one word; of several only behind much room: the first may be a value.
_NEXT = re.compile(
    r"(?<=\s{3})(?:[^\s:：]{1,20}|\S(?:\s{1,3}\S)+)\s{0,3}[:：]"
    r"|(?<=\s{8})[^\s:：][^:：\n]{0,20}[:：]"
)


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
        label = label_of_gap(words)
        before = behind.end() if behind else gap.end()
        label = label or beside
        is_line = "_" in gap[0] and not _JOINING.match(text, max(gap.start() - 1, 0))
        is_told = is_line or behind is not None or _NEXT.match(text, gap.end()) is not None
        is_named = len(core(label)) > 1 and not core(label)[-1].isdigit()  # 20__년
        if is_told and is_named and len(label) <= ASKING:
            start, end = gap.span("inside") if gap["inside"] is not None else gap.span()
            yield start, end, label, (behind["unit"] or "").strip() if behind else ""


def _ends_label(words: str, gap: re.Match[str], behind: re.Match[str]) -> bool:
    """The unit is the last letter of a label whose letters stand apart: 기   관   명 :"""
    if len(behind["unit"] or "") != 1 or gap[0].strip(BLANKS):
        return False
    widest = max(map(len, re.findall(rf"[{BLANKS}]+", words.strip(BLANKS))), default=0)
    asks = behind.string[behind.end() :].lstrip(BLANKS).startswith((":", "："))
    return asks or widest >= len(gap[0])


def label_of_gap(words: str) -> str:
    """The last line of the words before it, and of a bracket that is open what stands in it."""
    line = words.rpartition("\n")[2].rstrip(f"{BLANKS}:：(")
    line = line.rpartition("(")[2] if line.count("(") > line.count(")") else line
    return line.strip(f"{BLANKS}{BULLETS}[,/·;→~").lstrip(f"{_CIRCLED}{BLANKS}")


def gap_count(text: str) -> int:
    """How many gaps with labels of their own it has."""
    return sum(1 for _gap in gaps(text)) if len(text) <= LONGEST_WITH_GAPS else 0


def behind_gaps(text: str) -> int:
    """Where what stands behind its last gap, and behind that one's unit, begins; 0 without gaps."""
    end = max((end for _start, end, _label, _unit in gaps(text)), default=0)
    behind = _BEHIND.match(text, end) if end else None
    return behind.end() if behind else end
