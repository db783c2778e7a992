"""A picture's files in the photo store, and their removal when no row comes to own them.

Files are stored before their row. When the request is refused after that (the disk is full, the
database is, a form says no), the files go with it, and wait for no sweep.
"""

import logging
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import event

from civic.db import db
from civic.photos.intake import Intake, take

if TYPE_CHECKING:
    from civic.engines.photo_store import PhotoStore

log = logging.getLogger(__name__)
UNOWNED, COMMITTING = "photos_unowned", "photos_committing"  # keys of Session.info


def names_of(key: str) -> tuple[str, str, str]:
    return f"{key}.jpg", f"{key}-m.jpg", f"{key}-s.jpg"


def sealed_name(key: str) -> str:
    """The file of a redacted photo's original, sealed, while it is kept."""
    return f"{key}-o.sealed"


def delete_files(store: "PhotoStore", key: str) -> None:
    """Delete what lies under a key that no photo has any more; what can't be is left to the
    sweep."""
    for name in (*names_of(key), sealed_name(key)):
        try:
            store.delete(name)
        except OSError as failed:
            log.warning("photo file %s is left to the sweep: %s", name, failed)


@dataclass(frozen=True)
class StoredPicture:
    """An uploaded picture whose three files are in `store`. sha256: of the file that was sent."""

    store: "PhotoStore"
    key: str
    sha256: str
    intake: Intake

    @classmethod
    def make(cls, store: "PhotoStore", data: bytes) -> "StoredPicture":
        """Shrink a picture and store it; asks the database for nothing.

        Raises: Rejected, OSError; then no file is left.
        """
        return cls.put(store, take(data), sha256(data).hexdigest())

    @classmethod
    def put(cls, store: "PhotoStore", intake: Intake, digest: str) -> "StoredPicture":
        """Store what was made of a picture, under a new key. Raises: OSError, as make()."""
        stored = cls(store, secrets.token_hex(16), digest, intake)
        pictures = (intake.large, intake.middle, intake.small)
        try:
            for name, picture in zip(names_of(stored.key), pictures, strict=True):
                store.put(name, picture)
        except BaseException:
            stored.discard()
            raise
        return stored

    def discard(self) -> None:
        """Delete the files. One that can't be deleted now is left to the sweep."""
        delete_files(self.store, self.key)

    def discard_unless_committed(self) -> None:
        """Delete the files if the session's transaction ends without a commit."""
        db.session.info.setdefault(UNOWNED, []).append(self)


@event.listens_for(db.session, "before_commit")
def _committing(session) -> None:
    # A server that is lost at this moment may have committed all the same. SQLite tells for sure.
    if session.info.get(UNOWNED) and session.get_bind().dialect.name != "sqlite":
        session.info[COMMITTING] = True


@event.listens_for(db.session, "after_commit")
def _committed(session) -> None:
    session.info.pop(UNOWNED, None)


@event.listens_for(db.session, "after_transaction_end")
def _ended(session, transaction) -> None:
    if transaction.parent is not None:
        return
    unowned, unsure = session.info.pop(UNOWNED, []), session.info.pop(COMMITTING, False)
    for stored in () if unsure else unowned:
        stored.discard()
