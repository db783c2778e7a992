"""The planner's dashboard: one page of pictures, and the rows of each as a file."""

from flask import Blueprint, Response, g, render_template
from flask_babel import force_locale

from civic.dashboard.forms import FilterForm
from civic.dashboard.labels import SOURCES, WHOM
from civic.dashboard.page import Dashboard
from civic.dashboard.tables import TABLES
from civic.documents.csv_cells import write_csv

bp = Blueprint(
    "dashboard", __name__, url_prefix="/<municipality>/<int:round_number>/office/dashboard"
)


@bp.get("")
def show():
    form = FilterForm()
    return render_template(
        "dashboard/show.html",
        form=form,
        filters=form.filters(),
        shown=Dashboard(g.round, form.filters()),
        tables=TABLES,
        sources=SOURCES,
        whom=WHOM,
    )


@bp.get(f"/<any({', '.join(TABLES)}):table>.csv")
def as_csv(table):
    """The rows behind a picture, under the same filters."""
    with force_locale("ko"):
        content = TABLES[table](Dashboard(g.round, FilterForm().filters()))
    headers = {"Content-Disposition": f'attachment; filename="{table}.csv"'}
    return Response(write_csv(content.header, content.rows), mimetype="text/csv", headers=headers)
