"""분야: what the reporters chose is corrected, and kept."""

from dataclasses import dataclass

from civic.issues.correction import IssueCorrection, standing
from civic.issues.listing.columns import last_rows, read_columns
from civic.issues.models import Issue
from civic.triage.acts.act import Act


@dataclass(frozen=True)
class Category(Act):
    kind = "category"
    category: str

    @property
    def details(self):
        return {"category": self.category}

    @classmethod
    def read(cls, ids):
        corrections = last_rows(IssueCorrection, ids, *standing("category"))
        facts = read_columns(Issue, ids, "category")
        return {id: fact | {"correction": corrections[id]} for id, fact in facts.items()}

    def write(self, round_id, rows, planner):
        values = {row.id: {"category": self.category} for row in rows}
        Issue.correct_many(round_id, "category", values, planner)

    @classmethod
    def revert(cls, round_id, before, planner):
        values = {id: {"category": fact["category"]} for id, fact in before.items()}
        Issue.take_back_corrections(round_id, "category", values)
