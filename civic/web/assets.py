"""Front-end files: ours under one versioned address, and those of others (htmx, Leaflet).

Style sheets are files by idea in static/css, served as one, app.css, each in its cascade layer. A
script in static/js comes with all that it imports, in one file (front_end/linking.py): asked for
one by one they kept a phone waiting. While debugging each is served as it lies.
Ours are served from memory at /static/<version>/<name>. The version is a hash of all of them, so
a page may keep them for a year, and a script fetched later is of the same version.

Those of others come from the CDN with an integrity hash, or from the kept copy in static/vendor
(fetched at set-up by deploy/fetch_assets.py and checked against the same hash).
"""

import gzip
import json
import mimetypes
import re
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import brotli
from backports import zstd
from flask import abort, current_app, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import Accept

from civic.settings.program import ROOT
from civic.web.compress import takes
from civic.web.front_end.linking import fetched_later, imported, link

# KakaoTalk's share button, where a city has registered with Kakao: its script from Kakao's own
# server by its hash, fetched when somebody presses the button; else nothing of Kakao's anywhere.
# Source: https://developers.kakao.com/docs/latest/ko/javascript/getting-started
KAKAO_SDK = "https://t1.kakaocdn.net/kakao_js_sdk/2.7.2/kakao.min.js"
KAKAO_INTEGRITY = "sha384-TiCUE00h649CAMonG018J2ujOgDKW/kVWlChEuu4jK2vxfAAD0eZxzCKakxg55G4"
KAKAO_SHARER = "https://sharer.kakao.com"  # on a desk the script posts a form to a window of it
LOCK = json.loads((ROOT / "deploy" / "assets.json").read_text())
STATIC = ROOT / "static"
FOREVER = "public, max-age=31536000, immutable"
CSS = STATIC / "css"
# static/css/<folder>/<layer>.css, the weaker layers first: what everything stands on, parts that
# many pages have, pages of one feature. What has to outweigh Leaflet is in no layer.
LAYERS = (
    *("tokens", "base", "layout", "controls", "frame", "cards", "photos", "map", "charts"),
    *("plan", "ballot", "surveys", "people", "themes", "desk", "forms", "dashboard", "helpers"),
    "print",
)
UNLAYERED = ("leaflet",)
TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".css": "text/css"}


