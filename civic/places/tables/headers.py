"""Which rows of a grid name the columns, and the names they make. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise

# Titles, dates and names of departments stand above the header, in no more rows than this.
MOST_ABOVE = 20
MOST_COLUMNS = 200
MOST_LINES = 3  # of one header
LONGEST_NAME = 80
NUMBER = re.compile(r"[-+\d.,%\s:/()]+")
BETWEEN = " / "  # the lines of one header
NO_HEADER = 0  # the number of a row there is not: all rows are of the table
# Days, times, amounts and numbers of telephones stand in rows; years may name columns.
VALUE = re.compile(
    r"(?!(?:19|20)\d\d$)[-+\d.,%\s:/()]*\d[-+\d.,%\s:/()]*"
    r"|['’‘`]?\d{2,4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}(?!\d).{0,20}"
)
# What people write rather than what a column is called.
SENTENCE = re.compile(r".{20}|.{7}(?:[.?!]|[요다까음함])$")
LOOKED_AT = 50  # rows below, for telling what a column holds

Row = tuple[int, tuple[str, ...]]
IsName = Callable[[str], bool]


def find_header(rows: tuple[Row, ...], is_name: IsName) -> tuple[int, int]:
    """(number of the first row, how many rows) of the likeliest header.

    That is the row, or the two rows together, with the most known names; or else the first row
    about as full as the others, made of words. (NO_HEADER, 0) where the first such row knows no
    name and looks like those below, in a list of one column like a sentence.
    """
    first = rows[: MOST_ABOVE + 1]
    known = {number: _known([cells], is_name) for number, cells in first}
    most = max(known.values())
    both = {
        one[0]: _known([one[1], two[1]], is_name)
        for one, two in pairwise(rows[: MOST_ABOVE + 2])
        if not _is_data(two[1])
    }
    most_of_both = max(both.values(), default=0)
    if most_of_both >= 2 and most_of_both > most:
        return next(number for number, names in both.items() if names == most_of_both), 2
    if most >= 2:
        return next(number for number, names in known.items() if names == most), 1
    widths = Counter(_filled(cells) for _, cells in rows[:100])
    usual = max(widths, key=lambda width: (widths[width], width))
    if usual == 1:
        return _header_of_one(first, known)
    full = [(n, cells) for n, cells in first if _filled(cells) >= usual * 0.6]
    if full and not known[full[0][0]] and _is_like_those_below(*full[0], rows):
        return NO_HEADER, 0
    return next((n for n, cells in full if _is_words(cells)), rows[0][0]), 1


def _header_of_one(first: tuple[Row, ...], known: dict[int, int]) -> tuple[int, int]:
    """Of a list of one column: the row that is a known name, else the first, unless it is a
    sentence as those below."""
    if named := [number for number, _ in first if known[number]]:
        return named[0], 1
    number, cells = first[0]
    return (NO_HEADER, 0) if SENTENCE.search("".join(cells).strip()) else (number, 1)


def letters(place: int) -> str:
    """What a spreadsheet calls the column at a place from 0: A, B … Z, AA."""
    above, letter = divmod(place, 26)
    return (letters(above - 1) if above else "") + chr(ord("A") + letter)


def headers_below(rows: Iterable[Row], is_name: IsName) -> Iterator[Row]:
    """The rows that name columns: two names at least, and hardly anything else."""
    for number, cells in rows:
        if names_columns(cells, is_name):
            yield number, cells


def names_columns(cells: tuple[str, ...], is_name: IsName) -> bool:
    """A row is a header: two known names or more, which are half of what it says."""
    if any(len(cell) > LONGEST_NAME for cell in cells):
        return False
    names = sum(map(is_name, filter(None, cells)))
    return names >= 2 and names * 2 >= _filled(cells)


def header_names(lines: list[tuple[str, ...]], least: int = 0) -> tuple[str, ...]:
    """The names of the columns, each different: of several lines the words above each other.
    least: so many columns there are, with a name or without."""
    cells = [" ".join(cell.split())[:LONGEST_NAME] for cell in _joined(lines)]
    while cells and not cells[-1]:
        cells = cells[:-1]
    cells += [""] * (least - len(cells))
    names = []
    for place, cell in enumerate(cells[:MOST_COLUMNS], 1):
        name = cell or f"({place})"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)


def _joined(lines):
    if len(lines) == 1:
        return lines[0]
    width = max(map(len, lines))
    lines = [[*cells, *[""] * (width - len(cells))] for cells in lines]
    for upper, lower in pairwise(lines):
        _spread(upper, lower)
    columns = zip(*lines, strict=True)
    return [BETWEEN.join(dict.fromkeys(filter(None, map(str.strip, c)))) for c in columns]


def _spread(upper, lower):
    """A word that spans several columns stands in the first: it goes for those named below."""
    for place in range(1, len(upper)):
        if not upper[place].strip() and lower[place].strip() and lower[place - 1].strip():
            upper[place] = upper[place - 1]


def _known(lines, is_name):
    return sum(map(is_name, dict.fromkeys(_joined(lines))))


def _is_like_those_below(number, cells, rows: tuple[Row, ...]) -> bool:
    """A row has a value of a column that holds hardly anything but such."""
    below = list(islice((other for n, other in rows if n > number), LOOKED_AT))
    for place in (place for place, cell in enumerate(cells) if VALUE.fullmatch(cell.strip())):
        column = [other[place].strip() for other in below if other[place : place + 1]]
        filled = [cell for cell in column if cell]
        values = sum(bool(VALUE.fullmatch(cell)) for cell in filled)
        if filled and values >= 0.8 * len(filled):
            return True
    return False


def _filled(cells):
    return sum(bool(cell.strip()) for cell in cells)


def _is_words(cells):
    written = [cell for cell in cells if cell.strip()]
    return sum(bool(NUMBER.fullmatch(cell)) for cell in written) * 2 < len(written)


def _is_data(cells):
    return any(len(cell) > 40 or (cell.strip() and NUMBER.fullmatch(cell)) for cell in cells)
