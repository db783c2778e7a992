"""An import taken back: all of its issues, or none.

First they go out of lists, map and search, a few hundred a transaction, so that nobody builds on
them any more; what was built meanwhile brings all of them back. Then they are deleted. Their
receipt numbers are not given again.
"""

import time

from sqlalchemy import func, select

from civic.db import db, hold, lock, now, one_moment
from civic.issues.importing import built_on, offering
from civic.issues.importing.models import IssueImport
from civic.issues.importing.pace import Pace
from civic.issues.importing.storing import delete_issues, relist, unlist
from civic.issues.models import Issue
from civic.rounds.models import Round

PAUSE_S = 0.12
# Why they are hidden meanwhile; nobody else writes this.
MARK = "undo-import"


def finish_undo(import_id: int) -> None:
    """Do what is left of an undo; commits after every few hundred. One that was not asked for, or
    that is done, is left."""
    # Behind which id to go on, so that no row is looked at again and again; whether all are hidden.
    pace, after, hidden = Pace(), 0, False
    while True:
        with one_moment():
            issue_import = db.session.get(IssueImport, import_id)
            if issue_import is None or not issue_import.is_undoing:
                return
            names = issue_import.round.municipality.district_names()
        began = time.monotonic()
        done = do_one_step(issue_import, names, pace.size, after, hidden)
        last = done[-1] if done else 0
        db.session.commit()
        pace.took(len(done), time.monotonic() - began)
        hidden = hidden or not (done or after)
        after = last
        time.sleep(PAUSE_S if done else 0)


def left(import_id: int) -> int:
    """Issues of an import that are still there."""
    return db.session.scalars(select(func.count()).where(Issue.import_id == import_id)).one()


def do_one_step(issue_import, names, most, after, hidden):
    """A few rows behind an id further: out of the lists, back into them, or gone. Their ids."""
    lock(Round, [issue_import.round_id])
    hold(IssueImport, [issue_import.id])
    if not issue_import.is_undoing:
        return []
    issue_import.beat_at = now()
    behind = Issue.import_id == issue_import.id, Issue.id > after
    if issue_import.undo_refused:
        return _bring_back(issue_import, _next(most, *behind, Issue.hidden_reason == MARK), names)
    if not hidden:
        return take_out(issue_import, _next(most, *behind, Issue.hidden_at.is_(None)))
    ids = [issue.id for issue in _next(most, *behind)]
    delete_issues(ids)
    if not ids and not after:
        issue_import.undone_at = now()
        db.session.flush()
        offering.take_back(issue_import.round.municipality)
    return ids


def _next(most, *conditions):
    """The next issues, locked."""
    here = select(Issue.id).where(*conditions).order_by(Issue.id).limit(most)
    return hold(Issue, db.session.scalars(here).all())


def take_out(issue_import, issues):
    if not issues:
        return []
    mine = Issue.import_id == issue_import.id, Issue.id.between(issues[0].id, issues[-1].id)
    if built_on.is_built_on(select(Issue.id).where(*mine)):
        issue_import.undo_refused = True
        return []
    unlist(issue_import.round_id, issues, hidden_at=now(), hidden_reason=MARK)
    return [issue.id for issue in issues]


def _bring_back(issue_import, issues, names):
    if not issues:
        issue_import.undoing_at = issue_import.undone_by = None
        issue_import.undo_refused = False
        return []
    relist(issue_import.round_id, issues, names, hidden_at=None, hidden_reason="")
    return [issue.id for issue in issues]
