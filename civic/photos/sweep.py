"""What becomes of photos that are part of nothing."""

from civic.db import db, now
from civic.photos.models import Photo
from civic.store_marks import RESTORED, sweeps_from


def sweep(store, only_look: bool = False) -> tuple[int, int]:
    """Delete photos sent a day ago that became part of nothing, and files an hour old that no
    photo owns; how many of each. Commits: rows go before their files. only_look: nothing goes.

    Raises: OSError; what is left goes the next time.
    """
    restores = [row for page in store.pages(after=RESTORED) for row in page]
    earliest = sweeps_from(restores, now())
    unused = Photo.drop_unused()
    if only_look:
        db.session.rollback()
    db.session.commit()
    for name in [] if only_look else unused:
        store.delete(name)
    count = 0
    for page in store.pages():  # of a million files a thousand at a time
        orphans = Photo.orphans(page, earliest)
        db.session.rollback()  # no lock is held while files are deleted
        for name in [] if only_look else orphans:
            store.delete(name)
        count += len(orphans)
    return len(unused) // 3, count
