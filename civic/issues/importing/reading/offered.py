"""Columns that later features take of a file, beside those of an issue itself. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OfferedColumn:
    """field: its code. names: what a column goes by, the likeliest first. of_people: its cells name
    people, who are not those the rows are of. is_long: its cells may have paragraphs."""

    field: str
    names: str
    of_people: bool = False
    is_long: bool = False


# field → its column, in the order they are looked for. Filled by civic/issues/importing/offering.
OFFERED: dict[str, OfferedColumn] = {}
