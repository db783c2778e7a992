"""Which proposals of a round wait for screening, and what was found of the others."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from civic.db import db
from civic.rounds.models import Round
from civic.solutions.changes import SolutionChange
from civic.solutions.models import Solution
from civic.solutions.screening.models import Screening


@dataclass(frozen=True)
class Screened:
    """A proposal beside its newest screening. is_revised: it was revised after that."""

    solution: Solution
    screening: Screening | None
    is_revised: bool

    @property
    def waits(self) -> bool:
        return self.screening is None or self.is_revised


def board(round: Round) -> list[Screened]:
    """Shown proposals of a round, those that wait first, in order of proposal."""
    query = _with_newest(round).order_by(Solution.number)
    rows = [
        Screened(solution, screening, screening is not None and screening.edition != edition)
        for solution, screening, edition in db.session.execute(query)
    ]
    return sorted(rows, key=lambda row: not row.waits)


def waiting_count(round: Round) -> int:
    """How many shown proposals wait for the office, until voting begins."""
    if round.vote_began:
        return 0
    query = _with_newest(round).where(Solution.status.in_(("proposed", "on_ballot")))
    waits = Screening.id.is_(None) | (Screening.edition != _edition())
    return db.session.scalars(select(func.count()).select_from(query.where(waits).subquery())).one()


def _edition():
    """As Solution.edition gives it."""
    revised = select(func.max(SolutionChange.id)).where(
        SolutionChange.solution_id == Solution.id, SolutionChange.act == "revise"
    )
    return func.coalesce(revised.scalar_subquery(), 0)


def _with_newest(round):
    any_one = aliased(Screening)
    newest = select(func.max(any_one.id)).where(any_one.solution_id == Solution.id)
    return (
        select(Solution, Screening, _edition())
        .outerjoin(Screening, Screening.id == newest.scalar_subquery())
        .where(Solution.round_id == round.id, Solution.hidden_at.is_(None))
    )
