"""What residents wish for, read once for the targets, the rows and the counts of a snapshot."""

from dataclasses import dataclass

from sqlalchemy import func, select

from civic.db import db
from civic.participation.participants import residents_preferences, unproven_preferences
from civic.rounds.models import Round
from civic.targets.agreement import Agreement, agreement
from civic.targets.models import Preference

Values = dict[int, list[float]]  # of an indicator, smallest first


@dataclass(frozen=True)
class Wishes:
    """counted: by residents whose wishes the round counts; unproven: those told beside them. Whose
    each was is not kept. wishers: how many people told one for each indicator and for none with a
    smaller number."""

    counted: Values
    unproven: Values
    wishers: list[list[int]]

    @classmethod
    def of(cls, round: Round) -> "Wishes":
        counted = _values(residents_preferences, round)
        unproven = _values(unproven_preferences, round)
        return cls(counted, unproven, _wishers(round))

    def agreed(self) -> dict[int, Agreement]:
        return {id: agreement(values) for id, values in self.counted.items()}

    def agreed_beside(self) -> dict[int, Agreement]:
        return {id: agreement(values) for id, values in self.unproven.items()}

    def row_sets(self) -> dict[str, dict]:
        return {
            "wishes": _rows(self.counted),
            "unproven_wishes": _rows(self.unproven),
            "wishers": {"columns": ["indicator", "people"], "rows": self.wishers},
        }

    def counts(self) -> dict[str, int]:
        return {
            "preferences": sum(map(len, self.counted.values())),
            "unproven_preferences": sum(map(len, self.unproven.values())),
            "wishers": sum(people for _indicator, people in self.wishers),
        }


def _values(whose, round: Round) -> Values:
    columns = Preference.indicator_id, Preference.value
    query = whose(select(*columns, func.count()), round).group_by(*columns).order_by(*columns)
    values: Values = {}
    # Equal ones are asked for once: of a large round there are a hundred thousand.
    for id, value, number in db.session.execute(query):
        values.setdefault(id, []).extend([value] * number)
    return values


def _rows(values: Values) -> dict:
    rows = [[id, value] for id, each in values.items() for value in each]
    return {"columns": ["indicator", "value"], "rows": rows}


def _wishers(round: Round) -> list[list[int]]:
    asked = residents_preferences(
        select(Preference.person_id, Preference.indicator_id), round
    ).subquery()
    least = func.min(asked.c.indicator_id).label("first")
    firsts = select(least).group_by(asked.c.person_id).subquery()
    query = select(firsts.c.first, func.count()).group_by(firsts.c.first).order_by(firsts.c.first)
    return [[first, people] for first, people in db.session.execute(query)]
