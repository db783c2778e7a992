"""A city is backed up while people write, comes back elsewhere, and is what it was."""

import shutil
import threading
from datetime import timedelta

import pytest

from civic.backups.encryption import digest_of
from civic.backups.manifest import Manifest
from civic.backups.shelf import CLEAR, Shelf, photos_of
from civic.db import db, writing
from civic.housekeeping.chores import CHORES
from civic.housekeeping.jobs import do_due
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.photos.models import Photo
from civic.photos.stored import names_of
from civic.votes.seal.tally import Tally

A_MINUTE = timedelta(minutes=1)
ALL_WELL = [
    *("ledger roots: 1 checked, none wrong", "sealed votes: 1 checked, none wrong"),
    *("photos: 1 checked, none wrong", "evidence bundles: 0 checked, none wrong"),
]


def test_a_city_comes_back_as_it_was(city, run, elsewhere, tmp_path, voters):
    shelf, root = Shelf(tmp_path / "shelf"), db.session.scalar(db.select(Tally.root))
    session = SignIn.open(voters["민지"], device="tests")
    db.session.commit()
    made = run("backup", shelf.folder)
    assert made.exit_code == 0 and "3 photo files, 3 of them new" in made.output
    with elsewhere.app_context():
        back = run("restore", shelf.folder, app=elsewhere)
        assert back.exit_code == 0, back.output
        assert [line for line in ALL_WELL if line not in back.output] == []
        assert db.session.scalar(db.select(Tally.root)) == root
        key = db.session.scalar(db.select(Photo.key))
        there = elsewhere.extensions["photo_store"]
        assert [there.get(name) for name in names_of(key)] == [city.get(n) for n in names_of(key)]
        assert SignIn.find(session) is None


def test_what_is_written_meanwhile_is_whole_or_not_there(city, run, app, tmp_path, take_photo):
    """Every photo of a copied row is in the backup, however much goes on."""
    stop = threading.Event()

    def go_on():
        with app.app_context(), writing():
            while not stop.is_set():
                take_photo()
            db.session.remove()

    busy = threading.Thread(target=go_on)
    busy.start()
    try:
        shelves = [Shelf(tmp_path / f"shelf-{number}") for number in range(3)]
        made = [run("backup", shelf.folder) for shelf in shelves]
    finally:
        stop.set()
        busy.join()
    for shelf, result in zip(shelves, made, strict=True):
        assert result.exit_code == 0, result.output
        manifest = Manifest.read(shelf.chosen())
        assert manifest.photos == len(photos_of(shelf.chosen())) >= 3


def test_who_left_since_stays_gone(city, run, as_person, elsewhere, tmp_path):
    run("backup", tmp_path / "shelf")
    minji = called("민지")
    assert as_person(minji).post("/gaon/mine/leave", data={"sure": "y"}).status_code == 303
    for name, _ in city.names():  # the store outlives the database
        elsewhere.extensions["photo_store"].put(name, city.get(name))
    with elsewhere.app_context():
        assert run("restore", tmp_path / "shelf", app=elsewhere).exit_code == 0
        assert called("민지") is None
        assert called("하준").deleted_at is None


def test_who_left_by_a_later_backup_stays_gone_where_the_store_is_lost(
    city, run, elsewhere, tmp_path, clock
):
    shelf = Shelf(tmp_path / "shelf")
    run("backup", shelf.folder)
    first = shelf.chosen().name
    clock(A_MINUTE)
    called("서아").leave()
    db.session.commit()
    run("backup", shelf.folder)
    with elsewhere.app_context():
        assert run("restore", shelf.folder, "--at", first, app=elsewhere).exit_code == 0
        assert called("서아") is None


def test_the_sweep_leaves_what_the_older_database_does_not_know(
    city, run, elsewhere, tmp_path, take_photo
):
    run("backup", tmp_path / "shelf")
    later = take_photo().key  # reported after the backup
    there = elsewhere.extensions["photo_store"]
    for name in names_of(later):
        there.put(name, city.get(name))
    with elsewhere.app_context():
        assert run("restore", tmp_path / "shelf", app=elsewhere).exit_code == 0
        run("photos", "sweep", app=elsewhere)
        assert {*names_of(later)} < {name for name, _ in there.names()}


