"""Who took part, for everybody: a page with a map, and the same numbers as JSON and CSV."""

from flask import Blueprint, Response, g, jsonify, render_template
from flask_babel import force_locale, get_locale
from markupsafe import Markup

from civic.db import now
from civic.documents.csv_cells import write_csv
from civic.meetings.figures import figures_of
from civic.participation.counting import shown_participation
from civic.participation.rows import csv_rows
from civic.places.population.labels import band_words
from civic.rounds.models import Round
from civic.unchanged import WhileUnchanged

bp = Blueprint("participation", __name__, url_prefix="/<municipality>/<int:round_number>/voices")


# Of a round, in a language: as of a minute, for meetings begin by the clock.
_drawn: WhileUnchanged[Markup] = WhileUnchanged(100)


@bp.get("/")
def show():
    minute = now().replace(second=0, microsecond=0)
    drawn = _drawn.get((g.round.id, str(get_locale()), minute), lambda: _draw(g.round))
    return render_template("participation/show.html", drawn=drawn)


def _draw(round: Round) -> Markup:
    participation, counted_at = shown_participation(round)
    known = {"participation": participation, "counted_at": counted_at, "band_words": band_words}
    page = render_template("participation/_main.html", **known, figures=figures_of(round))
    return Markup(page)


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
