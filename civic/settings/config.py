"""The settings of the table as Flask configuration; the environment's CIVIC_<NAME> counts.

A `.env` file in the working directory is read first if it is there. No secret has a default
outside demo mode: without CIVIC_SECRET_KEY the program starts only with CIVIC_DEMO=1.
"""

import json
import os
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path

from dotenv import load_dotenv

from civic.settings.keys import demo_key, require_strength
from civic.settings.program import ROOT
from civic.settings.table import SETTINGS

# A product of matrices is rounded by how many threads share it, and groups of texts would differ
# from one machine to the next. Read when NumPy is first imported; this file comes before.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
# Commands that read a file, and neither the database nor anything signed.
WITHOUT_KEY = (
    *("votes tally", "issues themes", "issues duplicates"),
    *("plans read-form", "plans fill-form"),
)

# Setting, how a value begins that needs a package of requirements-grown.txt, and the package.
GROWN = (
    ("DATABASE_URL", "postgresql", "psycopg"),
    ("PHOTO_STORE", "s3:", "obstore"),
    ("LIMIT_STORAGE", "redis", "redis"),
    *((name, "", "authlib") for name in ("KAKAO_CLIENT_ID", "NAVER_CLIENT_ID", "OIDC_ISSUER")),
)

DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def load(overrides: dict | None = None) -> dict:
    """All settings as Flask configuration.

    Raises: ValueError for a value of the wrong kind, or one whose package is not installed, and
    for a SECRET_KEY that could be guessed, or none outside demo mode, but for commands that only
    read a file.
    """
    load_dotenv(Path.cwd() / ".env")
    settings = {setting.name: _read(setting) for setting in SETTINGS} | (overrides or {})
    if settings["SECRET_KEY"]:
        require_strength(settings["SECRET_KEY"])
    else:
        settings["SECRET_KEY"] = _key_without_setting(settings)
    _require_identity_secret(settings)
    _require_packages(settings)
    earlier = settings["EARLIER_KEYS"].split()
    return settings | {
        "SQLALCHEMY_DATABASE_URI": settings["DATABASE_URL"],
        "MAX_CONTENT_LENGTH": settings["MAX_FORM_BYTES"],
        "MAX_FORM_MEMORY_SIZE": settings["MAX_FORM_BYTES"],
        "SESSION_COOKIE_SECURE": settings["SECURE_COOKIES"],
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # Both take what an earlier key signed, and sign with the new one.
        "SECRET_KEY_FALLBACKS": earlier,
        "WTF_CSRF_SECRET_KEY": [*reversed(earlier), settings["SECRET_KEY"]],
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "ko",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Seoul",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "civic" / "translations"),
    }


def _key_without_setting(settings):
    if settings["DEMO"]:
        return demo_key(_folder_of(settings["DATABASE_URL"]))
    if any(command in " ".join(sys.argv) for command in WITHOUT_KEY):
        return secrets.token_hex()  # a stranger who counts a file has no key, and needs none
    raise ValueError("Set CIVIC_SECRET_KEY (or CIVIC_DEMO=1 to try the demo).")


def _folder_of(database_url: str) -> Path:
    """Where the demo keeps what is its own."""
    is_file = database_url.startswith("sqlite:///") and ":memory:" not in database_url
    path = Path(database_url.removeprefix("sqlite:///").partition("?")[0])
    return path.parent if is_file and path.name else ROOT / "instance"


def _require_identity_secret(settings):
    if settings["EARLIER_KEYS"] and not settings["IDENTITY_SECRET"]:
        raise ValueError(
            "Set CIVIC_IDENTITY_SECRET beside CIVIC_EARLIER_KEYS, to the key that was in use: with"
            " another one, people whose residency is known would count as new ones."
        )


def _require_packages(settings):
    for name, beginning, package in GROWN:
        value = str(settings[name])
        if value and value.startswith(beginning) and find_spec(package) is None:
            how = f"is {beginning}…" if beginning else "is set"
            raise ValueError(
                f"CIVIC_{name} {how}, which needs {package}: pip install -r requirements-grown.txt."
            )


def _read(setting):
    text = os.environ.get(f"CIVIC_{setting.name}")
    if text is None:
        return setting.default
    value = text if isinstance(setting.default, str) else _number(setting, text)
    setting.check(value)
    return value


def _number(setting, text):
    default = setting.default
    try:
        value = json.loads(text.lower())
        return bool(value) if isinstance(default, bool) else int(value)
    except (ValueError, TypeError) as wrong:
        should = f"CIVIC_{setting.name} should look like {default!r}, not {text!r}."
        raise ValueError(should) from wrong
