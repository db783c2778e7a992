"""The open-data API at /api/v1, its description, and the page that explains it at /api/."""

import re

import msgspec
from flask import Blueprint, abort, current_app, g, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _

from civic.db import db, writing
from civic.documents.csv_cells import write_csv
from civic.open_data.api import issue_pages, openapi, queries, resources, shapes, tables
from civic.open_data.api.asking import BadQuery, read_query
from civic.open_data.api.bundle import LICENCE
from civic.open_data.api.bundle_mark import mark_of
from civic.open_data.api.bundle_work import BUNDLES
from civic.open_data.api.data_sets import data_sets_of_all
from civic.open_data.api.examples import examples
from civic.open_data.api.models import RoundBundle
from civic.open_data.api.operations import OPERATIONS, Operation
from civic.open_data.for_programs import serve_programs
from civic.open_data.labels import ERRORS
from civic.open_data.whose import limited_reading
from civic.participation.rows import csv_rows
from civic.rounds.models import Round
from civic.web.addresses import answered_address

bp = Blueprint("api", __name__, url_prefix="/api")
v1 = Blueprint("v1", __name__, url_prefix="/v1")
TRAILING = re.compile(r"[ \t]+(?=\n)")  # left where a line of a template holds nothing
AGAIN_S = 5  # until a bundle that is being made is asked for again
bp.record_once(BUNDLES.take_from_queue)


def serves(name: str):
    """The route of an operation, at the path that the description gives."""
    return lambda view: v1.get(OPERATIONS[name].path, endpoint=name)(limited_reading(view))


@bp.get("/")
def docs():
    """What there is, with an example of each that can be pressed."""
    round = _example_round()
    frame = round and answered_address(
        "open_data.embeds.frame", view="list", **resources.here(round)
    )
    page = render_template(
        "open_data/api/docs.html",
        operations=OPERATIONS.values(),
        examples=examples(round),
        frame=frame,
        frame_script=answered_address("open_data.embeds.script"),
        address_of=openapi.address_of,
        base=_base(),
    )
    return TRAILING.sub("", page)


@v1.get("/openapi.json")
@limited_reading
def description():
    licence = {"name": LICENCE["title"], "url": LICENCE["path"]}
    return _json(openapi.described(_base(), licence))


@serves("cities")
def cities():
    return _list("cities", resources.cities())


@serves("city")
def city():
    return _json(resources.city(g.municipality))


@serves("catalogue")
def catalogue():
    return _list("catalogue", resources.catalogue(g.municipality))


@serves("rounds")
def rounds():
    return _list("rounds", resources.rounds(g.municipality))


@serves("round")
def show_round():
    return _json(resources.describe_round(g.round))


@serves("issues")
def issues():
    operation = OPERATIONS["issues"]
    query = read_query(request.query_string, queries.IssueQuery)
    rows, following = issue_pages.page_of_issues(g.round, query)
    return _rows(operation, query.format, rows, following)


@serves("issue")
def issue(issue_id):
    return _json(issue_pages.one_issue(g.round, issue_id) or abort(404))


@serves("solutions")
def solutions():
    return _list("solutions", resources.list_solutions(g.round))


@serves("result")
def result():
    query = read_query(request.query_string, queries.TableQuery)
    answer = resources.result(g.round) or abort(404)
    if query.format == "csv":
        return _table("result", tables.as_csv(shapes.Place, answer.places))
    return _json(answer)


@serves("ledger")
def ledger():
    return _list("ledger", resources.ledger(g.round))


@serves("targets")
def targets():
    return _list("targets", resources.targets(g.round))


@serves("panel")
def panel():
    with force_locale("ko"):
        return _json(resources.panel(g.round) or abort(404))


@serves("panel_files")
def panel_files():
    return _list("panel_files", resources.panel_files(g.round))


@serves("surveys")
def surveys():
    return _list("surveys", resources.surveys(g.round))


@serves("participation")
def participation():
    query = read_query(request.query_string, queries.TableQuery)
    answer = resources.participation(g.round)
    if query.format == "csv":
        header, *rows = csv_rows(answer, answer["meetings"])
        return _table("participation", write_csv(header, rows))
    return _json(answer)


