"""합치기: many reports become one, with everybody who supports any of them counted once."""

from dataclasses import dataclass, field

from civic.issues.listing.columns import last_rows, read_columns
from civic.issues.merging import Merge, merge_many, unmerge_many
from civic.issues.models import Issue
from civic.triage.acts.act import Act, Refused
from civic.triage.acts.status import TAKEN_BACK


@dataclass
class MergeMany(Act):
    """target_id: the report they become; None: the chosen one with the most supports."""

    kind = "merge"
    target_id: int | None = None
    reason: str = ""
    target: Issue | None = field(default=None, init=False)

    @property
    def details(self):
        return {"target_id": self.target_id, "reason": self.reason}

    def prepare(self, round, rows):
        if self.target_id is None:
            free = [row for row in rows.values() if super(MergeMany, self).refuses(row) is None]
            if len(free) < 2:
                raise Refused("target", "one_alone")
            best = max(free, key=lambda row: (row.supports_count, -row.id))
            self.target_id = best.id
        held = Issue.held([self.target_id])
        self.target = held[0] if held and held[0].round_id == round.id else None
        if self.target is None or not self.target.listed:
            raise Refused("target", "no_target")

    def refuses(self, row):
        return super().refuses(row) or ("target" if row.id == self.target_id else None)

    @classmethod
    def read(cls, ids):
        merges = last_rows(Merge, ids, Merge.undone_at.is_(None))
        facts = read_columns(Issue, ids, "merged_into_id", "status")
        return {id: fact | {"merge": merges[id]} for id, fact in facts.items()}

    def write(self, round_id, rows, planner):
        statuses = {row.id: row.status for row in rows}
        merge_many(Issue, statuses, self.target, planner, self.reason)

    @classmethod
    def revert(cls, round_id, before, planner):
        unmerge_many(Issue, round_id, list(before), planner, TAKEN_BACK)
