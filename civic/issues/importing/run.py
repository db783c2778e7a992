"""Storing the rows of a started import, in transactions so short that nobody waits for them."""

import time

from flask import current_app

from civic.db import db, one_moment
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import AlreadyImported
from civic.issues.importing.storing import search_entries

QUEUE = "import"
BATCH = 250
# SQLite lets whoever waits for its lock try ten times a second: without a pause none of them would
# ever find it free.
PAUSE_S = 0.12


def run(app, import_id: int) -> None:
    """Do what is left of an import. Whatever goes wrong, its row waits to be gone on with."""
    with app.app_context():
        try:
            finish_import(import_id)
        except Exception:  # the worker lives on, and the import's page says that it stands still
            app.logger.exception("import %s stopped", import_id)
            db.session.rollback()


def finish_import(import_id: int) -> None:
    """Store the rows behind the last one stored; commits after every few hundred.

    Of two who do it at once the one that is late stops. An import that is not under way is left.
    """
    with one_moment():
        issue_import = db.session.get(IssueImport, import_id)
        if issue_import is None or not issue_import.is_storing:
            return
        sheet, round_id, after = (
            issue_import.sheet(),
            issue_import.round_id,
            issue_import.stored_row,
        )
    read = sheet.read()
    rows = [row for row in read.fresh if row.number > after]
    try:
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            entries = search_entries(round_id, batch, sheet.names)
            issue_import.store(batch, entries, after)
            db.session.commit()
            after = batch[-1].number
            time.sleep(PAUSE_S if start + BATCH < len(rows) else 0)
        issue_import.finish(read)
        db.session.commit()
    except AlreadyImported:
        db.session.rollback()


def do_unfinished() -> None:
    """Do here and now what was started: a pass by cron."""
    ids = IssueImport.unfinished()
    db.session.rollback()
    for import_id in ids:
        run(current_app._get_current_object(), import_id)


def wake_unfinished() -> None:
    """Ask again for what was started: a message may be lost, its row is not."""
    ids = IssueImport.unfinished()
    db.session.rollback()
    for import_id in ids:
        current_app.extensions["job_queue"].wake(import_id, QUEUE)
