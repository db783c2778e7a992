"""The issue an address names."""

from typing import NamedTuple

from flask import abort, g
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.comments import IssueComment
from civic.issues.correction import IssueCorrection
from civic.issues.heard import HeardSupport
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto


class Parts(NamedTuple):
    """Which rows there are beside an issue's own. Most issues have few of them, and a page asks
    only for those."""

    answers: bool
    corrections: bool
    comments: bool
    merged: bool
    heard: bool
    photos: bool


def _select_parts():
    """The columns of Parts, in order."""
    merged = aliased(Issue)
    standing = (IssueAnswer.withdrawn_at.is_(None), IssueCorrection.undone_at.is_(None))
    return (
        exists().where(IssueAnswer.issue_id == Issue.id, standing[0]),
        exists().where(IssueCorrection.issue_id == Issue.id, standing[1]),
        exists().where(IssueComment.issue_id == Issue.id),
        exists().where(merged.merged_into_id == Issue.id),
        exists().where(HeardSupport.issue_id == Issue.id),
        exists().where(IssuePhoto.issue_id == Issue.id),
    )


PARTS = _select_parts()


def find_issue(issue_id: int, *options) -> Issue:
    """An issue of this request's round, loaded with the options. Raises: 404."""
    here = select(Issue).filter_by(id=issue_id, round_id=g.round.id)
    return db.first_or_404(here.options(*options))


def find_with_parts(issue_id: int, *options) -> tuple[Issue, Parts]:
    """The same, and what there is beside it."""
    here = select(Issue, *PARTS).where(Issue.id == issue_id, Issue.round_id == g.round.id)
    row = db.session.execute(here.options(*options)).one_or_none() or abort(404)
    issue, parts = row[0], Parts(*row[1:])
    if not parts.photos:
        set_committed_value(issue, "photos", [])
    return issue, parts
