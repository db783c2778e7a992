"""가리기: many reports out of every list, with one public reason."""

from dataclasses import dataclass
from datetime import datetime

from civic.db import now
from civic.issues.hiding import hide_many
from civic.issues.listing.columns import read_columns
from civic.issues.models import Issue
from civic.triage.acts.act import Act, Refused


@dataclass(frozen=True)
class Hide(Act):
    kind = "hide"
    reason: str

    @property
    def details(self):
        return {"reason": self.reason}

    def prepare(self, round, rows):
        if not self.reason:
            raise Refused("reason", "no_reason")

    def refuses(self, row):
        return "hidden" if row.hidden_at is not None else None

    @classmethod
    def read(cls, ids):
        facts = read_columns(Issue, ids, "hidden_at", "hidden_reason")
        for fact in facts.values():
            fact["hidden_at"] = fact["hidden_at"] and fact["hidden_at"].isoformat()
        return facts

    def write(self, round_id, rows, planner):
        at = now()
        hide_many(Issue, round_id, {row.id: (at, self.reason) for row in rows})

    @classmethod
    def revert(cls, round_id, before, planner):
        hidden = {
            id: (_moment(fact["hidden_at"]), fact["hidden_reason"]) for id, fact in before.items()
        }
        hide_many(Issue, round_id, hidden)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
