"""How large a document of one page is set: as there is room for, by steps of letters and air."""

from typing import NamedTuple

from civic.documents.export.text_width import line_count
from civic.documents.export.title_block import base_line, notices
from civic.documents.model import Document, Line, Table, plain


class Fit(NamedTuple):
    """letters, air: times the smallest, of the letters and of what lies between lines."""

    letters: float = 1
    air: float = 1


LEAST = Fit()
STEPS = (
    *(Fit(1.4, 2.6), Fit(1.4, 2.2), Fit(1.4, 1.9), Fit(1.35, 1.8), Fit(1.3, 1.7)),
    *(Fit(1.3, 1.5), Fit(1.25, 1.4), Fit(1.2, 1.3), Fit(1.15, 1.2), Fit(1.1, 1.1)),
    *(Fit(1.05), LEAST),
)
WORD, HANGUL = 0.98, 1.12  # of the page as it is guessed here, which these fill less of
MOST = 1.4  # of it: where pages are counted
LETTERS, CELLS, NOTES, TITLE = 9, 8, 8.5, 16  # points at the smallest
WIDE, HIGH = 470, 765  # points
MARK, SIDES = 25, 9  # points beside a line's words, and a cell's
LINE, CELL_LINE, MORE = 1.48, 1.4, 0.15  # times the letters; and more for each 1 of air
BEFORE, ABOVE, AROUND, ROW = 2, 5, 9, 3.6  # points: a line, a title, a table, a row


def fit(document: Document, share: float) -> Fit:
    """For a format whose pages somebody else's program breaks."""
    return _steps(document, share)[0]


def fits(document: Document) -> list[Fit]:
    """Those to try one after the other, until it is one page; none is smaller than the last."""
    return _steps(document, MOST)


def _steps(document: Document, share: float) -> list[Fit]:
    if not document.fills:
        return [LEAST]
    fitting = [step for step in STEPS if _height(document, step) <= share * HIGH]
    return fitting or [LEAST]


def _height(document: Document, step: Fit) -> float:
    """In points, about."""
    letters, line = LETTERS * step.letters, LINE + MORE * (step.air - 1)
    about = [document.programme, " · ".join([document.round_title, base_line(document)])]
    total = step.letters * TITLE * 2 + 2 * AROUND * step.air
    total += sum(_lines(words, WIDE, letters, line) for words in about)
    total += sum(_lines(words, WIDE, letters, line) + AROUND for words in notices(document))
    for block in document.blocks:
        if isinstance(block, Line):
            above = ABOVE if block.mark == "□" else BEFORE
            total += _lines(plain(block.text), WIDE - MARK, letters, line) + above * step.air
        elif isinstance(block, Table):
            total += _table(block, step)
    return total


def _lines(words: str, room: float, letters: float, line: float = LINE) -> float:
    return line_count(words, room / letters) * letters * line


def _table(table: Table, step: Fit) -> float:
    size, rooms = CELLS * step.letters, [WIDE * column.width - SIDES for column in table.columns]
    titles = [column.title for column in table.columns]
    rows = [titles, *([plain(cell) for cell in row] for row in table.cells)]
    lines = sum(
        max(
            line_count(words, max(1.0, room / size)) for words, room in zip(row, rooms, strict=True)
        )
        for row in rows
    )
    beside = [words for words in (table.unit, table.note) if words]
    caption = LETTERS * step.letters * LINE + AROUND * step.air
    notes = sum(_lines(words, WIDE, NOTES * step.letters) for words in beside)
    return caption + notes + lines * size * CELL_LINE + len(rows) * ROW * step.air
