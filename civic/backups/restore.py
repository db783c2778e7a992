"""Bring a backup back into an empty database and a photo store. Nothing is written over.

Whoever left since stays gone, as far as the marks of the photo store and of later backups know;
every session ends; and the sweep leaves alone what the older database does not know.
"""

import tempfile
from hashlib import sha256
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade

from civic.backups import databases
from civic.backups.encryption import Envelope, Plain, Sealed, digest_of
from civic.backups.manifest import Manifest, Unusable
from civic.backups.shelf import CLEAR, LIST, Shelf, photos_of
from civic.db import db, now
from civic.engines.photo_store import PhotoStore
from civic.outbox.kept.models import KeptForm
from civic.people.models import Person
from civic.people.residency.models import IdentityMark
from civic.people.secrets import identity_secret
from civic.people.sign_in.models import SignIn, SignInCode
from civic.photos.models import Photo
from civic.progress import counted
from civic.schema_version import versions
from civic.store_marks import mark_restored, redacted_key, took_words, who_left


def opener(manifest: Manifest, identity: Path | None) -> Envelope:
    return Sealed(identity=identity) if manifest.encrypted else Plain()


def restore(shelf: Shelf, backup: Path, identity: Path | None = None) -> Manifest:
    """Raises: Unusable before the database is touched, unless its own program refuses the file."""
    manifest, store = Manifest.read(backup), current_app.extensions["photo_store"]
    database = databases.of(current_app.config["DATABASE_URL"])
    _fits(manifest, database)
    envelope = opener(manifest, identity)
    with tempfile.TemporaryDirectory(prefix=CLEAR, dir=_nearby(database, backup)) as clear:
        _open_files(manifest, backup, envelope, Path(clear))
        _put_photos(shelf, photos_of(backup), envelope, store)
        marks = shelf.left() | {name for name, _ in store.names()}
        db.engine.dispose()
        database.restore(Path(clear))
    db.engine.dispose()
    upgrade()  # a backup of an earlier program; of this one it changes nothing
    _end_sessions()
    _let_go(marks)
    _withhold(marks)
    db.session.commit()
    mark_restored(store, now())
    return manifest


def _fits(manifest: Manifest, database: databases.Database) -> None:
    if manifest.database != database.kind:
        kinds = f"it is of {manifest.database}, and CIVIC_DATABASE_URL names {database.kind}"
        raise Unusable(kinds)
    if manifest.revision not in versions():
        raise Unusable(
            f"its tables have version {manifest.revision}, which this program does not know:"
            " install the program it was made with, or a newer one"
        )
    if not database.is_empty():
        raise Unusable("the database of CIVIC_DATABASE_URL is not empty: move it away first")


def _nearby(database: databases.Database, backup: Path) -> Path:
    """A folder on the database's disk, so that a copy in the clear never goes elsewhere."""
    if isinstance(database, databases.SqliteDatabase):
        database.path.parent.mkdir(parents=True, exist_ok=True)
        return database.path.parent
    return backup


def _open_files(manifest: Manifest, backup: Path, envelope: Envelope, clear: Path) -> None:
    for name, digest in manifest.files.items():
        if name == LIST:
            source, opened = backup / LIST, backup / LIST
        else:
            source, opened = backup / (name + envelope.suffix), clear / name
        if not source.exists():
            raise Unusable(f"{source.name} is missing")
        if opened != source:
            envelope.open(source, opened)
        if digest_of(opened) != digest:
            raise Unusable(f"{source.name} is damaged: its SHA-256 is not the manifest's")


def _put_photos(
    shelf: Shelf, photos: dict[str, str], envelope: Envelope, store: PhotoStore
) -> None:
    there = {name for name, _ in store.names()}
    with tempfile.TemporaryDirectory(prefix=CLEAR, dir=shelf.folder) as clear:
        for name, digest in counted(photos.items(), "photo files"):
            if name in there:
                if sha256(store.get(name)).hexdigest() != digest:
                    raise Unusable(f"{name} in the photo store is damaged: move it away first")
                continue
            source, plain = shelf.photo(name, envelope.suffix), Path(clear) / "photo"
            if not source.exists():
                raise Unusable(f"the photo {name} is missing")
            envelope.open(source, plain)
            data = plain.read_bytes()
            if sha256(data).hexdigest() != digest:
                raise Unusable(f"the photo {name} is damaged: its SHA-256 is not the list's")
            store.put(name, data)


def _end_sessions() -> None:
    """Of a year ago or an hour ago: nobody is signed in by a copy of the past."""
    for model in (SignIn, SignInCode, KeptForm):
        db.session.execute(db.delete(model))


def _withhold(marks: set[str]) -> None:
    """A photo that was redacted after the backup was made is for the office alone until it is
    redacted again."""
    keys = {key for mark in marks if (key := redacted_key(mark)) is not None}
    for photo in db.session.scalars(db.select(Photo).where(Photo.key.in_(keys))):
        photo.withhold()


def _let_go(marks: set[str]) -> None:
    """Who left after the backup was made leaves again."""
    for mark in sorted(marks, key=took_words, reverse=True):
        if (whom := who_left(mark)) is None:
            continue
        person = db.session.get(Person, whom[0])
        joined = int(person.created_at.timestamp()) if person else 0
        if person and joined == whom[1] and person.deleted_at is None:
            IdentityMark.leave_behind(person, identity_secret())
            person.leave(took_words(mark))
