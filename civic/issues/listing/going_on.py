"""A report that its round left undecided goes on in the city's next round, until the city decides.
What files brought was promised none. The report stays of its round: its address, its number and
that round's figures are as they were. What is done to it since is of the round that goes on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Index, text
from sqlalchemy.orm import InstrumentedAttribute

from civic.issues.listing.listed import Listed
from civic.issues.rules import UNDECIDED
from civic.rounds.models import Round

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

SINCE = "carried_into_id IS NOT NULL"


def index_since(column: InstrumentedAttribute) -> Index:
    """Of acts that know the later round they were given in: those alone, few among millions."""
    name = f"ix_{column.class_.__tablename__}_{column.key}"
    return Index(name, column, sqlite_where=text(SINCE), postgresql_where=text(SINCE))


class GoesOn(Listed):
    """An issue knows the round it is acted on in."""

    if TYPE_CHECKING:
        status: Mapped[str]
        import_id: Mapped[int | None]

    def goes_on_in(self) -> Round | None:
        """The round that goes on with it; None where it was decided, or its own still runs."""
        is_waiting = self.status in UNDECIDED and self.listed and self.import_id is None
        if not is_waiting or not _is_over(self.round):
            return None
        heir = _heir(Round.of_city(self.round.municipality))
        return heir if heir is not None and heir.number > self.round.number else None

    def acting_round(self) -> Round:
        """The round whose phases say what may be done to it now."""
        return self.goes_on_in() or self.round


def rounds_before(round: Round) -> list[int]:
    """The ids of the finished rounds that a round goes on with; none unless it is the one to."""
    if round.number == 1:
        return []
    rounds = Round.of_city(round.municipality)
    if _heir(rounds) != round:
        return []
    return [each.id for each in rounds if each.number < round.number and _is_over(each)]


def _heir(rounds: Sequence[Round]) -> Round | None:
    """The newest round that has a calendar and is not over. rounds: the newest first."""
    return next((round for round in rounds if round.phases and not _is_over(round)), None)


def _is_over(round: Round) -> bool:
    return round.standing().moment == "over"
