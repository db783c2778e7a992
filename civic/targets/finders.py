"""The indicator an address names, and the solution one is added to."""

from flask import g

from civic.db import db
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.web.access import OFFICE, roles_here


def find_indicator(indicator_id) -> Indicator:
    """An indicator of this round. Raises: 404, also while its solution is hidden from readers."""
    query = db.select(Indicator).join(Indicator.solution).where(Indicator.id == indicator_id)
    query = query.where(Solution.round_id == g.round.id)
    if not roles_here() & OFFICE:
        query = query.where(Solution.hidden_at.is_(None))
    return db.first_or_404(query)


def find_solution(solution_id) -> Solution:
    return db.first_or_404(db.select(Solution).filter_by(id=solution_id, round_id=g.round.id))
