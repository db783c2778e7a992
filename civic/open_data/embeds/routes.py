"""Pages for frames of other sites, without script unless their height is asked for; the script by
which a site does, and oEmbed, by which it finds them.

Source of the latter: oembed.com, version 1.0.
"""

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, g, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from civic.db import db
from civic.issues.listing import counts
from civic.issues.models import Issue
from civic.open_data.embeds.heights import height_of
from civic.open_data.embeds.models import EmbedSite
from civic.open_data.embeds.scripts import FOR_SITES, frame_script, frame_script_source
from civic.open_data.embeds.views import OF_PAGES, VIEWS, View, width_within
from civic.open_data.open311.encodings import encoded
from civic.open_data.whose import limited_reading
from civic.rounds.models import Round
from civic.solutions.labels import shown_title
from civic.votes.seal.tally import Tally
from civic.web.addresses import answered_address
from civic.web.assets import files
from civic.web.errors import refuse
from civic.web.security import readable_elsewhere

bp = Blueprint("embeds", __name__)
NEWEST = 5
KEPT_S, SCRIPT_KEPT_S = 60, 3600


@bp.get("/<municipality>/<int:round_number>/embed/<any(list, map, result):view>")
def frame(view):
    """The newest reports, the map with what each district has, or the result. With fit=1 it tells
    the page around it how high it is."""
    known, fits = VIEWS[view], request.args.get("fit") == "1"
    script, source = (frame_script(), frame_script_source()) if fits else ("", "'none'")
    shown = {"title": known.title, "page_of": known.page, "script": script}
    page = render_template(known.template, **shown, **SHOWN[view](g.round))
    response = readable_elsewhere(current_app.make_response(page))
    origins = " ".join(EmbedSite.origins(g.municipality)) or "'none'"
    response.headers["Content-Security-Policy"] = (
        f"default-src 'self'; script-src {source}; object-src 'none'; base-uri 'none';"
        " form-action 'none';"
        f" img-src 'self' data:; frame-ancestors {origins}"
    )
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


@bp.get("/embed.js")
def script():
    """What a site includes once, so that its frames are as high as what they show."""
    response = current_app.response_class(files()[FOR_SITES].body, mimetype="text/javascript")
    response.headers["Cache-Control"] = f"public, max-age={SCRIPT_KEPT_S}"
    response.add_etag()
    return readable_elsewhere(response).make_conditional(request)


@bp.app_template_global()
def oembed_address() -> str | None:
    """Where the page at hand is described for other sites, if it has a frame."""
    endpoint = request.endpoint
    if endpoint not in OF_PAGES:
        return None
    values = (request.view_args or {}) | _here(g.round)
    site = request.host_url, current_app.config["PUBLIC_URL"]
    return _oembed_of(endpoint, tuple(values.items()), *site)


@lru_cache(maxsize=1_000)
def _oembed_of(endpoint: str, values: tuple, _host: str, _public_url: str) -> str:
    """Kept by all it is made of: every page with a frame says it in its head."""
    page = answered_address(endpoint, **dict(values))
    return answered_address("open_data.embeds.oembed", url=page)


@bp.get("/oembed")
@limited_reading
def oembed():
    """How a page of ours is shown in a frame: {type: rich, html, width, height, …}."""
    encoding = request.args.get("format", "json")
    if encoding not in ("json", "xml"):
        return refuse(_("json과 xml만 쓸 수 있어요."), 501)
    endpoint, values = _page_asked(request.args.get("url", ""))
    view, round = OF_PAGES[endpoint], _round_asked(values)
    body = encoded("oembed", _described(view, round), encoding)
    media_type = "application/json" if encoding == "json" else "text/xml"
    response = current_app.response_class(body, content_type=f"{media_type}; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _described(view: View, round: Round) -> dict:
    width = width_within(_room("maxwidth"))
    height = _height(view, round, width)
    height = min(height, _room("maxheight") or height)
    here = _here(round)
    address = answered_address("open_data.embeds.frame", view=view.name, **here)
    frame = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    return {
        "version": "1.0",
        "type": "rich",
        "title": round.title,
        "provider_name": round.municipality.app_name,
        "provider_url": answered_address("home.municipality", municipality=here["municipality"]),
        "cache_age": KEPT_S,
        "width": width,
        "height": height,
        "html": str(Markup(frame).format(address, round.title, width, height)),
    }


def _height(view: View, round: Round, width: int) -> int:
    shown = SHOWN[view.name](round)
    if view.name == "list":
        return height_of(view, [issue.title for issue in shown["issues"]], width)
    if view.name == "map":
        city = round.municipality.outline()
        names = [name or "" for name, _row in shown["rows"]]
        return height_of(view, names, width, city.height / city.width if city else 0.0)
    tally = shown["tally"]
    return height_of(
        view, [shown_title(row.solution) for row in tally.rows] if tally else [], width
    )


def _page_asked(address: str) -> tuple[str, dict]:
    """The endpoint and values of a page of ours that has a view; any other is 404."""
    try:
        parts = urlsplit(address)
    except ValueError:
        abort(404)
    ours = {urlsplit(current_app.config["PUBLIC_URL"]).netloc, request.host}
    if parts.scheme not in ("http", "https") or parts.netloc not in ours:
        abort(404)
    try:
        endpoint, values = current_app.url_map.bind("").match(parts.path)
    except HTTPException:
        abort(404)
    if endpoint not in OF_PAGES:
        abort(404)
    return endpoint, dict(values)


def _round_asked(values: dict) -> Round:
    query = db.select(Round).filter_by(number=values["round_number"])
    query = query.where(Round.municipality.has(slug=values["municipality"]))
    return db.first_or_404(query)


def _room(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and 0 < len(text) < 6 else None


def _here(round: Round) -> dict:
    return {"municipality": round.municipality.slug, "round_number": round.number}


def _newest(round: Round) -> dict:
    shown = db.select(Issue).filter_by(round_id=round.id, listed=True)
    issues = db.session.scalars(shown.order_by(Issue.id.desc()).limit(NEWEST)).all()
    return {"issues": issues}


def _districts(round: Round) -> dict:
    names = round.municipality.district_names(str(get_locale()))
    rows = [(names.get(row.district_id), row) for row in counts.by_district(round.id)]
    return {
        "counts": {row.district_id: row.issues for _name, row in rows if row.district_id},
        "rows": rows,
    }


def _result(round: Round) -> dict:
    return {"tally": Tally.of(round)}


# View → what its template needs.
SHOWN = {"list": _newest, "map": _districts, "result": _result}
