"""확인: the office has read these reports; nothing else changes."""

from civic.triage.acts.act import Act


class Looked(Act):
    kind = "looked"

    @classmethod
    def read(cls, ids):
        return {id: {} for id in ids}

    def write(self, round_id, rows, planner):
        """Being noted is all."""

    @classmethod
    def revert(cls, round_id, before, planner):
        """Not being noted any more is all."""
