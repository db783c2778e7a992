"""Make a backup while everybody works: what was promised of votes first, then the database, then
the photos. A report's photos are stored before its row, so none of the copied rows lacks its own.
"""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from flask import current_app

from civic.backups import databases
from civic.backups.encryption import Envelope, Plain, Sealed, digest_of
from civic.backups.manifest import Manifest, Unusable
from civic.backups.shelf import CLEAR, LIST, Shelf, photos_of, write_photos
from civic.db import db, now, one_moment
from civic.engines.photo_store import PhotoStore
from civic.people.models import Person
from civic.progress import counted
from civic.schema_version import is_behind, version, what_to_do
from civic.store_marks import is_mark, left_mark
from civic.votes.seal import promises
from civic.votes.seal.tally import Tally


def make_daily() -> None:
    """What the worker does where CIVIC_BACKUPS names a folder. Raises: Unusable, OSError."""
    if folder := current_app.config["BACKUPS"]:
        shelf = Shelf(Path(folder))
        make(shelf)
        shelf.keep(current_app.config["BACKUPS_KEPT"])


@dataclass(frozen=True)
class Made:
    """path: of the new backup; new_photos: those no earlier one of the shelf held."""

    path: Path
    photos: int
    new_photos: int


def envelope() -> Envelope:
    recipient = current_app.config["BACKUP_RECIPIENT"]
    return Sealed(recipient) if recipient else Plain()


def make(shelf: Shelf) -> Made:
    """Raises: Unusable, OSError; then nothing is left but photos the next one will use."""
    with shelf.alone():
        known = _known(shelf)
        with shelf.making(now()) as folder:
            manifest = _manifest(folder)
            photos, new = _copy_photos(shelf, known)
            write_photos(folder, photos)
            files = manifest.files | {LIST: digest_of(folder / LIST)}
            replace(manifest, files=files, photos=len(photos)).write(folder)
            os.sync()  # photos, files and folders: on the disk before it is called a backup
        return Made(shelf.chosen(), len(photos), new)


def _manifest(folder: Path) -> Manifest:
    known = promised()
    database = databases.of(current_app.config["DATABASE_URL"])
    return replace(known, files=copy_database(database, folder, envelope()))


def promised() -> Manifest:
    """What was true before the copy is in it: roots and marks are only ever added. It lists no
    file yet."""
    revision = _revision()
    with one_moment():
        sealed = {
            promises.address_of(tally.round): tally.root
            for tally in db.session.scalars(db.select(Tally).where(Tally.root.is_not(None)))
        }
        gone = db.select(Person.id, Person.created_at).where(Person.deleted_at.is_not(None))
        left = tuple(left_mark(id, joined_at) for id, joined_at in db.session.execute(gone))
    return Manifest(
        made_at=f"{now():%Y-%m-%dT%H:%M:%SZ}",
        database=databases.of(current_app.config["DATABASE_URL"]).kind,
        revision=revision,
        files={},
        encrypted=bool(current_app.config["BACKUP_RECIPIENT"]),
        sealed=sealed,
        left=left,
    )


def _revision() -> str:
    """Raises: Unusable for tables this program can't read, or none."""
    revision = version()
    if revision is None or is_behind(revision):
        raise Unusable(what_to_do(revision).rstrip("."))
    return revision


def copy_database(database: databases.Database, folder: Path, wrap: Envelope) -> dict[str, str]:
    """name → SHA-256. In the clear it lies only as long as it takes, readable by nobody else."""
    digests = {}
    with tempfile.TemporaryDirectory(prefix=CLEAR, dir=folder) as clear:
        for file in database.copy(Path(clear)):
            digests[file.name] = digest_of(file)
            wrap.put(file, folder / (file.name + wrap.suffix))
    return digests


def _known(shelf: Shelf) -> dict[str, str]:
    """name → SHA-256 of the photos that lie on the shelf already, encrypted or not as now. A
    damaged backup is in no other one's way: what it alone lists is copied again."""
    suffix, listed = envelope().suffix, dict[str, str]()
    for path in shelf.backups():
        with suppress(Unusable):
            listed |= photos_of(path)
    return {name: digest for name, digest in listed.items() if shelf.photo(name, suffix).exists()}


def _copy_photos(shelf: Shelf, known: dict[str, str]) -> tuple[dict[str, str], int]:
    """name → SHA-256 of every file of the store, and how many were new. Files never change."""
    store, photos, new = current_app.extensions["photo_store"], {}, 0
    for name, _ in counted(store.names(), "photo files"):
        if name.endswith(".part"):
            continue
        if name in known:
            photos[name] = known[name]
            continue
        try:
            photos[name] = _copy_photo(store, name, shelf)
        except FileNotFoundError:
            continue  # deleted since
        new += not is_mark(name)
    return photos, new


def _copy_photo(store: PhotoStore, name: str, shelf: Shelf) -> str:
    data, wrap = store.get(name), envelope()
    target = shelf.photo(name, wrap.suffix)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=CLEAR, dir=shelf.folder) as clear:
        plain, wrapped = Path(clear) / "plain", Path(clear) / "wrapped"
        plain.write_bytes(data)
        wrap.put(plain, wrapped)
        wrapped.replace(target)
    return sha256(data).hexdigest()
