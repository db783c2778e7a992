"""The shipped catalogue of proven solutions, read from its file. Pure."""

import csv
from pathlib import Path

FILE = Path(__file__).with_name("catalogue.csv")
NUMBERS = ("before", "after")


class CatalogueBroken(ValueError):
    """A row of the catalogue can't be used; says which and why."""


def read_catalogue(path: Path = FILE) -> list[dict]:
    """Rows by column name; before and after as numbers or None.

    Raises: CatalogueBroken for a repeated key, a direction other than up and down, a value that is
    no number, or an address that is not http(s).
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [_row(line) for line in csv.DictReader(file)]
    keys = [row["key"] for row in rows]
    if len(set(keys)) != len(keys):
        raise CatalogueBroken("a key appears twice")
    return rows


def _row(line: dict) -> dict:
    try:
        row = line | {name: float(line[name]) if line[name] else None for name in NUMBERS}
    except ValueError as wrong:
        raise CatalogueBroken(f"{line['key']}: {wrong}") from wrong
    if row["direction"] not in ("up", "down"):
        raise CatalogueBroken(f"{row['key']}: direction {row['direction']!r}")
    if row["source_url"] and not row["source_url"].startswith(("https://", "http://")):
        raise CatalogueBroken(f"{row['key']}: address {row['source_url']!r}")
    return row
