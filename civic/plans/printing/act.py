"""계획서에 싣기: whether the plan names many reports, said at once on the desk and taken back."""

from dataclasses import dataclass
from datetime import datetime

from civic.db import db, now
from civic.plans.printing.models import IssuePrinting
from civic.triage.acts import registry
from civic.triage.acts.act import Act

NOBODY = {"printed": None, "by": None, "at": None}  # decided yet


@dataclass(frozen=True)
class Printing(Act):
    """The fact is the decision with who made it when, so that the same one made anew by a
    colleague is not taken for one's own."""

    kind = "printing"
    is_printed: bool

    @property
    def details(self):
        return {"printed": self.is_printed}

    @classmethod
    def read(cls, ids):
        rows = db.session.scalars(db.select(IssuePrinting).where(IssuePrinting.issue_id.in_(ids)))
        return dict.fromkeys(ids, NOBODY) | {
            row.issue_id: {
                "printed": row.is_printed,
                "by": row.decided_by_id,
                "at": row.decided_at.isoformat(),
            }
            for row in rows
        }

    def write(self, round_id, rows, planner):
        decision = {"is_printed": self.is_printed, "decided_by_id": planner.id, "decided_at": now()}
        IssuePrinting.replace_many([{"issue_id": row.id} | decision for row in rows])

    @classmethod
    def revert(cls, round_id, before, planner):
        undecided = [id for id, fact in before.items() if fact["printed"] is None]
        gone = db.delete(IssuePrinting).where(IssuePrinting.issue_id.in_(undecided))
        db.session.execute(gone, execution_options={"synchronize_session": False})
        IssuePrinting.replace_many(
            [
                {
                    "issue_id": id,
                    "is_printed": fact["printed"],
                    "decided_by_id": fact["by"],
                    "decided_at": datetime.fromisoformat(fact["at"]),
                }
                for id, fact in before.items()
                if fact["printed"] is not None
            ]
        )


registry.add(Printing)
