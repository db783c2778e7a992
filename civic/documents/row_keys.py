"""Names for the rows of a table that hold from one version to the next. Pure."""

from collections import Counter

from civic.documents.canonical import fingerprint
from civic.documents.model import Fact, Table, Text, plain

LONGEST = 80


def row_keys(table: Table) -> list[str]:
    """A key for each row, all different: what its figures are about (issue.12), else its first
    cell, else its first two; repeated ones are numbered. At most 80 letters."""
    for named in (_subject, _first, _first_two):
        keys = [named(row) for row in table.cells]
        if all(keys) and len(set(keys)) == len(keys):
            return [_short(key) for key in keys]
    seen: Counter[str] = Counter()
    numbered = []
    for row in table.cells:
        key = _short(_first_two(row))[: LONGEST - 8]
        seen[key] += 1
        numbered.append(f"{key}#{seen[key]}")
    return numbered


def row_text(row: tuple[Text, ...]) -> str:
    """A row's words on one line."""
    return " · ".join(filter(None, (plain(cell).strip() for cell in row)))


def _subject(row: tuple[Text, ...]) -> str:
    facts = [piece for cell in row for piece in cell if isinstance(piece, Fact)]
    return facts[0].id.rpartition(".")[0] if facts else ""


def _first(row: tuple[Text, ...]) -> str:
    return plain(row[0]).strip()


def _first_two(row: tuple[Text, ...]) -> str:
    return row_text(row[:2])


def _short(key: str) -> str:
    return key if len(key) <= LONGEST else fingerprint(key.encode())