@dataclass(frozen=True)
class StaticFile:
    path: Path

    @cached_property
    def body(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def gzipped(self) -> bytes:
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def brotlied(self) -> bytes:
        """A seventh less than gzip; the largest takes 0.2 s, once in a process."""
        return brotli.compress(self.body, quality=11)

    @cached_property
    def zstandard(self) -> bytes:
        return zstd.compress(self.body, 19)

    def packed(self, accepted: Accept) -> tuple[str | None, bytes]:
        """The smallest that a browser takes: its Content-Encoding, and the bytes."""
        if takes(accepted, "br"):
            return "br", self.brotlied
        if takes(accepted, "zstd"):
            return "zstd", self.zstandard
        if takes(accepted, "gzip"):
            return "gzip", self.gzipped
        return None, self.body

    @property
    def mimetype(self) -> str:
        return TYPES.get(self.path.suffix) or mimetypes.guess_type(self.path)[0] or "text/plain"


class StyleSheet(StaticFile):
    """Our style sheets as one file."""

    @cached_property
    def body(self) -> bytes:
        layers = [f"@layer {name}{{{_squeezed(name)}}}" for name in LAYERS]
        sheets = [f"@layer {','.join(LAYERS)};", *layers, *map(_squeezed, UNLAYERED)]
        return "\n".join(sheets).encode()


class Script(StaticFile):
    """One of ours with what it imports."""

    @cached_property
    def body(self) -> bytes:
        return link(_name(self.path), scripts()).encode()


def _squeezed(name: str) -> str:
    """A style sheet without its comments, indentation and line breaks."""
    (path,) = CSS.glob(f"*/{name}.css")
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    joined = re.sub(r"\s*\n\s*", " ", re.sub(r"\\\n\s*", "", text))
    return re.sub(r"(?<=[;{}]) | (?=[{}])", "", joined).strip()


def init_app(app) -> None:
    app.add_url_rule("/static/<version>/<path:filename>", "static", serve)
    app.url_default_functions.setdefault(None, []).append(_add_version)
    app.jinja_env.globals.update(asset=asset, static_file=static_file, draw_icon=draw_icon)
    app.jinja_env.globals.update(inlined=inlined, kakao_share=kakao_share)
    drawing = (STATIC / "icon.svg").read_text().strip()
    app.jinja_env.globals["icon_in_page"] = "data:image/svg+xml," + quote(drawing, safe="/:='")
    app.config["STATIC_ADDRESSES"] = {}
    if app.debug:
        app.before_request(forget)


@cache
def files() -> dict[str, StaticFile]:
    """Every front-end file by its name below static/, and the style sheets as one."""
    named = {_name(path): path for path in sorted(STATIC.rglob("*")) if path.is_file()}
    ours = {
        name: Script(path) if name in scripts() else StaticFile(path)
        for name, path in named.items()
        if not name.startswith("css/")
    }
    return ours | {"app.css": StyleSheet(STATIC / "app.css")}


@cache
def scripts() -> dict[str, str]:
    """The sources of ours, by their names below static/."""
    return {_name(path): path.read_text() for path in (STATIC / "js").rglob("*.js")}


def only_imported() -> set[str]:
    """Scripts that come with others: no page that is kept on a phone asks for one by itself."""
    texts = scripts()
    along = {other for name in texts for other in imported(name, texts)}
    return along - {other for name in texts for other in fetched_later(name, texts)}


def _name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


def forget() -> None:
    """While they are written, they are read anew."""
    for kept in (files, scripts):
        kept.cache_clear()


@cache
def current_version() -> str:
    """Changes with any front-end file."""
    digest = sha256()
    for name, file in files().items():
        digest.update(name.encode() + b"\0" + file.body)
    return digest.hexdigest()[:12]


def serve(version: str, filename: str):
    """A front-end file. An address of another version gets today's file, not to be kept."""
    file = files().get(filename) or abort(404)
    if current_app.debug and isinstance(file, Script):
        file = StaticFile(file.path)
    encoding, body = file.packed(request.accept_encodings)
    response = current_app.response_class(body, mimetype=file.mimetype)
    response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    kept = version == current_version() and not current_app.debug
    response.headers["Cache-Control"] = FOREVER if kept else "no-cache"
    response.set_etag(current_version(), weak=True)
    return response.make_conditional(request)


def asset(name: str) -> dict:
    """{src, integrity, kept} of a front-end file; integrity is empty for the kept copy."""
    entry = LOCK[name]
    kept = static_file(f"vendor/{name}") if f"vendor/{name}" in files() else ""
    if kept and (current_app.config["ASSETS"] == "local" or name.endswith(".css")):
        # A style sheet that hangs would keep the page from being drawn: ours when there is one.
        return {"src": kept, "integrity": "", "kept": kept}
    return {"src": entry["cdn"], "integrity": entry["integrity"], "kept": kept}


def inlined(name: str) -> Markup:
    """A script of ours to stand in the page itself: without a word of anybody's."""
    return Markup(files()[f"js/{name}"].body.decode())


def draw_icon(name: str, size: str = "") -> Markup:
    """A line icon: a symbol of static/icons.svg; size "s" is smaller."""
    return _icon(static_file("icons.svg"), name, size)


@cache
def _icon(sprite: str, name: str, size: str) -> Markup:
    drawn = '<svg class="icon {}" aria-hidden="true"><use href="{}#i-{}"/></svg>'
    return Markup(drawn).format(size, sprite, name)


def static_file(name: str) -> str:
    """A front-end file's address, which changes when any of them does."""
    addresses = current_app.config["STATIC_ADDRESSES"]
    key = request.root_path, name
    if key not in addresses or current_app.debug:
        addresses[key] = url_for("static", filename=name)
    return addresses[key]


def _add_version(endpoint, values):
    if endpoint == "static":
        values.setdefault("version", current_version())


def kakao_share() -> dict[str, str] | None:
    """{key, src, integrity} for the share button; None where no key is set."""
    key = current_app.config["KAKAO_SHARE_KEY"]
    return {"key": key, "src": KAKAO_SDK, "integrity": KAKAO_INTEGRITY} if key else None


def kakao_script() -> str:
    """For the content security policy's script-src."""
    return f"{KAKAO_SDK} '{KAKAO_INTEGRITY}'" if current_app.config["KAKAO_SHARE_KEY"] else ""


def kakao_form() -> str:
    """For its form-action."""
    return KAKAO_SHARER if current_app.config["KAKAO_SHARE_KEY"] else ""
