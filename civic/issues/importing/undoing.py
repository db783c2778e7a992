"""An import taken back: all of its issues, or none.

First they go out of lists, map and search, a few hundred a transaction, so that nobody builds on
them any more; what was built meanwhile brings all of them back. Then they are deleted. Their
receipt numbers are not given again.
"""

import time
from itertools import count

from sqlalchemy import delete, func, select, update

from civic.db import db, hold, lock, now, one_moment
from civic.issues.importing import built_on
from civic.issues.importing.models import IssueImport
from civic.issues.importing.storing import relist, unlist
from civic.issues.models import Issue
from civic.rounds.models import Round

BATCH = 250
PAUSE_S = 0.12
# Why they are hidden meanwhile; nobody else writes this.
MARK = "undo-import"


def finish_undo(import_id: int) -> None:
    """Do what is left of an undo; commits after every few hundred. One that was not asked for, or
    that is done, is left."""
    for batch in count():
        time.sleep(PAUSE_S if batch else 0)
        with one_moment():
            issue_import = db.session.get(IssueImport, import_id)
            if issue_import is None or not issue_import.is_undoing:
                return
            names = issue_import.round.municipality.district_names()
        _step(issue_import, names)
        db.session.commit()


def left(import_id: int) -> int:
    """Issues of an import that are still there."""
    return db.session.scalar(select(func.count()).where(Issue.import_id == import_id))


def _step(issue_import, names):
    """A few rows further: out of the lists, back into them, or gone."""
    lock(Round, [issue_import.round_id])
    hold(IssueImport, [issue_import.id])
    if not issue_import.is_undoing:
        return
    issue_import.beat_at = now()
    if issue_import.undo_refused:
        _bring_back(issue_import, names)
    elif shown := _next(issue_import, Issue.hidden_at.is_(None)):
        _take_out(issue_import, shown)
    else:
        _delete(issue_import)


def _next(issue_import, *conditions):
    """The next issues, locked."""
    here = select(Issue.id).where(Issue.import_id == issue_import.id, *conditions)
    return hold(Issue, db.session.scalars(here.order_by(Issue.id).limit(BATCH)).all())


def _take_out(issue_import, issues):
    ids = [issue.id for issue in issues]
    if built_on.built_on(select(Issue.id).where(Issue.id.in_(ids))):
        issue_import.undo_refused = True
        return
    db.session.execute(
        update(Issue).where(Issue.id.in_(ids)).values(hidden_at=now(), hidden_reason=MARK)
    )
    unlist(issue_import.round_id, issues)


def _bring_back(issue_import, names):
    issues = _next(issue_import, Issue.hidden_reason == MARK)
    if not issues:
        issue_import.undoing_at = issue_import.undone_by = None
        issue_import.undo_refused = False
        return
    ids = [issue.id for issue in issues]
    db.session.execute(
        update(Issue).where(Issue.id.in_(ids)).values(hidden_at=None, hidden_reason="")
    )
    relist(issue_import.round_id, issues, names)


def _delete(issue_import):
    ids = [issue.id for issue in _next(issue_import)]
    if not ids:
        issue_import.undone_at = now()
        return
    for column in built_on.going_along():
        db.session.execute(delete(column.table).where(column.in_(ids)))
    db.session.execute(delete(Issue).where(Issue.id.in_(ids)))
