"""읍면동: the district of many, with words for the place if they are given; what was said is kept.

Where a report has a pin, the pin says in which district it lies: such a report is corrected on its
own page, by moving the pin.
"""

from dataclasses import dataclass

from civic.issues.correction import FIELDS, IssueCorrection, standing
from civic.issues.listing.columns import last_rows, read_columns
from civic.issues.models import Issue
from civic.triage.acts.act import Act


@dataclass(frozen=True)
class PlaceMany(Act):
    kind = "place"
    district_id: int
    place: str = ""

    @property
    def details(self):
        return {"district_id": self.district_id, "place": self.place}

    def refuses(self, row):
        has_other_pin = row.lat is not None and row.district_id != self.district_id
        return super().refuses(row) or ("pinned" if has_other_pin else None)

    @classmethod
    def read(cls, ids):
        corrections = last_rows(IssueCorrection, ids, *standing("place"))
        facts = read_columns(Issue, ids, *FIELDS["place"])
        return {id: fact | {"correction": corrections[id]} for id, fact in facts.items()}

    def write(self, round_id, rows, planner):
        values = {
            row.id: {"district_id": self.district_id, "place": self.place or row.place}
            | {"lat": row.lat, "lon": row.lon}
            for row in rows
        }
        Issue.correct_many(round_id, "place", values, planner)

    @classmethod
    def revert(cls, round_id, before, planner):
        values = {id: {name: fact[name] for name in FIELDS["place"]} for id, fact in before.items()}
        Issue.take_back_corrections(round_id, "place", values)
