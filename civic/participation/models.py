"""ParticipantsCounted: who took part in a large round, counted beforehand by the worker."""

from collections import Counter
from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, UtcDateTime, db, insert, now
from civic.participation.representation import Participant
from civic.rounds.models import Round


class ParticipantsCounted(Model):
    """people: [[code of the district, age band, voted, number of people]], as participants.py
    counts them; nothing of it is published but by representation(), which hides small numbers."""

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    people: Mapped[list] = mapped_column(JSON)

    @classmethod
    def of(cls, round: Round) -> "ParticipantsCounted | None":
        return db.session.get(cls, round.id)

    @classmethod
    def keep(cls, round_id: int, people: Counter[Participant]) -> None:
        """In place of the earlier one."""
        rows = sorted([who.district, who.band, who.voted, n] for who, n in people.items())
        values = {"counted_at": now(), "people": rows}
        row = insert(cls).values(round_id=round_id, **values)
        db.session.execute(row.on_conflict_do_update(index_elements=["round_id"], set_=values))

    def counter(self) -> Counter[Participant]:
        return Counter({Participant(*who): n for *who, n in self.people})
