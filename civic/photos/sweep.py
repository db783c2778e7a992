"""What becomes of photos that are part of nothing."""

from civic.db import db, now
from civic.photos.models import Photo
from civic.store_marks import RESTORED, sweeps_from


def sweep(store) -> tuple[int, int]:
    """Delete photos sent a day ago that became part of nothing, and files an hour old that no
    photo owns; how many of each. Commits: rows go before their files.

    Raises: OSError; what is left goes the next time.
    """
    restores = [row for page in store.pages(after=RESTORED) for row in page]
    earliest = sweeps_from(restores, now())
    unused = Photo.drop_unused()
    db.session.commit()
    for name in unused:
        store.delete(name)
    count = 0
    for page in store.pages():  # of a million files a thousand at a time
        orphans = Photo.orphans(page, earliest)
        db.session.rollback()  # no lock is held while files are deleted
        for name in orphans:
            store.delete(name)
        count += len(orphans)
    return len(unused) // 3, count
