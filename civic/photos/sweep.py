"""What becomes of photos that are part of nothing."""

from civic.db import db
from civic.photos.models import Photo


def sweep(store) -> tuple[int, int]:
    """Delete photos sent a day ago that became part of nothing, and files an hour old that no
    photo owns; how many of each. Commits: rows go before their files.

    Raises: OSError; what is left goes the next time.
    """
    files = store.names()
    unused = Photo.drop_unused()
    db.session.commit()
    orphans = Photo.orphans(files)
    db.session.rollback()  # no lock is held while files are deleted
    for name in {*unused, *orphans}:
        store.delete(name)
    return len(unused) // 3, len(orphans)
