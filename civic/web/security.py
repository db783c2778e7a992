"""Headers, content security policy with a nonce, form tokens, and read-only transactions."""

import secrets
from functools import cache, wraps
from urllib.parse import urlsplit

from flask import current_app, g, request, session
from flask_wtf import CSRFProtect

from civic.db import db, finish_reading, reading
from civic.web.assets import LOCK, kakao_form, kakao_script

csrf = CSRFProtect()
UPLOADS = "_takes_uploads"
LATE = "_locks_late"


def init_app(app) -> None:
    csrf.init_app(app)
    # Before the preprocessors that look up the place and the round: theirs is the first query.
    app.url_value_preprocessor(_begin)
    app.after_request(_headers)
    app.jinja_env.globals.update(nonce=nonce, takes_dictation=takes_dictation)


def takes_uploads(view):
    """Mark a route that takes files: its requests may be as large as MAX_UPLOAD_BYTES."""
    setattr(view, UPLOADS, True)
    return view


def locks_late(view):
    """Mark a route that writes: place and person are read before its transaction, not in it.

    On SQLite only one transaction writes at a time; a busy route should hold the lock briefly.
    PostgreSQL locks rows, and each statement sees what is so by then: there the act goes on in the
    transaction that read, unless a file is read first.
    """

    @wraps(view)
    def locked(*args, **kwargs):
        if db.engine.dialect.name == "sqlite" or _takes_uploads():
            finish_reading()
        else:
            reading.set(False)
        return view(*args, **kwargs)

    setattr(locked, LATE, True)
    return locked


def readable_elsewhere(response):
    """Let pages of any site show and read an answer: it is the same for everybody, whoever asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def nonce() -> str:
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return g.nonce


def takes_dictation() -> str:
    """Let the page being drawn ask for the microphone; gives nothing to print."""
    g.takes_dictation = True
    return ""


def _begin(_endpoint, _values):
    reads = request.method in ("GET", "HEAD", "OPTIONS")
    reading.set(reads or hasattr(_view(), LATE))
    if _takes_uploads():
        request.max_content_length = current_app.config["MAX_UPLOAD_BYTES"]


def _takes_uploads() -> bool:
    return getattr(_view(), UPLOADS, False)


def _view():
    return current_app.view_functions.get(request.endpoint or "")


def _headers(response):
    microphone = "(self)" if g.get("takes_dictation") else "()"
    wanted = {
        "Content-Security-Policy": _policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": f"geolocation=(self), camera=(self), microphone={microphone}",
    }
    if request.endpoint != "static":
        # Whether somebody says to be signed in; who it is may not be asked of a broken database.
        kept = "no-store" if "_user_id" in session else "no-cache"
        wanted["Cache-Control"] = f"private, {kept}"
    # Looked through once: setdefault() would go through all of them for each.
    given = {name.lower() for name, _value in response.headers}
    for name, value in wanted.items():
        if name.lower() not in given:
            response.headers.add(name, value)
    return response


def _policy() -> str:
    others = f"{_tile_host()} {current_app.extensions.get('picture_host', '')}".strip()
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce()}' {_of_cdn('.js')} {kakao_script()}".strip(),
            f"style-src 'self' {_of_cdn('.css')}",
            f"img-src 'self' data: blob: {others}".strip(),
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            f"form-action 'self' {kakao_form()}".strip(),
            "frame-ancestors 'none'",
        )
    )


@cache
def _of_cdn(ending: str) -> str:
    """The CDN's files by their whole addresses: nothing else of its host runs. Each comes with its
    integrity hash besides, which browsers that know how hold against the policy's."""
    named = [entry for name, entry in LOCK.items() if name.endswith(ending)]
    return " ".join(f"{entry['cdn']} '{entry['integrity']}'" for entry in named)


def _tile_host() -> str:
    address = urlsplit(current_app.config["TILE_URL"].replace("{s}", "*"))
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""
