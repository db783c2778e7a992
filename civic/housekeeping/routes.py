"""The operator's page: what the program promised to do by itself, and what is overdue."""

from flask import Blueprint, render_template
from flask_login import current_user

from civic.housekeeping.labels import LABELS, OWED
from civic.housekeeping.report import report
from civic.roles import OPERATOR

bp = Blueprint("housekeeping", __name__, url_prefix="/housekeeping")


@bp.get("/")
def show():
    return render_template("housekeeping/show.html", report=report(), LABELS=LABELS, OWED=OWED)


@bp.app_template_global()
def overdue_for_operator():
    """The report for an operator while something is wrong; None for anybody else."""
    is_operator = current_user.is_authenticated and any(
        role.name == OPERATOR for role in current_user.roles
    )
    state = report() if is_operator else None
    return None if state is None or state.is_well else state
