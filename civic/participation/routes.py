"""Who took part, for everybody: a page with a map, and the same numbers as JSON and CSV."""

import json
from collections import OrderedDict
from datetime import datetime
from functools import partial

from flask import Blueprint, Response, g, jsonify, render_template
from flask_babel import force_locale, get_locale
from markupsafe import Markup

from civic.db import now
from civic.documents.csv_cells import write_csv
from civic.meetings.figures import MeetingFigures, figures_of
from civic.participation.counting import shown_participation
from civic.participation.rows import csv_rows
from civic.places.population.labels import band_words
from civic.rounds.models import Round
from civic.unchanged import WhileUnchanged

bp = Blueprint("participation", __name__, url_prefix="/<municipality>/<int:round_number>/voices")


# What is shown, by what it is shown of: most commits change none of its numbers.
MOST_DRAWN = 200
_drawn: OrderedDict[tuple, Markup] = OrderedDict()
# Of a round, as of a minute, for meetings begin by the clock: its numbers.
_figures: WhileUnchanged[tuple] = WhileUnchanged(100)


@bp.get("/")
def show():
    minute = now().replace(second=0, microsecond=0)
    known = _figures.get((g.round.id, str(get_locale()), minute), lambda: _figures_of(g.round))
    return render_template("participation/show.html", drawn=_draw(g.round, *known))


def _figures_of(round: Round) -> tuple[dict, datetime | None, MeetingFigures]:
    return (*shown_participation(round), figures_of(round))


def _draw(round: Round, participation: dict, counted_at, figures: MeetingFigures) -> Markup:
    place, participation = round.municipality, _named(participation, round)
    about = (round.id, str(get_locale()), place.map_version, place.name, place.boundary_source)
    shown = json.dumps(participation, ensure_ascii=False), json.dumps(figures.as_json())
    key = (*about, *shown, counted_at)
    if key not in _drawn:
        known = {"participation": participation, "counted_at": counted_at, "figures": figures}
        page = render_template("participation/_main.html", **known, band_words=band_words)
        _drawn[key] = Markup(page)
        while len(_drawn) > MOST_DRAWN:
            _drawn.popitem(last=False)
    return _drawn[key]


def _named(participation: dict, round: Round) -> dict:
    """The same with the districts' names as the reader can read them."""
    called = partial(round.municipality.called_in, str(get_locale()))
    lists = {key: [called(name) for name in participation[key]] for key in ("silent", "hidden")}
    rows = [row | {"name": called(row["name"])} for row in participation["districts"]]
    return participation | lists | {"districts": rows}


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
