"""Which paragraph is a heading, and the heading before each table and paragraph."""

import re

from civic.call_forms.normal import normal, one_line
from civic.call_forms.tree import FormParagraph, FormTable, Tree

_STARTS = re.compile(
    r"^\s*(?:[□■◆▣]\s*\S|[Ⅰ-Ⅻ]|\d{1,2}(?:-\d{1,2})?[.)]\s*\D|[가-하][.)]\s|제\s?\d+\s?[장절조]|[<\[〈【]"
    r"|(?:붙임|별지|서식|별첨|첨부)\s*\d*)"
)
_LONGEST = 60


def reads_as_heading(text: str) -> bool:
    line = one_line(text)
    return len(line) <= _LONGEST and bool(normal(line)) and bool(_STARTS.match(line))


def mark_headings(tree: Tree) -> None:
    """Fill tree.headings and table.heading, in the order of the document."""
    now = ""
    behind: dict[int, list[FormTable]] = {}
    for table in tree.tables:
        behind.setdefault(table.after, []).append(table)
    for paragraph in tree.paragraphs:
        tree.headings[paragraph.number] = now
        for table in paragraph.tables:
            table.heading = now
        if is_heading(paragraph):
            now = one_line(paragraph.text)
        if behind_it := behind.get(paragraph.number):
            for table in behind_it:
                table.heading = table.heading or now


def is_heading(paragraph: FormParagraph) -> bool:
    holder = paragraph.holder
    if not reads_as_heading(paragraph.text):
        return False
    return holder is None or is_banner(holder.table)


def is_banner(table: FormTable) -> bool:
    """A heading set in a table: one short line, whatever empty cells stand beside it."""
    if table.rows != 1:
        return False
    spoken = [cell for cell in table.cells if cell.text]
    return len(spoken) == 1 and len(one_line(spoken[0].text)) <= _LONGEST
