"""The blueprint of solution pages: what templates may call, and its refusals in words."""

from flask import Blueprint, abort, g
from flask_babel import gettext as _

from civic.db import db
from civic.roles import OFFICE
from civic.solutions import rules
from civic.solutions.models import Solution, solutions_by, solutions_of
from civic.solutions.statuses import (
    SOLUTION_ACTS,
    SOLUTION_FIELDS,
    SOLUTION_STATUSES,
    shown_title,
)
from civic.web.access import roles_here
from civic.web.errors import refuse
from civic.web.filters import won

bp = Blueprint("solutions", __name__, url_prefix="/<municipality>/<int:round_number>/solutions")
bp.add_app_template_global(SOLUTION_STATUSES, "SOLUTION_STATUSES")
bp.add_app_template_global(SOLUTION_ACTS, "SOLUTION_ACTS")
bp.add_app_template_global(SOLUTION_FIELDS, "SOLUTION_FIELDS")
bp.add_app_template_global(shown_title, "shown_title")
bp.add_app_template_filter(shown_title, "shown_title")
bp.add_app_template_global(solutions_of, "solutions_of")
bp.add_app_template_global(solutions_by, "solutions_by")


class Hidden(Exception):
    """A planner hid this solution for a reason that is said, or its proposer took it back."""


def find_solution(solution_id: int) -> Solution:
    """A solution of this round. Raises: 404; Hidden unless a planner asks."""
    if solution_id > rules.LARGEST_ID:
        abort(404)
    query = db.select(Solution).filter_by(id=solution_id, round_id=g.round.id)
    solution = db.first_or_404(query)
    if solution.hidden_at and not roles_here() & OFFICE:
        raise Hidden(solution)
    return solution


@bp.errorhandler(rules.BallotClosedToChange)
def ballot_closed(_error):
    return refuse(_("투표가 시작된 뒤에는 투표 대상을 바꿀 수 없어요."), 409)


@bp.errorhandler(rules.NotToBeChanged)
def not_to_be_changed(_error):
    return refuse(
        _("제안한 사람이 제안을 받는 동안, 투표 대상이 되기 전까지만 고치거나 거둘 수 있어요."), 409
    )


@bp.errorhandler(rules.NoSuchComment)
def no_such_comment(_error):
    return refuse(_("답하려는 의견이 없어요. 새로 고친 뒤 다시 시도해 주세요."), 404)


@bp.errorhandler(rules.IssuesDoNotFit)
def issues_do_not_fit(_error):
    return refuse(_("고른 문제가 그 사이에 가려지거나 합쳐졌어요. 다시 골라 주세요."), 409)


@bp.errorhandler(rules.CostOutOfRange)
def cost_out_of_range(error):
    return refuse(_("드는 돈은 %(most)s까지 적을 수 있어요.", most=won(error.highest)), 422)


@bp.errorhandler(Hidden)
def hidden(error):
    (solution,) = error.args
    if solution.withdrawn_at:
        return refuse(_("제안한 사람이 거둔 해결방안이에요."), 410)
    reason = solution.hidden_reason or _("이유가 적혀 있지 않아요.")
    return refuse(_("담당자가 가린 해결방안이에요. 이유: %(reason)s", reason=reason), 410)
