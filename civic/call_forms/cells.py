"""Which cell is a label, which a value: the danger of filling is to take one for the other."""

from civic.call_forms.normal import (
    core,
    is_placeholder,
    is_unit,
    normal,
    one_line,
)
from civic.call_forms.tree import BOXES, Cell, FormTable

_LONGEST = 45  # letters of a label
_SPACER = 1_500  # hundredths of a point: 5 mm
_SEALS = ("인", "서명", "날인", "서명또는인", "서명또는날인", "직인")
_TOTALS = ("합계", "계", "소계", "총계", "총합계", "합")


def is_label(cell: Cell) -> bool:
    """By its filling where its table has one for some cells; else by the room beside it."""
    if cell.label is None:
        cell.label = _is_label(cell)
    return cell.label


def _is_label(cell: Cell) -> bool:
    if not _reads_as_label(cell) or is_answered_in(cell):
        return False
    if is_total(cell.text) or _is_signed(cell):
        return True
    if _has_shades(cell.table):
        return cell.shaded
    return has_room(cell) or _heads_labels(cell) or cell.look in _label_looks(cell.table)


def _heads_labels(cell: Cell) -> bool:
    """목표값 over 1차년도 and 2차년도, as wide as they are together."""
    if cell.columns == 1:
        return False
    below, end = cell.row + cell.rows, cell.column + cell.columns
    under = {cell.table.grid.get((below, column)) for column in range(cell.column, end)}
    known = [one for one in under if one is not None and one.row == below]
    if len(known) < max(len(under), 2) or sum(one.columns for one in known) != cell.columns:
        return False
    return all(map(is_label, known))


def is_answered_in(cell: Cell) -> bool:
    """성명: with no room beside it but another of its kind: what is asked stands behind it, or
    before what is there already (총사업비:   백만원, 대표자:   (인))."""
    if not _asks(cell.text):
        return False
    table = cell.table
    right, below = table.right_of(cell), table.grid.get((cell.row + cell.rows, cell.column))
    if right is not None:
        return _asks(right.text)
    return cell.column > 0 or below is None or bool(below.text)


def _asks(text: str) -> bool:
    """Ends with a colon, or has nothing behind it but a unit or a seal."""
    _asked, colon, behind = text.replace("：", ":").rpartition(":")
    return bool(colon) and (not behind.strip() or is_unit(behind) or is_seal(behind))


def has_room(cell: Cell) -> bool:
    """Begins its row, or has room to write in beside or below it."""
    if _is_open(cell):
        return False
    table = cell.table
    right, below = table.right_of(cell), table.grid.get((cell.row + cell.rows, cell.column))
    if cell.column == 0 and right is not None:
        return True
    left = table.left_of(cell)
    is_value = left is not None and left.text and not left.is_field and not is_label(left)
    if left is not None and is_value and left.look == cell.look:
        return False  # one of a row of values
    beside = right is not None and right.rows <= cell.rows and _is_open(right)
    header = all(_reads_as_label(one) for one in table.in_row(cell.row))
    return beside or (header and _is_open(below) and not _is_asked_for(below))


def _is_asked_for(cell: Cell | None) -> bool:
    """Of a table of two columns: what its row begins with is its label, not what stands over it."""
    left = cell.table.left_of(cell) if cell is not None and cell.table.columns == 2 else None
    return left is not None and _reads_as_label(left)


def _label_looks(table: FormTable) -> set[str]:
    """Formats of first columns that no cell has which is written over."""
    if table.looks is None:
        first = {c.look for c in table.cells if c.column == 0 and _reads_as_label(c)}
        values = {c.look for c in table.cells if c.text and not _reads_as_label(c)}
        table.looks = first - values - {""}
        if len({c.look for c in table.cells if c.text}) < 2:
            table.looks = set()  # one format for all tells nothing
    return table.looks


def _reads_as_label(cell: Cell) -> bool:
    if len(one_line(cell.text)) > _LONGEST:  # asked first: text of any length may stand in a cell
        return False
    words = core(cell.text)
    if not words or words.isdigit() or is_seal(cell.text):
        return False
    if cell.objects - {"fixed"} or has_letter_box(cell.text) or cell.coloured or cell.is_field:
        return False
    return not is_placeholder(cell.text)


