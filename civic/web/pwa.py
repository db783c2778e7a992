"""The installed app: its service worker, the page without a connection, icons, and which pages
may be kept on a phone.
"""

from datetime import timedelta

from flask import (
    Blueprint,
    abort,
    current_app,
    get_flashed_messages,
    json,
    render_template,
    request,
    url_for,
)
from flask_login import current_user

from civic.db import now
from civic.roles import EVERYONE
from civic.web.access import TABLE
from civic.web.assets import FOREVER, current_version, files, only_imported, static_file
from civic.web.front_end.app_icon import draw_app_icon
from civic.web.htmx import wants_partial
from civic.web.i18n import LANGUAGES

bp = Blueprint("pwa", __name__)
ICON_SIZES = (180, 192, 512)
# Scripts only the map needs are large or useless without it, and one stands in each page.
NOT_IN_SHELL = ("vendor/leaflet.js", "vendor/leaflet.css", "sw.js", "js/app/after_paint.js")
# Modules the service worker is made of, beside static/sw.js.
IN_WORKER = ("js/outbox/worker.js", "js/app/push_worker.js")
# Whoever may read these, nobody reads them without a connection.
NEVER_KEPT = ("people.", "issues.reporting.new", "pwa.", "static")


def init_app(app) -> None:
    app.register_blueprint(bp)
    app.after_request(mark_public)
    app.jinja_env.globals["canonical"] = canonical


@bp.get("/sw.js")
def worker():
    """static/sw.js with its modules, the shell's files and version before it."""
    not_kept = only_imported().union(NOT_IN_SHELL)
    shell = {
        "version": current_version(),
        "files": [static_file(name) for name in files() if name not in not_kept],
        "offline": {code: url_for(".offline", language=code) for code in LANGUAGES},
    }
    imports = "".join(f'import "{static_file(name)}";\n' for name in IN_WORKER)
    body = f"{imports}self.shell = {json.dumps(shell)};\n".encode() + files()["sw.js"].body
    response = current_app.response_class(body, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/offline")
def offline():
    """What the phone shows without a connection: what waits to be sent, and a new report."""
    return render_template("offline.html")


@bp.get("/icons/<any(app, mask):shape>-<int:size>.png")
def icon(shape, size):
    if size not in ICON_SIZES:
        abort(404)
    body = draw_app_icon(size, maskable=shape == "mask")
    response = current_app.response_class(body, mimetype="image/png")
    response.headers["Cache-Control"] = FOREVER
    return response


@bp.get("/robots.txt")
def robots():
    """Everything public may be found; signing in and the office may not."""
    lines = ("User-agent: *", "Disallow: /sign-in", "Disallow: /demo/", "Disallow: /*/office")
    return current_app.response_class("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/.well-known/security.txt")
def security_txt():
    """Whom to tell of a hole (RFC 9116): the address set, else the page with the team's."""
    site = current_app.config["PUBLIC_URL"].rstrip("/")
    until = now() + timedelta(days=180)
    lines = (
        f"Contact: {current_app.config['SECURITY_CONTACT'] or site + '/'}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {site}{url_for('.security_txt')}",
    )
    return current_app.response_class("\n".join(lines) + "\n", mimetype="text/plain")


def mark_public(response):
    """Offline-Copy: yes on pages the service worker may keep: whole, public, nobody signed in."""
    endpoint = request.endpoint or ""
    if (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not request.query_string
        and TABLE.get(endpoint) == EVERYONE
        and not endpoint.startswith(NEVER_KEPT)
        and not wants_partial()
        and not current_user.is_authenticated
        and not get_flashed_messages()
    ):
        response.headers["Offline-Copy"] = "yes"
    return response


def canonical() -> str:
    """This page's one public address: without filters, drafts and the way one came."""
    page = request.args.get("page", "")
    return (
        current_app.config["PUBLIC_URL"].rstrip("/")
        + request.path
        + (f"?page={page}" if page.isdecimal() else "")
    )