def test_photos_are_copied_once_and_old_backups_go(city, run, tmp_path, take_photo, clock):
    shelf = Shelf(tmp_path / "shelf")
    run("backup", shelf.folder)
    clock(A_MINUTE)
    key = take_photo().key
    second = run("backup", shelf.folder)
    assert "6 photo files, 3 of them new" in second.output
    for name in names_of(key):
        city.delete(name)
    clock(A_MINUTE)
    third = run("backup", shelf.folder, "--keep", 1)
    assert "2 older backups and 3 photo files deleted" in third.output
    assert len(shelf.backups()) == 1
    assert not shelf.photo(names_of(key)[0], "").exists()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda at: (at / "manifest.json").unlink(), "no finished backup"),
        (lambda at: (at / "manifest.json").write_text("{"), "can't be read"),
        (lambda at: _turn(at, '"format": 1', '"format": 9'), "has format 9"),
        (lambda at: _turn(at, '"revision": "', '"revision": "x'), "does not know"),
        (lambda at: _turn(at, '"database": "', '"database": "x'), "it is of x"),
        (lambda at: _cut(next(at.glob("database.*"))), "is damaged"),
        (lambda at: _turn(at, '"files": {', '"files": {"../x": "", '), "none of ours is called"),
        (lambda at: _turn(at, '"sealed": {', '"sealed": 3, "x": {'), "can't be read"),
        (lambda at: next(at.glob("database.*")).unlink(), "is missing"),
        (lambda at: _list(at, "../../x"), "names what is no photo"),
        (lambda at: (at / "photos.sha256").write_text(""), "is damaged"),
        (lambda at: shutil.rmtree(at.parent / "photos"), "is missing"),
        (lambda at: _cut(next(at.parent.glob("photos/*/*/*-m.jpg"))), "is damaged"),
    ],
)
def test_a_damaged_or_foreign_backup_is_refused_in_words(
    city, run, elsewhere, tmp_path, damage, words
):
    shelf = Shelf(tmp_path / "shelf")
    run("backup", shelf.folder)
    damage(shelf.chosen())
    with elsewhere.app_context():
        refused = run("restore", shelf.folder, app=elsewhere)
        assert refused.exit_code == 1
        assert words in refused.output and "Traceback" not in refused.output
        assert not db.inspect(db.engine).get_table_names()


def test_a_damaged_backup_is_in_no_other_ones_way(city, run, elsewhere, tmp_path, clock):
    shelf = Shelf(tmp_path / "shelf")
    run("backup", shelf.folder)
    damaged = shelf.chosen()
    (damaged / "photos.sha256").write_text("not a list")
    clock(A_MINUTE)
    made = run("backup", shelf.folder)
    assert made.exit_code == 0 and "3 photo files, 3 of them new" in made.output
    clock(A_MINUTE)
    made = run("backup", shelf.folder, "--keep", 3)
    assert made.exit_code == 1 and "left as they are" in made.output
    assert damaged.name in made.output and len(shelf.backups()) == 3
    with elsewhere.app_context():
        assert run("restore", shelf.folder, app=elsewhere).exit_code == 0


def test_without_knowing_who_left_nothing_comes_back(city, run, elsewhere, tmp_path, clock):
    """Another backup of the folder may list them."""
    shelf = Shelf(tmp_path / "shelf")
    run("backup", shelf.folder)
    first = shelf.chosen().name
    clock(A_MINUTE)
    run("backup", shelf.folder)
    (shelf.chosen() / "manifest.json").write_text("{")
    with elsewhere.app_context():
        refused = run("restore", shelf.folder, "--at", first, app=elsewhere)
        assert refused.exit_code == 1 and f"{shelf.chosen().name}/manifest" in refused.output
        assert not db.inspect(db.engine).get_table_names()


def test_a_photo_damaged_in_the_store_is_named(city, run, elsewhere, tmp_path):
    run("backup", tmp_path / "shelf")
    name = names_of(db.session.scalar(db.select(Photo.key)))[1]
    elsewhere.extensions["photo_store"].put(name, b"half of it")
    with elsewhere.app_context():
        refused = run("restore", tmp_path / "shelf", app=elsewhere)
        assert refused.exit_code == 1 and f"{name} in the photo store is damaged" in refused.output
        assert not db.inspect(db.engine).get_table_names()
        elsewhere.extensions["photo_store"].delete(name)
        assert run("restore", tmp_path / "shelf", app=elsewhere).exit_code == 0


