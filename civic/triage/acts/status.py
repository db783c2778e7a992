"""처리 상태 and 이송: one decision for many reports, with the sentence their reporters read."""

from dataclasses import dataclass

from civic.issues.listing.columns import read_columns
from civic.issues.models import Issue
from civic.issues.status import (
    NEEDS_REASON,
    SETTABLE,
    change_status_of_many,
    last_steps,
    take_back_status_of_many,
)
from civic.triage.acts.act import Act, Refused

TAKEN_BACK = "담당자가 바꾼 것을 되돌렸어요."


class OneStatus(Act):
    """Acts whose fact is the status and the step of the timeline that set it."""

    @classmethod
    def read(cls, ids):
        steps = last_steps(ids)
        facts = read_columns(Issue, ids, "status")
        return {id: fact | {"step": steps[id]} for id, fact in facts.items()}

    @classmethod
    def revert(cls, round_id, before, planner):
        statuses = {id: fact["status"] for id, fact in before.items()}
        take_back_status_of_many(Issue, statuses, planner, TAKEN_BACK)


@dataclass(frozen=True)
class Status(OneStatus):
    kind = "status"
    status: str
    reason: str = ""

    @property
    def details(self):
        return {"status": self.status, "reason": self.reason}

    def prepare(self, round, rows):
        if self.status not in SETTABLE:
            raise Refused("status", "no_status")
        if self.status in NEEDS_REASON and not self.reason:
            raise Refused("reason", "no_reason")

    def write(self, round_id, rows, planner):
        statuses = {row.id: self.status for row in rows}
        change_status_of_many(Issue, statuses, planner, self.reason)


@dataclass(frozen=True)
class Transfer(OneStatus):
    """이송. agency: whose it is to solve; reason: the public sentence."""

    kind = "transfer"
    agency: str
    reason: str

    @property
    def details(self):
        return {"agency": self.agency, "reason": self.reason}

    def prepare(self, round, rows):
        if not self.agency:
            raise Refused("agency", "no_agency")
        if not self.reason:
            raise Refused("reason", "no_reason")

    def write(self, round_id, rows, planner):
        statuses = {row.id: "transferred" for row in rows}
        change_status_of_many(Issue, statuses, planner, self.reason, self.agency)
