"""The issue an address names."""

from flask import g
from sqlalchemy import select

from civic.db import db
from civic.issues.models import Issue


def find_issue(issue_id: int, *options) -> Issue:
    """An issue of this request's round, loaded with the options. Raises: 404."""
    here = select(Issue).filter_by(id=issue_id, round_id=g.round.id)
    return db.first_or_404(here.options(*options))
