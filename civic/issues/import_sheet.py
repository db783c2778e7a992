"""Sheet: an uploaded file being read, while nobody waits for the database."""

from dataclasses import dataclass

from civic.db import now
from civic.issues import search_index
from civic.issues.importing import Checked, Place, Plan, check
from civic.issues.upkeep import found_by
from civic.places.tables import unpack


@dataclass(frozen=True)
class Sheet:
    """A file and all that reading it takes: no database is asked meanwhile."""

    data: bytes  # as civic/places/tables.py packs it
    plan: Plan
    place: Place
    names: dict[int, str]  # of the districts, by id
    map_version: int
    round_id: int

    def check(self) -> Checked:
        """Read every row."""
        return check(unpack(self.data), self.plan, self.place, now())

    def read(self) -> "Read":
        """Read every row, and work out what search will find it by."""
        checked = self.check()
        entries = {
            row.external_id: search_index.entry(
                self.round_id, found_by(row, self.names.get(row.district_id, ""))
            )
            for row in checked.complaints
        }
        return Read(self, checked, entries)


@dataclass(frozen=True)
class Read:
    """A sheet that was read. entries: external_id → what the search index keeps for the row."""

    sheet: Sheet
    checked: Checked
    entries: dict[str, str]
