"""The invented city of the demo, small."""

import sqlite3
from contextlib import closing
from functools import cache

from flask import current_app

from civic.db import db
from civic.demo.build import build
from tests.databases import ON_POSTGRESQL

_photos: dict[str, bytes] = {}


def settle() -> None:
    """The city in the empty database, at the tests' first moment; built once in a process."""
    if ON_POSTGRESQL:
        return _build()
    store = current_app.extensions["photo_store"]
    # A connection of its own, or those of the app would not notice that all is new.
    with closing(sqlite3.connect(db.engine.url.database)) as there:
        if _photos:
            _kept().backup(there)
            for name, data in _photos.items():
                store.put(name, data)
            return
        before = {name for name, _ in store.names()}
        _build()
        there.backup(_kept())
        _photos.update((name, store.get(name)) for name, _ in store.names() if name not in before)


def _build() -> None:
    build(residents=40, photos_every=25)
    db.session.commit()


@cache
def _kept() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)
