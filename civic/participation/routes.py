"""Who took part, for everybody: a page with a map, and the same numbers as JSON and CSV."""

from flask import Blueprint, Response, g, jsonify, render_template
from flask_babel import force_locale

from civic.documents.csv_cells import write_csv
from civic.meetings.figures import figures_of
from civic.participation.counting import shown_participation
from civic.participation.rows import csv_rows

bp = Blueprint("participation", __name__, url_prefix="/<municipality>/<int:round_number>/voices")


@bp.get("/")
def show():
    participation, counted_at = shown_participation(g.round)
    return render_template(
        "participation/show.html",
        participation=participation,
        counted_at=counted_at,
        figures=figures_of(g.round),
    )


@bp.get(".json")
def as_json():
    with force_locale("ko"):
        participation, _counted_at = shown_participation(g.round)
        return jsonify(participation | {"meetings": figures_of(g.round).as_json()})


@bp.get(".csv")
def as_csv():
    with force_locale("ko"):
        participation, _counted_at = shown_participation(g.round)
        header, *rows = csv_rows(participation, figures_of(g.round).as_json())
    return Response(write_csv(header, rows), mimetype="text/csv")
