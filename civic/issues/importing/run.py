"""Storing the rows of a started import, in transactions so short that nobody waits for them."""

import time
from collections.abc import Callable
from functools import partial

from flask import current_app

from civic.db import db, one_moment
from civic.issues.importing.authors import author_key
from civic.issues.importing.models import IssueImport
from civic.issues.importing.pace import Pace
from civic.issues.importing.refusals import AlreadyImported
from civic.issues.importing.storing import search_entries
from civic.issues.importing.undoing import finish_undo
from civic.supervisor import attempt, this_app

QUEUE = "import"
# A request stores so few rows by itself; more are stored by the worker.
AT_ONCE = 500
# SQLite lets whoever waits for its lock try ten times a second: without a pause none of them would
# ever find it free.
PAUSE_S = 0.12


def do_imports(state) -> None:
    """Tell the job queue what to do with an import's id. state: of a blueprint being set up."""
    state.app.extensions["job_queue"].does(partial(run_import, state.app), QUEUE)


def run_import(app, import_id: int) -> None:
    """Do what is left of an import, or of taking it back. Whatever goes wrong, its row waits to be
    continued, and the import's page says that it stands still."""
    with app.app_context():
        attempt(f"import {import_id}", partial(finish_import, import_id))
        attempt(f"undo of import {import_id}", partial(finish_undo, import_id))


def store_now_or_later(import_id: int, count: int) -> None:
    """Store a few rows here and now, leave many to the worker. Call it after the commit: storing
    commits by itself, as often as others need to get in between."""
    if count <= AT_ONCE:
        run_import(this_app(), import_id)
    else:
        current_app.extensions["job_queue"].wake(import_id, QUEUE)


def finish_import(import_id: int, report: Callable = lambda done, of: None) -> None:
    """Store the rows behind the last one stored; commits after every few hundred. report: hears
    after each of these how many of the rest are stored.

    Of two who do it at once the one that is late stops. An import that is not under way is left.
    """
    with one_moment():
        issue_import = db.session.get(IssueImport, import_id)
        if issue_import is None or not issue_import.is_storing:
            return
        file, round_id = issue_import.opened(), issue_import.round_id
        after = issue_import.stored_row
    read = file.read()
    rows = [row for row in read.fresh if row.number > after]
    pace, done = Pace(), 0
    try:
        while done < len(rows):
            batch = rows[done : done + pace.size]
            entries = search_entries(round_id, batch, file.names)
            authors = [author_key(round_id, row.author) for row in batch]
            began = time.monotonic()
            issue_import.store(batch, entries, authors, after)
            db.session.commit()
            pace.took(len(batch), time.monotonic() - began)
            after, done = batch[-1].number, done + len(batch)
            report(done, len(rows))
            time.sleep(PAUSE_S if done < len(rows) else 0)
        issue_import.finish(read)
        db.session.commit()
    except AlreadyImported:
        db.session.rollback()


def do_unfinished() -> None:
    """Do here and now what was started: a pass by cron."""
    ids = IssueImport.unfinished()
    db.session.rollback()
    for import_id in ids:
        run_import(this_app(), import_id)


def wake_unfinished() -> None:
    """Ask again for what was started: a message may be lost, its row is not."""
    ids = IssueImport.unfinished()
    db.session.rollback()
    for import_id in ids:
        current_app.extensions["job_queue"].wake(import_id, QUEUE)
