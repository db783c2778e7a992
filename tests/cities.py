"""The invented city of the demo, small."""

from civic.db import db
from civic.demo.build import build


def settle() -> None:
    """The city in the empty database."""
    build(residents=40, photos_every=25)
    db.session.commit()
