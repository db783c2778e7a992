"""The web app manifest of a municipality: its name, pictures, shortcuts and share target."""

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from civic.photos.file_types import kinds
from civic.web.assets import static_file
from civic.web.filters import app_called, called
from civic.web.front_end.app_icon import PAPER

LONGEST_SHORT_NAME = 12  # what a phone writes below an icon


def manifest_of(municipality, language: str) -> dict:
    """W3C Web Application Manifest, its words in a language."""
    with force_locale(language):
        name = app_called(municipality)
        return {
            "id": url_for("home.municipality"),
            "name": name,
            "short_name": name if len(name) <= LONGEST_SHORT_NAME else called(municipality),
            "description": _("주민이 문제를 찾고, 해결방안을 고르고, 목표를 정해요."),
            "lang": language,
            "start_url": url_for("home.municipality"),
            # Signing in and photos live beside the municipality.
            "scope": url_for("home.front"),
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "categories": ["government", "utilities"],
            "icons": _icons(),
            "shortcuts": [
                _shortcut(_("제보하기"), "report"),
                _shortcut(_("투표"), "vote"),
            ],
            "share_target": _share_target(),
        }


def _icons():
    drawing = {"src": static_file("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return [drawing] + [_icon(shape, size) for shape in ("app", "mask") for size in (192, 512)]


def _icon(shape, size):
    return {
        "src": url_for("pwa.icon", shape=shape, size=size),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": "maskable" if shape == "mask" else "any",
    }


def _shortcut(name, act):
    icon = _icon("app", 192)
    return {"name": name, "url": url_for("home.go", act=act), "icons": [icon]}


def _share_target():
    """A photo shared from the gallery goes straight into a report (see static/sw.js)."""
    photos = {"name": "photos", "accept": list(kinds().values())}
    return {
        "action": url_for("issues.reporting.share"),
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {"title": "title", "text": "text", "files": [photos]},
    }
