"""What there is beside an issue, asked at once: most issues have little, and their page need not
ask for each kind alone. Later features add their own kinds."""

from collections.abc import Callable

from sqlalchemy import BindParameter, ColumnElement, Select, exists, select
from sqlalchemy import bindparam as given

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.comments import IssueComment
from civic.issues.correction import IssueCorrection
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto

ID: BindParameter[int] = given("issue_id")
Asked = Callable[[], ColumnElement[bool]]
_KINDS: dict[str, Asked] = {
    "answers": lambda: exists().where(IssueAnswer.issue_id == ID),
    "comments": lambda: exists().where(IssueComment.issue_id == ID),
    "corrections": lambda: exists().where(IssueCorrection.issue_id == ID),
    "merged": lambda: exists().where(Issue.merged_into_id == ID),
    "photos": lambda: exists().where(IssuePhoto.issue_id == ID),
}
_statement: list[Select] = []


def add_kind(name: str, asked: Asked) -> None:
    """Of a later feature; before the first issue is shown."""
    _KINDS[name] = asked


def beside(issue: Issue) -> frozenset[str]:
    """The kinds of which there may be something to show; of what was merged into it all may be."""
    if not _statement:
        _statement.append(select(*(asked().label(name) for name, asked in _KINDS.items())))
    row = db.session.execute(_statement[0], {"issue_id": issue.id}).one()
    there = {name for name, is_there in row._mapping.items() if is_there}
    return frozenset(_KINDS if "merged" in there else there)
