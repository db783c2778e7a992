"""Reading a round's texts for the calculations: what was read before is kept, the rest is read now.

Done by the worker: the engines take some 10 ms a text. No transaction is open while they work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import current_app
from sqlalchemy import select

from civic.db import db, one_moment
from civic.grouping import Text
from civic.grouping.texts import LONGEST_START, Runs, readable
from civic.issues.models import Issue
from civic.themes import vectors
from civic.themes.vectors import text_key

# Texts read and stored together: an engine needs seconds to start, and a vector 80 ms, on a busy
# machine many times that. What is stored is read no second time.
AT_ONCE, AT_ONCE_NOUNS = 200, 2_000


@dataclass(frozen=True)
class ReadTexts:
    """The listed texts of a round, each with its nouns and its vector; vectors None: there is no
    model for them."""

    texts: list[Text]
    nouns: list[tuple[Runs, Runs]]
    vectors: list[bytes] | None


def read_round(
    round_id: int, step: Callable[[float], None] = lambda share: None, most: int | None = None
) -> ReadTexts:
    """Every listed text. Stores what it reads; commits. step: called with the share that is read;
    may raise to stop. most: read no more new ones; those not read have no nouns yet and are left
    out. Raises: NounsFailed, VectorsFailed."""
    with one_moment():
        texts, known = _texts(round_id), _known(round_id)
    engines, keys = _engines(), keys_of(texts)
    unread = [n for n, t in enumerate(texts) if known.get(t.number, ("",))[0] != keys[t.number]]
    cleaned = readable(texts) if unread else []
    wanted = unread[:most]
    size = AT_ONCE if engines[1].ready else AT_ONCE_NOUNS
    for start in range(0, len(wanted), size):
        step(start / len(wanted))
        some = wanted[start : start + size]
        share = partial(_tell, step, start, len(wanted))
        rows = _read(engines, [cleaned[n] for n in some], share)
        for n, (vector, nouns) in zip(some, rows, strict=True):
            known[texts[n].number] = (keys[texts[n].number], vector, nouns)
        _store(known, [texts[n].number for n in some])
    step(1.0)
    return _together([t for t in texts if t.number in known], known, engines[1].ready)


def already_read(round_id: int) -> tuple[list[Text], dict[int, tuple[str, bytes, list]]]:
    """Every listed text, and (key, vector, nouns) of those that were read as they are now. Reads
    none and asks no engine."""
    texts, known = _texts(round_id), _known(round_id)
    keys = keys_of(texts)
    return texts, {id: row for id, row in known.items() if keys.get(id) == row[0]}


def _engines():
    return current_app.extensions["text_nouns"], current_app.extensions["sentence_vectors"]


def keys_of(texts: list[Text]) -> dict[int, str]:
    """Report → the key under which what is read of it now is kept."""
    names = " ".join(engine.name for engine in _engines())
    return {text.number: text_key(names, text.title, text.body) for text in texts}


def _texts(round_id: int) -> list[Text]:
    columns = Issue.id, Issue.title, Issue.body, Issue.reporter_id, Issue.author_key
    query = select(*columns).where(Issue.round_id == round_id, Issue.listed).order_by(Issue.id)
    return [
        Text(row.id, row.title, row.body, str(row.reporter_id or row.author_key or ""))
        for row in db.session.execute(query)
    ]


def _known(round_id: int) -> dict[int, tuple[str, bytes, list]]:
    return {
        id: (row.text_key, row.vector, row.nouns)
        for id, row in vectors.vectors_of(round_id).items()
    }


def _tell(step: Callable[[float], None], start: int, of: int, done: int) -> None:
    step((start + done) / of)


def _read(engines, pairs, step: Callable[[int], None]) -> list[tuple[bytes, list]]:
    nouns, meaning = engines
    runs = nouns.runs([title for title, _ in pairs] + [body for _, body in pairs])
    cut = [(title, body[:LONGEST_START]) for title, body in pairs]
    vectors = meaning.vectors(cut, step) if meaning.ready else [b""] * len(pairs)
    both = zip(runs[: len(pairs)], runs[len(pairs) :], strict=True)
    return [(vector, list(each)) for vector, each in zip(vectors, both, strict=True)]


def _store(known, ids: list[int]) -> None:
    """Those that are still there: an import may have been taken back meanwhile."""
    there = db.session.scalars(select(Issue.id).where(Issue.id.in_(ids))).all()
    vectors.store(
        [
            dict(zip(("issue_id", "text_key", "vector", "nouns"), (id, *known[id]), strict=True))
            for id in there
        ]
    )
    db.session.commit()


def _together(texts, known, has_vectors: bool) -> ReadTexts:
    rows = [known[text.number] for text in texts]
    nouns = [(title, body) for _, _, (title, body) in rows]
    return ReadTexts(texts, nouns, [vector for _, vector, _ in rows] if has_vectors else None)
