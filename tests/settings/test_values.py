"""Every setting's every documented value starts the program; any other stops it in words."""

import os
import re
import subprocess
import sys

import pytest

from civic.settings.config import DEFAULTS
from civic.settings.setting import Value
from civic.settings.table import SETTINGS, as_markdown
from tests.paths import ROOT
from tests.settings.asked import page, setting_of

FLASKS = ("SQLALCHEMY", "BABEL", "WTF", "SESSION", "RATELIMIT")
CASES = [
    (setting, value)
    for setting in SETTINGS
    for value in setting.values
    if value.text != str(setting.default)
]


def named(case) -> str:
    setting, value = case
    return f"{setting.name}={value.text}"


def test_the_program_starts_with_its_defaults(start, monkeypatch):
    for setting in SETTINGS:
        monkeypatch.delenv(f"CIVIC_{setting.name}", raising=False)
    app = start(setting_of("DEMO"), Value("1"))
    assert page(app)
    told = ("DEMO", "SECRET_KEY", "DATABASE_URL", "PHOTO_STORE")
    for setting in SETTINGS:
        assert setting.name in told or app.config[setting.name] == setting.default


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_program_starts_with_every_documented_value(case, start):
    setting, value = case
    app = start(setting, value)
    assert page(app)
    read = app.config[setting.name]
    assert isinstance(read, type(setting.default))
    if isinstance(read, bool):
        assert read is (value.text in ("1", "true"))


def test_all_values_of_the_documents_are_those_of_the_table():
    """CIVIC_NAME=value, as README and docs say it, is a value of the table or of its kind."""
    known = {setting.name: setting for setting in SETTINGS}
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    found = set()
    for document in documents:
        for name, text in re.findall(r"CIVIC_([A-Z_]+)(?:=([^\s`,;)]+))?", document.read_text()):
            found.add((name, text))
    unknown = {name for name, _ in found} - known.keys() - {"TEST_DATABASE", "", "_LIMIT"}
    assert not unknown
    for name, text in found:
        shortened = text.rstrip("….")
        if shortened and name in known:
            allowed = [str(known[name].default), *(value.text for value in known[name].values)]
            assert any(one.startswith(shortened) for one in allowed), f"{name}={text}"


def test_the_table_is_the_document():
    assert (ROOT / "docs" / "SETTINGS.md").read_text() == as_markdown()


def test_no_setting_is_read_that_is_not_in_the_table():
    source = "\n".join(path.read_text() for path in (ROOT / "civic").rglob("*.py"))
    read = set(re.findall(r"(?:config|settings)(?:\.get\(|\[)\"([A-Z_]+)\"", source))
    flasks = {name for name in read if name.startswith(FLASKS)}
    flasks |= {"PERMANENT_SESSION_LIFETIME", "STATIC_ADDRESSES", "MAX_CONTENT_LENGTH"}
    flasks.add("SECRET_KEY_FALLBACKS")
    assert read - flasks - DEFAULTS.keys() == set()
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize(
    "name, text",
    [
        ("DEMO", "maybe"),
        ("PROXIES", "two"),
        ("SENDER", "pigeon"),
        ("GEOCODER", "stars"),
        ("JOB_QUEUE", "rabbits"),
        ("IDENTITY", "passport"),
        ("WEB_PUSH", "gcm"),
        ("ASSETS", "elsewhere"),
        ("DIGEST_HOUR", "21"),
        ("DIGEST_HOUR", "-1"),
        ("PROXIES", "-1"),
        ("VOTE_OBJECTION_DAYS", "-1"),
        ("LIMIT_STORAGE", "carrier://pigeon"),
    ],
)
def test_a_value_that_is_none_of_the_documented_stops_the_start(start, name, text):
    with pytest.raises(ValueError, match=f"CIVIC_{name}"):
        start(setting_of(name), Value(text))


@pytest.mark.parametrize("told", [{}, {"CIVIC_DEMO": "1", "CIVIC_SENDER": "pigeon"}])
def test_a_wrong_setting_ends_a_command_with_a_sentence(told):
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "housekeeping", "status"]
    known = {name: text for name, text in os.environ.items() if name[:6] != "CIVIC_"}
    run = subprocess.run(command, env=known | told, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1
    assert "CIVIC_" in run.stderr and len(run.stderr.splitlines()) == 1
