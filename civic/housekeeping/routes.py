"""The operator's page: what the program promised to do by itself, and what is overdue."""

from flask import Blueprint, render_template

from civic.housekeeping.labels import LABELS, OWED
from civic.housekeeping.report import report
from civic.roles import OPERATOR
from civic.web.access import roles_here

bp = Blueprint("housekeeping", __name__, url_prefix="/housekeeping")


@bp.get("/")
def show():
    return render_template("housekeeping/show.html", report=report(), LABELS=LABELS, OWED=OWED)


@bp.app_template_global()
def overdue_for_operator():
    """The report for an operator while something is wrong; None for anybody else."""
    state = report() if OPERATOR in roles_here() else None
    return None if state is None or state.is_well else state
