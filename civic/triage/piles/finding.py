"""Finding piles: at once in a round of few reports, else beforehand and by the worker."""

import hashlib

from sqlalchemy import select

from civic.db import db, one_moment, writing
from civic.grouping import Text
from civic.rounds.models import Round
from civic.themes.reading import already_read
from civic.triage.piles.duplicates import NumberedPiles, duplicates
from civic.triage.piles.models import PilesFound

# A request finds the piles of so many reports by itself.
FEW = 500


def find_at_once(round: Round) -> NumberedPiles:
    texts, read = already_read(round.id)
    return duplicates(texts, _pairs(read))


def find_of_large_rounds() -> None:
    """Find the piles of every large round anew whose texts, or what was read of them, changed.
    Commits. No transaction is open while it compares them."""
    for round_id in _large_rounds():
        _find_anew(round_id)


def _find_anew(round_id: int) -> None:
    with one_moment():
        texts, read = already_read(round_id)
        kept = db.session.scalar(select(PilesFound.made_of).filter_by(round_id=round_id))
    made_of = _digest(texts, read)
    if made_of == kept:
        return
    piles = duplicates(texts, _pairs(read))
    with writing():
        PilesFound.keep(round_id, made_of, piles)
        db.session.commit()


def _large_rounds() -> list[int]:
    query = select(Round.id).where(Round.issues_count > FEW).order_by(Round.id)
    ids = list(db.session.scalars(query))
    db.session.rollback()
    return ids


def _digest(texts: list[Text], read: dict[int, tuple[str, bytes, list]]) -> str:
    whole = hashlib.sha256()
    for text in texts:
        key, vector, _nouns = read.get(text.number, ("", b"", []))
        whole.update(
            repr((text.number, text.title, text.body, key, bool(vector))).encode("utf-8", "replace")
        )
    return whole.hexdigest()[:24]


def _pairs(read: dict[int, tuple[str, bytes, list]]):
    return {id: ((title, body), vector) for id, (_key, vector, (title, body)) in read.items()}
