"""How large the letters of a document of one page are: as large as it has room for, by steps."""

from civic.documents.export.text_width import line_count
from civic.documents.export.title_block import base_line, notices
from civic.documents.model import Document, Line, Table, plain

STEPS = (1.35, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1.0)  # times the smallest letters
CAREFUL, TIGHT = 0.9, 1.02  # of the page: where nobody counts pages, and where it is done
LETTERS, CELLS, NOTES, TITLE = 9, 8, 8.5, 16  # points at the smallest
WIDE, HIGH = 470, 765  # points
MARK, SIDES = 25, 9  # points beside a line's words, and a cell's
LINE, CELL_LINE = 1.5, 1.42  # times the letters
BEFORE, ABOVE, AROUND, ROW = 3, 6, 14, 5.5  # points: a line, a title, a table, a row


def scale(document: Document) -> float:
    """For a format whose pages somebody else's program breaks."""
    return _steps(document, CAREFUL)[0]


def scales(document: Document) -> list[float]:
    """Those to try one after the other, until it is one page; none is smaller than the last."""
    return _steps(document, TIGHT)


def _steps(document: Document, share: float) -> list[float]:
    if not document.fills:
        return [STEPS[-1]]
    fitting = [step for step in STEPS if _height(document, step) <= share * HIGH]
    return fitting or [STEPS[-1]]


def _height(document: Document, step: float) -> float:
    """In points, about."""
    letters = LETTERS * step
    about = [document.programme, " · ".join([document.round_title, base_line(document)])]
    total = step * TITLE * 2 + sum(_lines(words, WIDE, letters) for words in about) + 2 * AROUND
    total += sum(_lines(words, WIDE, letters) + AROUND for words in notices(document))
    for block in document.blocks:
        if isinstance(block, Line):
            above = ABOVE if block.mark == "□" else BEFORE
            total += _lines(plain(block.text), WIDE - MARK, letters) + above * step
        elif isinstance(block, Table):
            total += _table(block, step)
    return total


def _lines(words: str, room: float, letters: float) -> float:
    return line_count(words, room / letters) * letters * LINE


def _table(table: Table, step: float) -> float:
    size, rooms = CELLS * step, [WIDE * column.width - SIDES for column in table.columns]
    titles = [column.title for column in table.columns]
    rows = [titles, *([plain(cell) for cell in row] for row in table.cells)]
    lines = sum(
        max(line_count(words, max(1.0, room / size))
            for words, room in zip(row, rooms, strict=True))
        for row in rows
    )  # fmt: skip
    beside = [words for words in (table.unit, table.note) if words]
    caption = LETTERS * step * LINE + AROUND * step
    notes = sum(_lines(words, WIDE, NOTES * step) for words in beside)
    return caption + notes + lines * size * CELL_LINE + len(rows) * ROW
