"""The solution an address names."""

from flask import g
from flask_login import current_user

from civic.db import db
from civic.solutions.models import Solution
from civic.web.access import OFFICE, roles_here


class SolutionHidden(Exception):
    """A planner hid this solution for a reason that is said, or its proposer took it back."""


def find_solution(solution_id: int) -> Solution:
    """A solution of this round. Raises: 404; SolutionHidden unless a planner asks, or while it
    waits for a look who proposed it."""
    query = db.select(Solution).filter_by(id=solution_id, round_id=g.round.id)
    solution = db.first_or_404(query)
    mine = current_user.is_authenticated and solution.proposer_id == current_user.id
    if solution.hidden_at and not (roles_here() & OFFICE or (solution.waits and mine)):
        raise SolutionHidden(solution)
    return solution
