"""The search index: two-syllable pieces of every issue, FTS5 on SQLite, a tsvector on PostgreSQL.

The table issue_search is not mapped: it is created with the issue table by the events of attach(),
and the migration runs the same CREATE_… lists. Phrases of adjacent pieces make 마을버스 find
마을버스 only; a one-letter word finds pieces that begin with it.
"""

from sqlalchemy import DDL, Select, bindparam, cast, column, event, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY

from civic.db import db
from civic.issues.bigrams import index_pieces, pieces, words

CREATE_SQLITE = [
    "CREATE VIRTUAL TABLE issue_search USING fts5("
    "grams, tokenize = 'unicode61 remove_diacritics 0', detail = full)"
]
DROP_SQLITE = ["DROP TABLE IF EXISTS issue_search"]
CREATE_POSTGRESQL = [
    "CREATE TABLE issue_search ("
    "issue_id integer PRIMARY KEY REFERENCES issue (id) ON DELETE CASCADE, "
    "grams tsvector NOT NULL)",
    "CREATE INDEX ix_issue_search_grams ON issue_search USING gin (grams)",
]
DROP_POSTGRESQL = ["DROP TABLE IF EXISTS issue_search"]

_REMOVE = {
    "sqlite": text("DELETE FROM issue_search WHERE rowid = :id"),
    "postgresql": text("DELETE FROM issue_search WHERE issue_id = :id"),
}
_ADD = {
    "sqlite": text("INSERT INTO issue_search (rowid, grams) VALUES (:id, :grams)"),
    "postgresql": text(
        "INSERT INTO issue_search (issue_id, grams) VALUES (:id, CAST(:grams AS tsvector))"
    ),
}
_ROUND = {
    "sqlite": text(
        "DELETE FROM issue_search WHERE rowid IN (SELECT id FROM issue WHERE round_id = :round_id)"
    ),
    "postgresql": text(
        "DELETE FROM issue_search WHERE issue_id IN"
        " (SELECT id FROM issue WHERE round_id = :round_id)"
    ),
}
_index = table("issue_search", column("rowid"), column("issue_id"), column("grams"))
# PostgreSQL keeps at most this many places of one lexeme and ignores the rest.
_LAST_POSITION = 16_383


def attach(issue_table) -> None:
    """Create and drop the index together with the issue table."""
    for dialect, creates, drops in (
        ("sqlite", CREATE_SQLITE, DROP_SQLITE),
        ("postgresql", CREATE_POSTGRESQL, DROP_POSTGRESQL),
    ):
        for statement in creates:
            event.listen(issue_table, "after_create", DDL(statement).execute_if(dialect=dialect))
        for statement in drops:
            event.listen(issue_table, "before_drop", DDL(statement).execute_if(dialect=dialect))


def index_issue(issue_id: int, words_of_issue: str) -> None:
    """Store or replace what an issue is found by."""
    forget_issue(issue_id)
    index_many([(issue_id, words_of_issue)])


def index_many(rows: list[tuple[int, str]]) -> None:
    """Store many (issue id, text) that are not in the index yet."""
    if rows:
        write = _grams_of_dialect()
        values = [{"id": id, "grams": write(index_pieces(words))} for id, words in rows]
        db.session.execute(_ADD[_dialect()], values)


def forget_issue(issue_id: int) -> None:
    db.session.execute(_REMOVE[_dialect()], {"id": issue_id})


def forget_round(round_id: int) -> None:
    db.session.execute(_ROUND[_dialect()], {"round_id": round_id})


def matching(q: str, any_piece: bool = False) -> Select | None:
    """A select of the ids of issues with every word of q; None when q has no letter or digit.

    Args: any_piece: one shared piece is enough (candidates for likeness).
    """
    found = list(dict.fromkeys(words(q)))[:12]
    if not found:
        return None
    if any_piece:
        found = list(dict.fromkeys(piece for word in found for piece in pieces(word)))[:40]
    if _dialect() == "postgresql":
        query = (" | " if any_piece else " & ").join(
            _phrase(word, "'{}'", " <-> ") for word in found
        )
        return select(_index.c.issue_id).where(_index.c.grams.op("@@")(cast(query, TSQUERY)))
    query = (" OR " if any_piece else " AND ").join(_phrase(word, '"{}"', " + ") for word in found)
    condition = text("issue_search MATCH :grams").bindparams(bindparam("grams", query, unique=True))
    return select(_index.c.rowid).where(condition)


def _phrase(word: str, quoted: str, then: str) -> str:
    if len(word) == 1:
        return quoted.format(word) + (":*" if then == " <-> " else " *")
    return "(" + then.join(quoted.format(piece) for piece in pieces(word)) + ")"


def _dialect() -> str:
    return db.session.get_bind().dialect.name


def _grams_of_dialect():
    return _as_tsvector if _dialect() == "postgresql" else " ".join


def _as_tsvector(grams: list[str]) -> str:
    # Written out, not to_tsvector(): its parser would read "1e" or "-5" by its own rules.
    return " ".join(f"'{gram}':{place}" for place, gram in enumerate(grams[:_LAST_POSITION], 1))
