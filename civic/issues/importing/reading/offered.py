"""Columns that later features take of a file, beside those of an issue itself. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class OfferedColumn:
    """field: its code. names: what a column goes by, the likeliest first. of_people: its cells name
    people, who are not those the rows are of. is_long: its cells may have paragraphs. read: what a
    cell says of which field, where it may say more than one."""

    field: str
    names: str
    of_people: bool = False
    is_long: bool = False
    read: Callable[[str], Mapping[str, str]] | None = None

    def parts(self, cell: str) -> Mapping[str, str]:
        """Field → what a cell says of it."""
        return {self.field: cell} if self.read is None else self.read(cell)

    def own(self, cell: str) -> str:
        """What a cell says of this field alone."""
        return self.parts(cell).get(self.field, "")


# field → its column, in the order they are looked for. Filled by civic/issues/importing/offering.
OFFERED: dict[str, OfferedColumn] = {}
