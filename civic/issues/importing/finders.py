"""The import an address names, its file, and its rows that become no issue."""

from flask import g
from sqlalchemy import select

from civic.db import db, one_moment
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import AlreadyImported


def find_import(import_id: int) -> IssueImport:
    """An import of this round. Raises: 404."""
    return db.one_or_404(select(IssueImport).filter_by(id=import_id, round_id=g.round.id))


def open_import(import_id):
    """An import and its file, to be read without a lock. Raises: AlreadyImported."""
    with one_moment():
        issue_import = find_import(import_id)
        if issue_import.started_at is not None:
            raise AlreadyImported
        return issue_import, issue_import.opened()


def rows_without_issue(import_id):
    """(rows left out, mistakes), as noted or, before the import, as read."""
    issue_import = find_import(import_id)
    if issue_import.started_at is not None:
        return issue_import.noted()
    _issue_import, file = open_import(import_id)
    read = file.read()
    return read.left_out, read.checked.mistakes
