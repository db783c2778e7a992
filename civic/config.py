"""Every setting once: its default and its meaning. The environment's CIVIC_<NAME> overrides it.

A `.env` file in the working directory is read first if it is there. No secret has a default
outside demo mode: without CIVIC_SECRET_KEY the program starts only with CIVIC_DEMO=1.
"""

import json
import os
import secrets
import sys
from pathlib import Path

from dotenv import load_dotenv

ROOT = Path(__file__).resolve().parent.parent
DEMO_SECRET = "demo-only-secret-anyone-can-read-this"

DEFAULTS = {
    # Demo mode: sample city, sign-in links without a password, codes shown in the log.
    "DEMO": False,
    # Signs cookies, codes and form tokens. Required outside demo mode.
    "SECRET_KEY": "",
    # SQLAlchemy address of the database: SQLite file (embedded) or postgresql+psycopg://…
    "DATABASE_URL": f"sqlite:///{ROOT / 'instance' / 'civic.sqlite3'}",
    # How the worker hears of long work: database (a file beside SQLite, tables in PostgreSQL) |
    # request (no worker needed: whoever asks waits until it is done).
    "JOB_QUEUE": "database",
    # Where photos are kept: a folder, or s3://bucket/prefix (credentials from AWS_* variables).
    "PHOTO_STORE": str(ROOT / "instance" / "photos"),
    # How one-time codes are sent: log | smtp | sms (HTTP gateway; e-mail still by SMTP).
    "SENDER": "log",
    "SMTP_HOST": "",
    "SMTP_PORT": 587,
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    # The From address of mail.
    "MAIL_FROM": "",
    # HTTP SMS gateway: POST {"to": …, "text": …} with this bearer token.
    "SMS_URL": "",
    "SMS_TOKEN": "",
    # Web Push: vapid (off while there is no key) | memory (tests). Make a key with
    # `flask notices make-keys`; changing it ends every subscription.
    "WEB_PUSH": "vapid",
    "VAPID_PRIVATE_KEY": "",
    # Whom a push service asks when something is wrong: mailto:… or https://…
    "VAPID_SUBJECT": "",
    # The push services browsers may name; nothing else is ever called.
    "PUSH_HOSTS": "fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com"
    " *.notify.windows.com",
    # Hour of the Seoul morning from which the daily mail goes out, 0–20.
    "DIGEST_HOUR": 8,
    # Address search: none | vworld | nominatim.
    "GEOCODER": "none",
    "VWORLD_KEY": "",
    # Identity verification (본인확인) for residency: none | fake (demo only); empty: fake in the
    # demo, none otherwise.
    "IDENTITY": "",
    # Key of the marks that keep a person to one residency; empty: SECRET_KEY. Never change it while
    # a round is open: people already marked would count as new ones.
    "IDENTITY_SECRET": "",
    # Hours a code handed out at a desk works.
    "DESK_CODE_HOURS": 24,
    # Raster tiles under the map, e.g. https://tile.openstreetmap.org/{z}/{x}/{y}.png;
    # empty: our own polygons only.
    "TILE_URL": "",
    "TILE_ATTRIBUTION": "",
    # Where htmx and Leaflet come from: cdn (the kept copy takes over when it fails) | local.
    "ASSETS": "cdn",
    # Largest request in bytes: ordinary forms, and photo or file uploads.
    "MAX_FORM_BYTES": 1_000_000,
    "MAX_UPLOAD_BYTES": 16_000_000,
    # Days a sign-in lasts on a device without being used.
    "SIGN_IN_DAYS": 30,
    # Minutes a one-time sign-in code lives.
    "CODE_MINUTES": 10,
    # Cookies only over https. Set to true behind TLS.
    "SECURE_COOKIES": False,
    # Requests a minute from one address to sign-in and upload routes; empty turns limits off.
    "SIGN_IN_LIMIT": "10 per minute",
    "UPLOAD_LIMIT": "60 per minute",
    # Forms a minute from one address that are kept because their session has ended.
    "KEEP_LIMIT": "20 per minute",
    # Address searches a minute from one address.
    "ADDRESS_LIMIT": "20 per minute",
    # Where rate-limit counters live: memory:// (one process) or redis://…
    "LIMIT_STORAGE": "memory://",
    # How many trusted proxies stand in front (X-Forwarded-For is read only then).
    "PROXIES": 0,
    # Days after a vote's seal in which voters see their receipts and may object; then
    # `flask votes forget-links` destroys what ties them to their ballots.
    "VOTE_OBJECTION_DAYS": 14,
    # Receipts looked up in a ledger, a minute from one address: each reads the whole ledger.
    "RECEIPT_LIMIT": "20 per minute",
    # The official e-government banner on top of each page; only for sites of the government.
    "OFFICIAL_BANNER": False,
    # The address people type, for links in mail and QR codes.
    "PUBLIC_URL": "http://127.0.0.1:8000",
}


def load(overrides: dict | None = None) -> dict:
    """All settings as Flask configuration.

    Raises: ValueError for a value of the wrong kind, or no SECRET_KEY outside demo mode,
    but for `flask votes tally`.
    """
    load_dotenv(Path.cwd() / ".env")
    settings = {name: _read(name, default) for name, default in DEFAULTS.items()} | (
        overrides or {}
    )
    if not settings["SECRET_KEY"]:
        settings["SECRET_KEY"] = _key_without_setting(settings)
    return settings | {
        "SQLALCHEMY_DATABASE_URI": settings["DATABASE_URL"],
        "MAX_CONTENT_LENGTH": settings["MAX_FORM_BYTES"],
        "MAX_FORM_MEMORY_SIZE": settings["MAX_FORM_BYTES"],
        "SESSION_COOKIE_SECURE": settings["SECURE_COOKIES"],
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "ko",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Seoul",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "civic" / "translations"),
        "RATELIMIT_STORAGE_URI": settings["LIMIT_STORAGE"],
    }


def _key_without_setting(settings):
    if settings["DEMO"]:
        return DEMO_SECRET
    if "votes tally" in " ".join(sys.argv):
        return secrets.token_hex()  # a stranger who counts a file has no key, and needs none
    raise ValueError("Set CIVIC_SECRET_KEY (or CIVIC_DEMO=1 to try the demo).")


def _read(name, default):
    text = os.environ.get(f"CIVIC_{name}")
    if text is None or isinstance(default, str):
        return default if text is None else text
    try:
        value = json.loads(text.lower())
    except ValueError as wrong:
        raise ValueError(f"CIVIC_{name} should look like {default!r}, not {text!r}.") from wrong
    return bool(value) if isinstance(default, bool) else int(value)
