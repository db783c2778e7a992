"""IssueCount: how many issues a round has by district and status, kept by the database itself.

Triggers on the issue table change the counts in the transaction of the row, whichever statement
changed it, so that none can be forgotten. They are created with the tables by the events of
attach(), and the migration runs the same CREATE_… lists. A migration that rebuilds the issue table
(SQLite's batch mode) loses its triggers and has to create them again; a test notices.
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ForeignKey, MetaData, Select, String, bindparam, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model, db
from civic.issues.listing.triggers import attach_triggers, on_statement


class IssueCount(Model):
    """Issues and their supports of one kind. district_id 0: without a district."""

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str] = mapped_column(String(12), primary_key=True)
    listed: Mapped[bool] = mapped_column(primary_key=True)
    issues: Mapped[int]
    supports: Mapped[int]


def by_status(round_id: int) -> dict[str, int]:
    """Status → issues that readers may know of: listed, or merged into one that is."""
    rows = db.session.execute(_by_status(), {"round_id": round_id})
    return {status: int(issues) for status, issues in rows}


@cache
def _by_status() -> Select:
    """Built once, past the ORM: a round's home asks it of every visitor."""
    count = IssueCount.__table__.c
    known = count.listed | (count.status == "merged")
    query = select(count.status, func.sum(count.issues))
    return query.where(count.round_id == bindparam("round_id"), known).group_by(count.status)


def by_district(round_id: int) -> Sequence:
    """Rows (district_id, issues, supports) of listed issues, most issues first; 0: no district."""
    issues = func.sum(IssueCount.issues).label("issues")
    query = select(
        IssueCount.district_id, issues, func.sum(IssueCount.supports).label("supports")
    ).where(IssueCount.round_id == round_id, IssueCount.listed)
    query = query.group_by(IssueCount.district_id).having(issues > 0)
    return db.session.execute(query.order_by(issues.desc(), IssueCount.district_id)).all()


def read(round_id: int) -> dict[str, tuple[int, int]]:
    """Kind → (issues, supports), of the kinds there are any of."""
    kinds = IssueCount.district_id, IssueCount.status, IssueCount.listed
    query = select(*kinds, IssueCount.issues, IssueCount.supports).where(
        IssueCount.round_id == round_id
    )
    return {
        f"district {row.district_id}, {row.status}, {'listed' if row.listed else 'not listed'}": (
            (row.issues, row.supports)
        )
        for row in db.session.execute(query)
        if row.issues or row.supports
    }


def rebuild(round_id: int) -> None:
    """Count a round's kinds anew from its issues."""
    here = {"round_id": round_id}
    db.session.execute(text("DELETE FROM issue_count WHERE round_id = :round_id"), here)
    db.session.execute(text(RECOUNT_ROUND), here)


_KEPT = "round_id, district_id, status, listed, supports_count"
_TAKE = """
UPDATE issue_count SET issues = issues - 1, supports = supports - OLD.supports_count
WHERE round_id = OLD.round_id AND district_id = COALESCE(OLD.district_id, 0)
AND status = OLD.status AND listed = OLD.listed;
"""
_ADD = """
INSERT INTO issue_count (round_id, district_id, status, listed, issues, supports)
VALUES (NEW.round_id, COALESCE(NEW.district_id, 0), NEW.status, NEW.listed, 1, NEW.supports_count)
ON CONFLICT (round_id, district_id, status, listed) DO UPDATE
SET issues = issue_count.issues + 1, supports = issue_count.supports + excluded.supports;
"""
_COUNTED = (
    "INSERT INTO issue_count (round_id, district_id, status, listed, issues, supports)"
    " SELECT round_id, COALESCE(district_id, 0), status, listed, COUNT(*), SUM(supports_count)"
    " FROM issue {} GROUP BY round_id, COALESCE(district_id, 0), status, listed"
)
RECOUNT = _COUNTED.format("")
RECOUNT_ROUND = _COUNTED.format("WHERE round_id = :round_id")
CREATE_SQLITE = [
    f"CREATE TRIGGER issue_count_insert AFTER INSERT ON issue BEGIN {_ADD} END",
    f"CREATE TRIGGER issue_count_update AFTER UPDATE OF {_KEPT} ON issue BEGIN {_TAKE}{_ADD} END",
    f"CREATE TRIGGER issue_count_delete AFTER DELETE ON issue BEGIN {_TAKE} END",
]
DROP_SQLITE = [
    f"DROP TRIGGER IF EXISTS issue_count_{act}" for act in ("insert", "update", "delete")
]
_STEP = "SELECT round_id, district_id, status, listed, {0}1 AS n, {0}supports_count AS s FROM {1}"
_ADDED, _GONE = _STEP.format("", "added"), _STEP.format("-", "gone")
_SUM = """
INSERT INTO issue_count (round_id, district_id, status, listed, issues, supports)
SELECT round_id, COALESCE(district_id, 0), status, listed, SUM(n), SUM(s) FROM ({}) AS step
GROUP BY 1, 2, 3, 4 HAVING SUM(n) <> 0 OR SUM(s) <> 0 ORDER BY 1, 2, 3, 4
ON CONFLICT (round_id, district_id, status, listed) DO UPDATE
SET issues = issue_count.issues + excluded.issues,
supports = issue_count.supports + excluded.supports;
"""
# One step a statement and kind: a row at a time, each would find the versions that the rows before
# it left of the same count, and 200,000 rows take as long as their number's square.
CREATE_POSTGRESQL = [
    *on_statement("issue_count_added", "INSERT", _SUM.format(_ADDED)),
    *on_statement("issue_count_gone", "DELETE", _SUM.format(_GONE)),
    *on_statement("issue_count_changed", "UPDATE", _SUM.format(f"{_ADDED} UNION ALL {_GONE}")),
]
DROP_POSTGRESQL = [
    f"DROP FUNCTION IF EXISTS issue_count_{act}() CASCADE"
    for act in ("keep", "added", "gone", "changed")  # keep: of each row, before 0041
]


def attach(metadata: MetaData) -> None:
    """Create and drop the triggers together with the tables."""
    attach_triggers(metadata, "sqlite", CREATE_SQLITE, DROP_SQLITE)
    attach_triggers(metadata, "postgresql", CREATE_POSTGRESQL, DROP_POSTGRESQL)


attach(db.metadata)
