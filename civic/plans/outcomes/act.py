"""The act on many that lets issues follow an outcome: on record, taken back, told once."""

import uuid
from dataclasses import dataclass, field

from civic.issues.models import Issue
from civic.issues.status import change_status_of_many
from civic.plans.outcomes.rules import MOVES, stays
from civic.triage.acts.act import Refused
from civic.triage.acts.status import OneStatus


@dataclass(frozen=True)
class FollowOutcome(OneStatus):
    """move: a code of MOVES. Of one act each person hears once, however many issues they follow."""

    kind = "status"
    move: str
    status: str
    reason: str
    announcement: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def details(self):
        return {"status": self.status, "reason": self.reason, "move": self.move}

    def prepare(self, round, rows):
        if self.status not in MOVES[self.move].statuses:
            raise Refused("status", "no_status")
        if not self.reason:
            raise Refused("reason", "no_reason")

    def refuses(self, row):
        return super().refuses(row) or stays(MOVES[self.move], row.status)

    def write(self, round_id, rows, planner):
        statuses = {row.id: self.status for row in rows}
        change_status_of_many(Issue, statuses, planner, self.reason, announcement=self.announcement)
