"""Pages for frames of other sites, without script; and oEmbed, by which a site finds them.

Source of the latter: oembed.com, version 1.0.
"""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, g, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from civic.db import db
from civic.issues.listing import counts
from civic.issues.models import Issue
from civic.open_data.embeds.models import EmbedSite
from civic.open_data.embeds.views import OF_PAGES, VIEWS, View, size
from civic.open_data.open311.encodings import encoded
from civic.open_data.whose import limited_reading
from civic.rounds.models import Round
from civic.votes.seal.tally import Tally
from civic.web.addresses import answered_address
from civic.web.errors import refuse

bp = Blueprint("embeds", __name__)
NEWEST = 5
KEPT_S = 60


@bp.get("/<municipality>/<int:round_number>/embed/<any(list, map, result):view>")
def frame(view):
    """The newest reports, the map with what each district has, or the result."""
    shown = {"list": _newest, "map": _districts, "result": _result}[view]()
    known = VIEWS[view]
    page = render_template(known.template, title=known.title, page_of=known.page, **shown)
    response = current_app.make_response(page)
    origins = " ".join(EmbedSite.origins(g.municipality)) or "'none'"
    response.headers["Content-Security-Policy"] = (
        "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none';"
        f" form-action 'none'; img-src 'self' data:; frame-ancestors {origins}"
    )
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


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
    width, height = size(view, _room("maxwidth"), _room("maxheight"))
    here: dict = {"municipality": round.municipality.slug, "round_number": round.number}
    address = answered_address("open_data.embeds.frame", view=view.name, **here)
    frame = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    return {
        "version": "1.0",
        "type": "rich",
        "title": round.title,
        "provider_name": round.municipality.app_name,
        "provider_url": answered_address("home.municipality", municipality=here["municipality"]),
        "width": width,
        "height": height,
        "html": str(Markup(frame).format(address, round.title, width, height)),
    }


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


def _newest() -> dict:
    shown = db.select(Issue).filter_by(round_id=g.round.id, listed=True)
    issues = db.session.scalars(shown.order_by(Issue.id.desc()).limit(NEWEST)).all()
    return {"issues": issues}


def _districts() -> dict:
    names = g.municipality.district_names()
    rows = [(names.get(row.district_id), row) for row in counts.by_district(g.round.id)]
    return {
        "counts": {row.district_id: row.issues for _name, row in rows if row.district_id},
        "rows": rows,
    }


def _result() -> dict:
    return {"tally": Tally.of(g.round)}