def test_the_worker_makes_one_a_day_and_keeps_so_many(city, app, clock, tmp_path, monkeypatch):
    chore = next(chore for chore in CHORES if chore.name == "backup")
    assert do_due([chore]) == []  # no folder is set
    monkeypatch.setitem(app.config, "BACKUPS", str(tmp_path / "shelf"))
    monkeypatch.setitem(app.config, "BACKUPS_KEPT", 2)
    for _ in range(3):
        clock(timedelta(days=1))
        assert do_due([chore]) == []
    assert len(Shelf(tmp_path / "shelf").backups()) == 2


def test_nothing_is_written_over(city, run, tmp_path):
    run("backup", tmp_path / "shelf")
    refused = run("restore", tmp_path / "shelf")
    assert refused.exit_code == 1 and "is not empty" in refused.output


def test_an_encrypted_backup_shows_nothing_and_opens_with_its_key(
    city, run, app, elsewhere, tmp_path, monkeypatch
):
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    key = tmp_path / "key.txt"
    key.write_text(f"# made today\n{identity}\n")
    monkeypatch.setitem(app.config, "BACKUP_RECIPIENT", str(identity.to_public()))
    shelf = Shelf(tmp_path / "shelf")
    assert run("backup", shelf.folder).exit_code == 0
    files = [path for path in shelf.folder.rglob("*") if path.is_file() and path.name != "lock"]
    plain = {path.name for path in files if not path.read_bytes().startswith(b"age-encryption")}
    assert plain == {"manifest.json", "photos.sha256"}
    with elsewhere.app_context():
        refused = run("restore", shelf.folder, app=elsewhere)
        assert refused.exit_code == 1 and "--identity" in refused.output
        other = tmp_path / "other.txt"
        other.write_text(str(pyrage.x25519.Identity.generate()))
        refused = run("restore", shelf.folder, "--identity", other, app=elsewhere)
        assert refused.exit_code == 1 and "can't be decrypted" in refused.output
        for no_key in (b"\xff\x00", b"AGE-SECRET-KEY-1CUT"):
            other.write_bytes(no_key)
            refused = run("restore", shelf.folder, "--identity", other, app=elsewhere)
            assert refused.exit_code == 1 and "holds no AGE-SECRET-KEY-1" in refused.output
        assert run("restore", shelf.folder, "--identity", key, app=elsewhere).exit_code == 0


def test_tables_older_than_the_program_or_none_are_refused_in_words(run, elsewhere, tmp_path):
    with elsewhere.app_context():
        refused = run("backup", tmp_path / "shelf", app=elsewhere)
        assert refused.exit_code == 1 and "db upgrade" in refused.output
        assert Shelf(tmp_path / "shelf").backups() == []


def test_nothing_is_left_in_the_clear_by_one_that_was_killed(city, run, tmp_path):
    left = tmp_path / "shelf" / f"{CLEAR}x"
    left.mkdir(parents=True)
    (left / "plain").write_text("민지")
    assert run("backup", tmp_path / "shelf").exit_code == 0
    assert not left.exists()


def test_a_wrong_key_to_encrypt_to_makes_no_backup(city, run, app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "BACKUP_RECIPIENT", "age1nothing")
    refused = run("backup", tmp_path / "shelf")
    assert refused.exit_code == 1 and "CIVIC_BACKUP_RECIPIENT" in refused.output
    assert Shelf(tmp_path / "shelf").backups() == []


def called(name):
    return db.session.scalar(db.select(Person).filter_by(name=name))


def _turn(backup, old, new):
    path = backup / "manifest.json"
    path.write_text(path.read_text().replace(old, new, 1))


def _cut(path):
    path.write_bytes(path.read_bytes()[:-7])


def _list(backup, name):
    """Have the backup list another photo, as somebody does who also writes its digest anew."""
    listed = backup / "photos.sha256"
    before = digest_of(listed)
    listed.write_text(f"{'0' * 64}  {name}\n")
    _turn(backup, before, digest_of(listed))
