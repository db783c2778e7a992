"""The search index: two-syllable pieces of every issue, FTS5 on SQLite, a tsvector on PostgreSQL.

The table issue_search is not mapped: it is created with the issue table by the events of attach(),
and the migration runs the same CREATE_… lists. All pieces of 마을버스 together find 마을버스 and
마을 버스 only; other words are phrases of adjacent pieces, and a one-letter word finds pieces that
begin with it.
"""

from functools import cache
from hashlib import sha256
from itertools import combinations

from sqlalchemy import (
    DDL,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    SelectBase,
    String,
    and_,
    bindparam,
    case,
    cast,
    column,
    event,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from civic.db import db
from civic.issues.listing.bigrams import bigrams, index_pieces, spelled, words

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
_REMOVE_ROUND = {
    "sqlite": text(
        "DELETE FROM issue_search WHERE rowid IN (SELECT id FROM issue WHERE round_id = :round_id)"
    ),
    "postgresql": text(
        "DELETE FROM issue_search WHERE issue_id IN"
        " (SELECT id FROM issue WHERE round_id = :round_id)"
    ),
}
_READ_ROUND = {
    "sqlite": text(
        "SELECT rowid, grams FROM issue_search"
        " WHERE rowid IN (SELECT id FROM issue WHERE round_id = :round_id)"
    ),
    "postgresql": text(
        "SELECT issue_id, CAST(grams AS text) FROM issue_search"
        " WHERE issue_id IN (SELECT id FROM issue WHERE round_id = :round_id)"
    ),
}
_index = table("issue_search", column("rowid"), column("issue_id"), column("grams"))
# PostgreSQL keeps at most this many places of one lexeme and ignores the rest.
_LAST_POSITION = 16_383
MOST_WORDS = 12
# How a piece is quoted, follows another, begins a longer one; and, or.
IN_POSTGRESQL = "'{}'", " <-> ", ":*", " & ", " | "
IN_SQLITE = '"{}"', " + ", " *", " AND ", " OR "
MOST_PIECES, FIRST_PIECES, FEW = 40, 5, 300  # so few SQLite puts in order of likeness soon
NEWEST, CLOSE = 100, 60  # that are compared, of each way to be alike
RANK = text("rank")
MATCH = literal_column("issue_search").op("MATCH")
NOTHING = '""'  # what no issue has


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


def index_issue(issue_id: int, round_id: int, words_of_issue: str) -> None:
    """Store or replace what an issue is found by."""
    forget_issue(issue_id)
    index_many(round_id, [(issue_id, words_of_issue)])


def index_many(round_id: int, rows: list[tuple[int, str]]) -> None:
    """Store many (issue id, text) of a round that are not in the index yet."""
    add_many([(issue_id, entry(round_id, text)) for issue_id, text in rows])


def entry(round_id: int, words_of_issue: str) -> str:
    """What the index keeps for a text; asks no database."""
    write = _as_tsvector if _dialect() == "postgresql" else " ".join
    return write([_round(round_id), *index_pieces(words_of_issue)])


def add_many(entries: list[tuple[int, str]]) -> None:
    """Store many (issue id, entry) that are not in the index yet."""
    if entries:
        values = [{"id": issue_id, "grams": grams} for issue_id, grams in entries]
        db.session.execute(_ADD[_dialect()], values)


def forget_issue(issue_id: int) -> None:
    db.session.execute(_REMOVE[_dialect()], {"id": issue_id})


def forget_many(issue_ids: list[int]) -> None:
    if issue_ids:
        db.session.execute(_REMOVE[_dialect()], [{"id": issue_id} for issue_id in issue_ids])


def forget_round(round_id: int) -> None:
    db.session.execute(_REMOVE_ROUND[_dialect()], {"round_id": round_id})


def read(round_id: int) -> dict[str, str]:
    """Issue → a short fingerprint of what it is found by."""
    rows = db.session.execute(_READ_ROUND[_dialect()], {"round_id": round_id})
    return {f"issue {id}": sha256(grams.encode()).hexdigest()[:8] for id, grams in rows}


def matching(q: str, round_id: int) -> Select | None:
    """A select of the ids of a round's issues that have every word of q.

    None when q has no letter or digit.
    """
    words = asked(q, round_id)
    return None if words is None else having().params(words=words)


def asked(q: str, round_id: int) -> str | None:
    """What the `words` of having() are for every word of q; None as matching()."""
    query_words = list(dict.fromkeys(words(q)))[:MOST_WORDS]
    if not query_words:
        return None
    on_postgresql = _dialect() == "postgresql"
    signs, both = (IN_POSTGRESQL, " & ") if on_postgresql else (IN_SQLITE, " AND ")
    query = both.join(_phrase(word, *signs) for word in query_words)
    return _within_postgresql(query, round_id) if on_postgresql else _within(query, round_id)


def having() -> Select:
    """A select of the ids of issues that have `words`; the same at each call."""
    return _having(_dialect())


@cache
def _having(dialect: str) -> Select:
    asked = bindparam("words", type_=String)
    if dialect == "postgresql":
        return select(_index.c.issue_id).where(_index.c.grams.op("@@")(cast(asked, TSQUERY)))
    return select(_index.c.rowid).where(MATCH(_without_needless_round(asked)))


def _without_needless_round(asked: BindParameter[str]) -> ColumnElement[str]:
    """Where all issues are of the round, SQLite need not find each of 20,000 by its piece."""
    rounds = table("issue", column("round_id", Integer)).c
    first, last = (select(end(*rounds)).scalar_subquery() for end in (func.min, func.max))
    piece = literal('"round').concat(first).concat('" AND ')
    is_theirs = and_(first == last, func.substr(asked, 1, func.length(piece)) == piece)
    return case((is_theirs, func.substr(asked, func.length(piece) + 1)), else_=asked)


def closest(q: str, round_id: int, limit: int) -> Select | None:
    """A select of the ids that share the most and rarest pieces with q, closest first."""
    grams = list(dict.fromkeys(bigrams(q)))[:MOST_PIECES]
    if not grams:
        return None
    if _dialect() == "postgresql":
        query = " | ".join(f"'{piece}'" for piece in grams)
        rank = func.ts_rank(_index.c.grams, cast(query, TSQUERY)).desc()
        return _on_postgresql(query, round_id).order_by(rank).limit(limit)
    return _on_sqlite(_any(grams), round_id).order_by(RANK).limit(limit)


def candidates(q: str, round_ids: list[int]) -> tuple[SelectBase, dict] | None:
    """A select of the ids of what may be like q in these rounds, the same at each call, and what
    its names stand for. None when q has no letter or digit.

    SQLite puts in order of likeness what shares any piece, one by one, and counts for it how many
    issues have each: of 20,000 reports that takes as long as all else. So it does that for rare
    pieces alone. Beside them it takes the newest that share any, and the newest that have all the
    first pieces but one, of any age.
    """
    grams = list(dict.fromkeys(bigrams(q)))[:MOST_PIECES]
    if not grams:
        return None
    if _dialect() == "postgresql":
        pieces = " | ".join(f"'{piece}'" for piece in grams)
        rounds = " | ".join(f"'{_round(id)}'" for id in round_ids)
        return _candidates_on_postgresql(), {"words": f"({rounds}) & ({pieces})"}
    first = grams[:FIRST_PIECES]
    enough = combinations(first, len(first) - (len(first) > 2))
    nearly = " OR ".join("(" + " AND ".join(map(IN_SQLITE[0].format, way)) + ")" for way in enough)
    rounds = " OR ".join(f'"{_round(id)}"' for id in round_ids)
    values = {"any": f"({rounds}) AND ({_any(grams)})", "nearly": f"({rounds}) AND ({nearly})"}
    return _candidates_on_sqlite(), values | {"rare": _any(_rare(grams)) or NOTHING}


@cache
def _candidates_on_sqlite() -> SelectBase:
    newest_first = _index.c.rowid.desc()
    ways = ("any", newest_first, NEWEST), ("nearly", newest_first, CLOSE), ("rare", RANK, CLOSE)
    queries = (
        select(_index.c.rowid)
        .where(MATCH(bindparam(name, type_=String)))
        .order_by(order)
        .limit(most)
        for name, order, most in ways
    )
    return union_all(*(select(way.subquery()) for way in queries))


@cache
def _candidates_on_postgresql() -> Select:
    asked = cast(bindparam("words", type_=String), TSQUERY)
    query = select(_index.c.issue_id).where(_index.c.grams.op("@@")(asked))
    return query.order_by(func.ts_rank(_index.c.grams, asked).desc()).limit(CLOSE)


def _rare(grams: list[str]) -> list[str]:
    """Those that at most FEW issues have; SQLite counts no further."""
    few = f"SELECT 1 FROM issue_search WHERE issue_search MATCH ? LIMIT {FEW + 1}"
    counts = ", ".join(f"(SELECT COUNT(*) FROM ({few}))" for _ in grams)
    quoted = tuple(map(IN_SQLITE[0].format, grams))
    counts_here = db.session.connection().exec_driver_sql(f"SELECT {counts}", quoted).one()
    return [piece for piece, count in zip(grams, counts_here, strict=True) if 0 < count <= FEW]


def _any(grams: list[str]) -> str:
    return " OR ".join(map(IN_SQLITE[0].format, grams))


def _on_sqlite(query, round_id):
    return select(_index.c.rowid).where(MATCH(_within(query, round_id)))


def _on_postgresql(query, round_id):
    whole = cast(_within_postgresql(query, round_id), TSQUERY)
    return select(_index.c.issue_id).where(_index.c.grams.op("@@")(whole))


def _within(query, round_id):
    return f'"{_round(round_id)}" AND ({query})'


def _within_postgresql(query, round_id):
    return f"'{_round(round_id)}' & ({query})"


def _round(round_id):
    # Longer than any piece, so it never meets one.
    return f"round{round_id}"


def _phrase(word, quoted, then, begins, both, either):
    if len(word) == 1:
        return quoted.format(word) + begins
    spellings = [[quoted.format(each) for each in ways] for ways in spelled(word)]
    if len(spellings[0]) == 1:
        return "(" + then.join(piece for (piece,) in spellings) + ")"
    return "(" + both.join("(" + either.join(ways) + ")" for ways in spellings) + ")"


def _dialect() -> str:
    return db.session.get_bind().dialect.name


def _as_tsvector(grams: list[str]) -> str:
    # Written out, not to_tsvector(): its parser would read "1e" or "-5" by its own rules.
    return " ".join(f"'{gram}':{place}" for place, gram in enumerate(grams[:_LAST_POSITION], 1))