@serves("bundle")
def bundle():
    """The whole round, once a worker has made it; until then, where to ask again."""
    asked = read_query(request.query_string, queries.BundleQuery)
    with force_locale("ko"):
        mark = mark_of(g.round)
    work = RoundBundle.current(g.round, mark)
    if work is None and asked.of is not None:
        work = RoundBundle.asked_for(g.round, asked.of, mark)
    if work is None or work.state in ("failed", "cancelled"):
        work = _asked_for()
    return _zip(work) if work.state == "done" else _being_made(work)


@serves("dcat")
def data_sets():
    return _json(data_sets_of_all(), "application/ld+json")


@v1.errorhandler(BadQuery)
def bad_query(error):
    return error_body(_("%(name)s 값을 읽을 수 없어요.", name=error.name), 400)


def error_body(sentence, status):
    """{status, error}: why there is no answer."""
    db.session.rollback()
    words = sentence or str(ERRORS.get(status, ERRORS[500 if status > 499 else 400]))
    g.has_error_body = True
    return current_app.make_response(({"status": status, "error": words}, status))


def _base() -> str:
    return answered_address("open_data.api.v1.description").rpartition("/")[0]


def _list(name: str, rows: list):
    """A list that a city writes: short, so that pages of it are cut from the whole."""
    query = read_query(request.query_string, queries.Query)
    first = int(query.cursor or 0)
    last = first + query.limit if query.limit else len(rows)
    following = str(last) if last < len(rows) else None
    return _rows(OPERATIONS[name], query.format, rows[first:last], following)


def _rows(operation: Operation, format: str, rows: list, following: str | None = None):
    if format == "csv":
        response = _table(operation.name, tables.as_csv(operation.answer, rows))
    elif format == "geojson":
        response = _json(tables.as_geojson(rows), operation.formats[format])
    else:
        response = _json({"items": rows, "next": following})
    if following:
        asked = (*operation.asked, "language")
        values = {name: value for name, value in request.args.items() if name in asked}
        values |= (request.view_args or {}) | {"cursor": following}
        if "municipality" in operation.path:
            values["municipality"] = g.municipality.slug
        if "round_number" in operation.path:
            values["round_number"] = g.round.number
        address = answered_address(f"open_data.api.v1.{operation.name}", **values)
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def _table(name: str, body: bytes):
    response = current_app.response_class(body, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _tagged(response)


def _json(value, media_type: str = "application/json"):
    body = msgspec.json.encode(value)
    return _tagged(current_app.response_class(body, content_type=media_type))


def _tagged(response):
    response.add_etag()
    return response.make_conditional(request)


def _asked_for() -> RoundBundle:
    round_id = g.round.id
    db.session.rollback()
    with writing():
        bundle_id = RoundBundle.ask(db.session.get_one(Round, round_id)).id
        db.session.commit()
    BUNDLES.wake(bundle_id)
    return db.session.get_one(RoundBundle, bundle_id, populate_existing=True)


def _zip(work: RoundBundle):
    response = current_app.response_class(work.made, mimetype="application/zip")
    name = f"{g.municipality.slug}-{g.round.number}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.last_modified = work.ended_at
    response.set_etag(work.mark)
    return response.make_conditional(request)


def _being_made(work: RoundBundle):
    """202: a program comes again after a while; a browser does so by itself."""
    here = resources.here(g.round)
    address = answered_address("open_data.api.v1.bundle", of=work.id, **here)
    message = _("묶음을 만들고 있어요. 잠시 뒤 이 주소에서 받아 주세요.")
    response = _json(shapes.Making(202, message, address))
    response.status_code = 202
    response.headers["Retry-After"] = str(AGAIN_S)
    response.headers["Refresh"] = f"{AGAIN_S}; url={address}"
    response.headers["Cache-Control"] = "no-store"
    return response


def _example_round() -> Round | None:
    """The oldest round there is: it has come furthest."""
    return db.session.scalar(db.select(Round).order_by(Round.id).limit(1))


serve_programs(v1, "/api/v1/", error_body)
bp.register_blueprint(v1)
