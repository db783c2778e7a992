"""The invented city of the demo, small."""

import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

from flask import current_app

from civic.db import db
from civic.demo.build import build
from tests.databases import ON_POSTGRESQL
from tests.paths import one_at_a_time


def settle(folder: Path) -> None:
    """The city in the empty database, at the tests' first moment; built once in a run and kept in
    the folder, for the run's other processes too."""
    if ON_POSTGRESQL:
        return _build()
    rows, photos = folder / "small_city.sqlite3", folder / "small_city.photos"
    # A connection of its own, or those of the app would not notice that all is new.
    with closing(sqlite3.connect(db.engine.url.database)) as here:
        with one_at_a_time(folder / "small_city.lock"):
            if not photos.exists():
                return _build_and_keep(here, rows, photos)
        with closing(sqlite3.connect(rows)) as kept:
            kept.backup(here)
    for name, data in pickle.loads(photos.read_bytes()).items():
        _store().put(name, data)


def _build_and_keep(here: sqlite3.Connection, rows: Path, photos: Path) -> None:
    before = {name for name, _ in _store().names()}
    _build()
    with closing(sqlite3.connect(rows)) as kept:
        here.backup(kept)
    taken = {name for name, _ in _store().names()} - before
    # The last: with it the city is whole.
    photos.write_bytes(pickle.dumps({name: _store().get(name) for name in taken}))


def _store():
    return current_app.extensions["photo_store"]


def _build() -> None:
    build(residents=40, photos_every=25)
    db.session.commit()
