"""An import taken back: all of its issues, or none.

First they go out of lists, map and search, a few hundred a transaction, so that nobody builds on
them any more; what was built meanwhile brings all of them back. Then they are deleted. Their
receipt numbers are not given again.
"""

import time

from sqlalchemy import delete, func, select

from civic.db import db, hold, lock, now, one_moment
from civic.issues.importing import built_on
from civic.issues.importing.models import IssueImport
from civic.issues.importing.pace import Pace
from civic.issues.importing.storing import relist, unlist
from civic.issues.models import Issue
from civic.rounds.models import Round

PAUSE_S = 0.12
# Why they are hidden meanwhile; nobody else writes this.
MARK = "undo-import"


def finish_undo(import_id: int) -> None:
    """Do what is left of an undo; commits after every few hundred. One that was not asked for, or
    that is done, is left."""
    pace = Pace()
    while True:
        with one_moment():
            issue_import = db.session.get(IssueImport, import_id)
            if issue_import is None or not issue_import.is_undoing:
                return
            names = issue_import.round.municipality.district_names()
        began = time.monotonic()
        rows = _step(issue_import, names, pace.size)
        db.session.commit()
        pace.took(rows, time.monotonic() - began)
        time.sleep(PAUSE_S if rows else 0)


def left(import_id: int) -> int:
    """Issues of an import that are still there."""
    return db.session.scalar(select(func.count()).where(Issue.import_id == import_id))


def _step(issue_import, names, most):
    """A few rows further, and how many: out of the lists, back into them, or gone."""
    lock(Round, [issue_import.round_id])
    hold(IssueImport, [issue_import.id])
    if not issue_import.is_undoing:
        return 0
    issue_import.beat_at = now()
    if issue_import.undo_refused:
        return _bring_back(
            issue_import, _next(issue_import, most, Issue.hidden_reason == MARK), names
        )
    shown = _next(issue_import, most, Issue.hidden_at.is_(None))
    if shown:
        return _take_out(issue_import, shown)
    return _delete(issue_import, _next(issue_import, most))


def _next(issue_import, most, *conditions):
    """The next issues, locked."""
    here = select(Issue.id).where(Issue.import_id == issue_import.id, *conditions)
    return hold(Issue, db.session.scalars(here.order_by(Issue.id).limit(most)).all())


def _take_out(issue_import, issues):
    mine = Issue.import_id == issue_import.id, Issue.id.between(issues[0].id, issues[-1].id)
    if built_on.is_built_on(select(Issue.id).where(*mine)):
        issue_import.undo_refused = True
        return 0
    unlist(issue_import.round_id, issues, hidden_at=now(), hidden_reason=MARK)
    return len(issues)


def _bring_back(issue_import, issues, names):
    if not issues:
        issue_import.undoing_at = issue_import.undone_by = None
        issue_import.undo_refused = False
        return 0
    relist(issue_import.round_id, issues, names, hidden_at=None, hidden_reason="")
    return len(issues)


def _delete(issue_import, issues):
    if not issues:
        issue_import.undone_at = now()
        return 0
    ids = [issue.id for issue in issues]
    for column in built_on.going_along():
        db.session.execute(delete(column.table).where(column.in_(ids)))
    db.session.execute(delete(Issue).where(Issue.id.in_(ids)))
    return len(issues)
