"""The invented city of the demo, small: built once in a test process, then copied."""

from civic.db import db
from civic.demo.build import build
from tests.databases import keep, put_back

_kept = []


def settle() -> None:
    """The city in the empty database. Its photos stay in the memory of the process."""
    if _kept:
        put_back(_kept[0])
        return
    build(residents=40, photos_every=25)
    db.session.commit()
    _kept.append(keep())
