"""Places in lines of text: what a line asks, and what of it is to be written over."""

import re
from collections.abc import Iterator

from civic.call_forms.cells import is_label
from civic.call_forms.form import FillTarget
from civic.call_forms.lines.gaps import (
    ASKING,
    BLANKS,
    BULLETS,
    LONGEST_WITH_GAPS,
    behind_gaps,
    gap_count,
    gaps,
    label_of_gap,
)
from civic.call_forms.normal import core, ends_with_colon, is_placeholder, one_line
from civic.call_forms.text_places import GUIDE, Found, around, beside, counted, has_marks
from civic.call_forms.tree import FormParagraph, Tree

# 사업명 : OOO 사업
_ASKED = re.compile(r"\s*(?P<label>[^:：\n]{2,45}?)\s*[:：]\s*(?P<rest>[^:：\n]{1,40}?)\s*")
_EXAMPLES = ("예", "예시", "작성예", "작성예시", "참고", "주의", "주")
_LONGEST_OVER = 40


def line_places(tree: Tree) -> Iterator[Found]:
    """Lines that ask with a colon, in cells too: ○ 사업명 :"""
    pairs = []
    for one in tree.paragraphs:
        if not _may_ask(one):
            continue
        lines = one.text.split("\n")
        at = 0
        for line in lines:
            if ends_with_colon(line) and len(one_line(line)) <= ASKING:
                behind = behind_gaps(line)
                label = label_of_gap(line[behind:]) if behind else one_line(line).rstrip(":： ")
                label = label.lstrip(BULLETS)
                values = {"kind": "line", "label": label, "normal": core(label)}
                target = FillTarget(paragraph=one)
                if behind or len(lines) > 1:  # into its words, with its gaps and other lines
                    mark = at + len(line.rstrip()) - 1
                    target = FillTarget(one, mark=mark, until=at + len(line))
                if core(label):
                    pairs.append((values | around(tree, one), target))
            at += len(line) + 1
    return counted(pairs)


def _may_ask(one: FormParagraph) -> bool:
    if not one.on_page or one.coloured or (":" not in one.text and "：" not in one.text):
        return False
    held = one.objects or one.fields
    return not held and (one.holder is None or not is_label(one.holder))


def gap_places(tree: Tree) -> Iterator[Found]:
    """Gaps left in lines: 총사업비 : ____ 백만원. Each has the words before it for a label, with
    the unit behind it in brackets. And what stands in a line to be written over: 사업명 : OOO."""
    pairs = []
    for one in tree.paragraphs:
        if not _may_have_gaps(one):
            continue
        label_beside = beside(one.holder)
        pieces = list(gaps(one.text, label_beside))
        hops = "gap" if pieces else "over"
        for start, end, label, unit in pieces or _over(one):
            label = f"{label}({unit})" if unit else label
            values = {"kind": "line", "hops": hops, "label": label, "normal": core(label)}
            values |= {"above": label_beside, "old": one.text[start:end].strip(BLANKS)}
            pairs.append((values | around(tree, one), FillTarget(one, mark=start, until=end)))
    return counted(pairs)


def _may_have_gaps(one: FormParagraph) -> bool:
    cell = one.holder  # a cell of nothing but a unit is one place, written over
    is_one = cell is not None and (is_label(cell) or not gap_count(cell.text))
    held = one.objects or one.fields or one.coloured or is_one
    return one.on_page and not held and len(one.text) <= LONGEST_WITH_GAPS


def _over(one: FormParagraph) -> Iterator[tuple[int, int, str, str]]:
    """What stands behind a colon for an answer; of a text box, a whole line that does."""
    text = one.text
    if one.holder is not None or GUIDE.match(text) or not is_placeholder(text) or has_marks(text):
        return
    asked = _ASKED.fullmatch(text)
    label = asked["label"].strip(f"{BLANKS}{BULLETS}(") if asked else ""
    if asked and core(label) and core(label) not in _EXAMPLES:
        if is_placeholder(asked["rest"]) and not is_placeholder(label):
            yield *asked.span("rest"), label, ""
    elif not asked and one.boxed and core(text) and len(one_line(text)) <= _LONGEST_OVER:
        start = len(text) - len(text.lstrip(f"{BLANKS}\t{BULLETS}"))
        yield start, len(text.rstrip()), one_line(text[start:]), ""
