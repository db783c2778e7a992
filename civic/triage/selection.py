"""Which issues an act is about: those that were ticked, or all that match the filter."""

from dataclasses import dataclass

from civic.rounds.models import Round
from civic.triage.filters import DeskFilters
from civic.triage.matching import ids_found


@dataclass(frozen=True)
class Selection:
    """What the planner saw when they decided: the issues, and the round's office_revision then.

    ids: the ticked ones. filters: instead of ids, all that match and were there: upto is the receipt number
    that was next.
    """

    seen: int
    ids: tuple[int, ...] = ()
    filters: DeskFilters | None = None
    upto: int = 0

    def ids_of(self, round: Round) -> list[int]:
        if self.filters is None:
            return list(self.ids)
        return ids_found(round, self.filters, self.upto)
