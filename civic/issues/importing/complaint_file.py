"""ComplaintFile: an uploaded file being read, while nobody waits for the database."""

from collections import Counter
from dataclasses import dataclass, replace

from civic.db import now
from civic.issues.importing.reading.complaints import (
    Checked,
    Complaint,
    DistrictLookup,
    ReadingPlan,
)
from civic.issues.importing.reading.leftovers import LeftOut
from civic.issues.importing.reading.rows import Each, check
from civic.issues.importing.sameness import Known, find_same, find_same_number
from civic.personal_data import mask
from civic.places.tables import HeadedTable, unpack
from civic.places.tables.grid import Grid


@dataclass(frozen=True)
class ComplaintFile:
    """A file and all that reading it takes: no database is asked meanwhile."""

    grid: Grid
    table: HeadedTable
    plan: ReadingPlan
    place: DistrictLookup
    names: dict[int, str]  # of the districts, by id
    map_version: int
    known: list[Known]  # what earlier files brought into the round

    @classmethod
    def of(cls, data: bytes, is_name, plan: ReadingPlan, **about) -> "ComplaintFile":
        """data: a grid as civic/places/tables packs it."""
        grid = unpack(data)
        table = grid.table(plan.header_row, is_name, plan.header_lines)
        return cls(grid, table, plan, **about)

    def choosing(self, **chosen) -> "ComplaintFile":
        """The same file, with what was chosen at last: rows, others_too, unmasked, districts,
        answers, year and day_order of the plan."""
        return replace(self, plan=replace(self.plan, **chosen))

    def before_choosing(self) -> "ComplaintFile":
        return self.with_days_chosen().choosing(year=None, day_order="")

    def with_days_chosen(self) -> "ComplaintFile":
        """The same file with nothing chosen at last but how days are read, which tells mistakes."""
        nothing: dict = {"rows": {}, "others_too": False, "districts": {}, "answers": {}}
        return self.choosing(unmasked=frozenset(), **nothing)

    def read(self, each: Each = iter) -> "ReadFile":
        """Read every row, and tell those the round holds already from the others. each: goes
        through the rows; whoever wants to may count them."""
        checked = check(self.table, self.plan, self.place, now(), each)
        return sort_out(checked, self.plan, self.known)


@dataclass(frozen=True)
class ReadFile:
    """A file that was read. fresh: what becomes issues, in order; left_out: by row number."""

    checked: Checked
    fresh: list[Complaint]
    left_out: list[LeftOut]

    @property
    def authors(self) -> Counter[str]:
        """Who wrote what becomes issues → how many of them; "" for those of nobody known."""
        return Counter(row.author for row in self.fresh)

    @property
    def wrong_rows(self) -> int:
        return len({mistake.number for mistake in self.checked.mistakes})


def sort_out(checked: Checked, plan: ReadingPlan, known: list[Known]) -> ReadFile:
    """Which rows become issues, and why others do not."""
    same = find_same(checked.complaints, known)
    numbered = find_same_number(checked.complaints, known)
    fresh, left_out = [], list(checked.left_out)
    for row in checked.complaints:
        here, alike = same.get(row.number), numbered.get(row.number)
        taken = plan.takes(row.number, usually=here is None)
        if taken:
            fresh.append(row)
        if here is not None and not taken:
            left_out.append(LeftOut(row.number, mask(row.title[:60]), "here", here))
        elif here is None and not taken:
            left_out.append(LeftOut(row.number, mask(row.title[:60]), "chosen", alike))
        elif here is None and alike is not None:
            left_out.append(LeftOut(row.number, mask(row.title[:60]), "same_number", alike))
    return ReadFile(checked, fresh, sorted(left_out, key=lambda row: row.number))
