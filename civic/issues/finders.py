"""The issue an address names."""

from functools import lru_cache

from flask import abort, g
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from civic.db import db
from civic.db_session import WholeRows
from civic.issues.models import Issue

HERE = (
    Issue.__table__.c.id == bindparam("issue_id"),
    Issue.__table__.c.round_id == bindparam("round_id"),
)
WHOLE = WholeRows(Issue)
ALONE = select(*WHOLE.columns).where(*HERE)


def find_issue(issue_id: int, *options) -> Issue:
    """An issue of this request's round, loaded with the options. Raises: 404."""
    asked = {"issue_id": issue_id, "round_id": g.round.id}
    issue = _with(options, asked) if options else _alone(asked)
    if issue is None:
        abort(404)
    set_committed_value(issue, "round", g.round)
    return issue


def _alone(asked: dict[str, int]) -> Issue | None:
    rows = db.session.execute(ALONE, asked).all()
    return WHOLE.read(db.session(), Issue, rows[0]) if rows else None


def _with(options: tuple, asked: dict[str, int]) -> Issue | None:
    return db.session.execute(_of_round(options), asked).unique().scalar_one_or_none()


@lru_cache(maxsize=20)
def _of_round(options: tuple) -> Select:
    """Built once for each that asks with options of its own: to build it costs a third of it."""
    return select(Issue).where(*HERE).options(*options)
