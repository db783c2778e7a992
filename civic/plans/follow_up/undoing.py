"""How participation goes on, as it is taken back: activities, targets by year and columns, each
saved whole."""

from civic.db import db
from civic.people.models import Person
from civic.plans.follow_up.models import FollowUp
from civic.rounds.edits.kinds import Kind, Units
from civic.rounds.models import Round
from civic.targets.models import Indicator

ACTIVITY = ("kind", "what", "timing", "host", "people", "way_back")


class FollowedUp(Kind):
    code = "follow_up"

    def read(self, round: Round) -> Units:
        saved = _saved(round) or FollowUp()
        return {
            "activities": [
                {name: getattr(row, name) for name in ACTIVITY} for row in saved.activities
            ],
            "yearly": [[row.indicator_id, row.year, row.value] for row in saved.yearly],
            "columns": [
                [column.title, [[note.indicator_id, note.words] for note in column.notes]]
                for column in saved.columns
            ],
        }

    def write(self, round: Round, units: Units, planner: Person) -> None:
        whole = self.read(round) | units
        there = set(db.session.scalars(db.select(Indicator.id)))
        yearly: dict[int, list[float]] = {}
        for id, _year, value in whole["yearly"]:
            if id in there:
                yearly.setdefault(id, []).append(value)
        columns = [
            (title, {id: words for id, words in notes if id in there})
            for title, notes in whole["columns"]
        ]
        saved = _saved(round)
        FollowUp.save(
            *(round, planner, saved.revision if saved else 0),
            activities=whole["activities"],
            yearly=yearly,
            columns=columns,
        )

    def subject(self, unit: str) -> str:
        return "follow_up"


def _saved(round: Round) -> FollowUp | None:
    query = db.select(FollowUp).filter_by(round_id=round.id)
    return db.session.scalar(query, execution_options={"populate_existing": True})
