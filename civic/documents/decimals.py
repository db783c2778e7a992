"""Numbers that are read beside each other have as many decimals as the longest of them. Pure."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from civic.documents.model import Fact, Text
from civic.documents.numbers import amount

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_ALONE = re.compile(r"\d[\d,]*(?:\.\d+)?")  # a cell that is a number without a source
_OF_INDICATOR = re.compile(r"indicator\.(.+)\.(?:baseline|target|lower|median|upper)$")
_OF_CASE = re.compile(r"case\.(.+)\.(?:before|after)$")
WON = "원"  # amounts that tell their own unit, 억 or 만, are read each by itself
PERCENT = "%"
Cell = tuple[Text, ...]
Kin = Callable[[str | Fact, int, int], Hashable]


def alike(values: Iterable[float | None], otherwise: str = "?") -> list[str]:
    """Each as amount() writes it, all with as many decimals. otherwise: for what is not known."""
    words = [otherwise if value is None else amount(value) for value in values]
    most = max(map(_places, words), default=0)
    return [each if each == otherwise else _longer(each, most) for each in words]


def places_of(facts: Iterable[Fact]) -> int:
    """Decimals of the longest."""
    return max((_places(fact.text) for fact in facts), default=0)


def even_cells(rows: Sequence[Cell], is_money: bool = False) -> tuple[Cell, ...]:
    """A table's: those of an indicator or of a case, each year's of a row, all shares, else those
    of a column with the same unit. is_money: all of its amounts are in one unit, and alike."""
    counted = {
        x for row in rows for x, cell in enumerate(row)
        if any(isinstance(p, Fact) and not _unit(p) for p in cell)
    }  # fmt: skip
    lasting = {
        n for n, row in enumerate(rows)
        if any(isinstance(p, Fact) and p.id.startswith("yearly.") for cell in row for p in cell)
    }  # fmt: skip

    def kin(piece: str | Fact, row: int, column: int) -> Hashable:
        if isinstance(piece, str):  # a rank or a year stays as it is
            if column not in counted:
                return None
            return "money" if is_money else ("column", column, "")
        if piece.id.startswith("yearly."):
            return "row", row
        if match := _OF_INDICATOR.match(piece.id):
            return ("row", row) if row in lasting else ("indicator", match[1])
        if match := _OF_CASE.match(piece.id):
            return "case", match[1]
        unit = _unit(piece)
        if unit == PERCENT:  # those of residents beside those of the population
            return PERCENT
        return "money" if is_money and not unit else ("column", column, unit)

    return tuple(_even(rows, kin))


def even_line(text: Text) -> Text:
    """A line's shares."""

    def kin(piece: str | Fact, _row: int, _column: int) -> Hashable:
        return PERCENT if isinstance(piece, Fact) and _unit(piece) == PERCENT else None

    ((line,),) = _even([(text,)], kin)
    return line


def _even(rows: Sequence[Cell], kin: Kin) -> Iterable[Cell]:
    most: dict[Hashable, int] = {}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            for piece in cell:
                if _is_number(piece, cell) and (key := kin(piece, y, x)) is not None:
                    most[key] = max(most.get(key, 0), _places(_words(piece)))
    for y, row in enumerate(rows):
        yield tuple(
            tuple(
                _set(piece, most.get(kin(piece, y, x), 0)) if _is_number(piece, cell) else piece
                for piece in cell
            )
            for x, cell in enumerate(row)
        )


def _is_number(piece: str | Fact, cell: Text) -> bool:
    if isinstance(piece, str):
        return len(cell) == 1 and bool(_ALONE.fullmatch(piece))
    return not isinstance(piece.value, str) and WON not in piece.text


def _words(piece: str | Fact) -> str:
    return piece if isinstance(piece, str) else piece.text


def _unit(fact: Fact) -> str:
    return _NUMBER.sub("", fact.text, count=1)


def _places(words: str) -> int:
    match = _NUMBER.search(words)
    return len(match[1] or "") if match else 0


def _longer(words: str, places: int) -> str:
    """With zeros behind the number, up to so many decimals."""
    match = _NUMBER.search(words)
    missing = places - len(match[1] or "") if match else 0
    if not match or missing <= 0:
        return words
    zeros = ("" if match[1] else ".") + "0" * missing
    return words[: match.end()] + zeros + words[match.end() :]


def _set(piece: str | Fact, places: int) -> str | Fact:
    longer = _longer(_words(piece), places)
    if isinstance(piece, str):
        return longer
    return piece if longer == piece.text else replace(piece, text=longer)
