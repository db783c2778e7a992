"""Front-end files of others (htmx, Leaflet): from the CDN with an integrity hash, or the kept copy.

The kept copies are fetched into static/vendor at set-up (deploy/fetch_assets.py) and checked
against the same hashes, so the page works when the CDN can't be reached.
"""

import json
from functools import cache

from flask import current_app, request, url_for
from markupsafe import Markup

from civic.config import ROOT

LOCK = json.loads((ROOT / "deploy" / "assets.json").read_text())


def init_app(app) -> None:
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals.update(static_file=static_file, draw_icon=draw_icon)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31536000
    app.config["STATIC_ADDRESSES"] = {}


def asset(name: str) -> dict:
    """{src, integrity, kept} of a front-end file; integrity is empty for the kept copy."""
    entry = LOCK[name]
    kept = _address(f"vendor/{name}", lambda: entry["version"])
    if current_app.config["ASSETS"] == "local":
        return {"src": kept, "integrity": "", "kept": kept}
    return {"src": entry["cdn"], "integrity": entry["integrity"], "kept": kept}


def draw_icon(name: str, size: str = "") -> Markup:
    """A line icon: a symbol of static/icons.svg; size "s" is smaller."""
    return _icon(static_file("icons.svg"), name, size)


@cache
def _icon(sprite: str, name: str, size: str) -> Markup:
    drawn = '<svg class="icon {}" aria-hidden="true"><use href="{}#i-{}"/></svg>'
    return Markup(drawn).format(size, sprite, name)


def static_file(name: str) -> str:
    """A static file's address with its time of change, so that it may be cached for a year."""
    return _address(name, lambda: int((ROOT / "static" / name).stat().st_mtime))


def _address(name, version):
    addresses = current_app.config["STATIC_ADDRESSES"]
    key = request.root_path, name
    if key not in addresses or current_app.debug:
        addresses[key] = url_for("static", filename=name, v=version())
    return addresses[key]