def _has_shades(table: FormTable) -> bool:
    """Asked once a table: some of its cells that say something are filled, others are not."""
    if table.shades is None:
        shades = {cell.shaded for cell in table.cells}
        speaking = any(cell.shaded and normal(cell.text) for cell in table.cells)
        table.shades = len(shades) == 2 and speaking
    return table.shades


def _is_open(cell: Cell | None) -> bool:
    """Left to be written in: empty, or holding what is to be written over."""
    if cell is None:
        return False
    if not normal(cell.text) or is_unit(cell.text):
        return True
    if cell.coloured or cell.is_field:
        return True
    return is_placeholder(cell.text) or has_letter_box(cell.text)


def is_spacer(cell: Cell) -> bool:
    """Empty, and narrow or in a column that only keeps labels and values apart."""
    if cell.text or cell.objects:
        return False
    return 0 < cell.width < _SPACER or (cell.columns == 1 and cell.column in _gutters(cell.table))


def _gutters(table: FormTable) -> set[int]:
    """Columns empty from top to bottom, between labels and what is to be written over."""
    if table.gutters is None:
        table.gutters = {c for c in range(1, table.columns - 1) if _is_gutter(table, c)}
    return table.gutters


def _is_gutter(table: FormTable, column: int) -> bool:
    cells = [cell for cell in table.cells if cell.column == column]
    if len(cells) < 3 or any(c.text or c.objects or c.columns > 1 for c in cells):
        return False
    beside = [(table.left_of(cell), table.right_of(cell)) for cell in cells]
    labelled = sum(left is not None and is_label(left) for left, _right in beside)
    written = sum(
        right is not None and bool(right.text) and not is_label(right) for _left, right in beside
    )
    return labelled == len(cells) and written * 2 > len(cells)


def is_seal(text: str) -> bool:
    """Where a name is sealed or signed: (인), (서명 또는 인)."""
    return normal(text) in _SEALS


def _is_signed(cell: Cell) -> bool:
    """작성자 of 작성자 | 홍길동 | (인)."""
    name = cell.table.right_of(cell)
    seal = cell.table.right_of(name) if name is not None else None
    return seal is not None and is_seal(seal.text)


def is_total(text: str) -> bool:
    return core(text) in _TOTALS


def has_letter_box(text: str) -> bool:
    return any(letter in BOXES for letter in text)


def label_left(cell: Cell) -> tuple[Cell | None, int]:
    """The nearest label in the cell's row, and how many cells away."""
    hops, here = 0, cell.table.left_of(cell)
    while here is not None and hops < 12:
        hops += 1
        if is_label(here):
            return here, hops
        here = here.table.left_of(here)
    return None, 0


def label_above(cell: Cell) -> tuple[Cell | None, int]:
    """The nearest label over the cell that covers its width."""
    hops, here = 0, cell.table.above(cell)
    while here is not None and hops < 60:
        hops += 1
        if is_label(here):
            wide = here.column + here.columns >= cell.column + cell.columns
            return (here, hops) if wide and here.column <= cell.column else (None, 0)
        here = here.table.above(here)
    return None, 0


def labels_around(cell: Cell) -> list[Cell]:
    """Every label left of a cell and over it, those of merged cells once."""
    table, labels = cell.table, {}
    beside = [(cell.row, column) for column in range(cell.column)]
    over = [(row, cell.column) for row in range(cell.row)]
    for at in (*beside, *over):
        other = table.grid.get(at)
        if other is not None and is_label(other):
            labels[id(other)] = other
    return list(labels.values())


def group_of(label: Cell) -> str:
    """The wider label left of a label: 주관연구개발기관 of 기관명."""
    left = label.table.left_of(label)
    while left is not None and not left.text:
        left = left.table.left_of(left)
    return one_line(left.text) if left is not None and is_label(left) else ""


def short_texts(table: FormTable) -> tuple[str, ...]:
    """What a table is known by: its cells' short texts, normalised."""
    if table.shorts is None:
        texts = {normal(cell.text) for cell in table.cells if len(cell.text) <= 30}
        table.shorts = tuple(sorted(texts - {""}))[:60]
    return table.shorts
