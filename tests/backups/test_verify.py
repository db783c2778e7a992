"""flask restore --verify, in processes as an operator starts them."""

import pytest

from civic.backups.shelf import Shelf
from civic.db import db
from tests.databases import ON_POSTGRESQL
from tests.test_worker import PATIENCE_S, started


@pytest.mark.parametrize("damaged", [False, True])
def test_a_drill_says_whether_the_backup_would_come_back(city, run, app, tmp_path, damaged):
    shelf, address = Shelf(tmp_path / "shelf"), app.config["DATABASE_URL"]
    run("backup", shelf.folder)
    if damaged:
        next(shelf.folder.glob("photos/*/*/*-s.jpg")).write_bytes(b"else")
    before = db.session.scalar(db.text("SELECT count(*) FROM person"))
    db.session.remove()
    words = ("restore", str(shelf.folder), "--verify")
    drill = started(tmp_path, *words, CIVIC_DATABASE_URL=address)
    output = drill.communicate(timeout=PATIENCE_S)[0].decode()
    assert drill.returncode == (1 if damaged else 0), output
    assert ("is damaged" if damaged else "sealed votes: 1 checked, none wrong") in output
    assert db.session.scalar(db.text("SELECT count(*) FROM person")) == before
    if ON_POSTGRESQL:
        names = db.session.scalars(db.text("SELECT datname FROM pg_database")).all()
        assert not [name for name in names if name.startswith("civic_drill")]
