"""The solution an address names."""

from flask import abort, g

from civic.db import db
from civic.solutions.models import Solution
from civic.solutions.rules import LARGEST_ID
from civic.web.access import OFFICE, roles_here


class Hidden(Exception):
    """A planner hid this solution for a reason that is said, or its proposer took it back."""


def find_solution(solution_id: int) -> Solution:
    """A solution of this round. Raises: 404; Hidden unless a planner asks."""
    if solution_id > LARGEST_ID:
        abort(404)
    query = db.select(Solution).filter_by(id=solution_id, round_id=g.round.id)
    solution = db.first_or_404(query)
    if solution.hidden_at and not roles_here() & OFFICE:
        raise Hidden(solution)
    return solution
