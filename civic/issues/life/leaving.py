"""What becomes of somebody's reports and comments when they leave, or take their words back."""

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.following import Follow
from civic.issues.models import Issue
from civic.issues.verdict import Verdict
from civic.people.leaving import when_leaving
from civic.people.models import Person


@when_leaving
def leave_issues(person: Person, takes_words: bool) -> None:
    """Their reports name nobody; what they follow goes, and with takes_words what may go."""
    db.session.execute(delete(Follow).where(Follow.person_id == person.id))
    theirs = update(Verdict).where(Verdict.person_id == person.id)
    db.session.execute(theirs.values(words=""))
    unnamed = update(Issue).where(Issue.reporter_id == person.id)
    db.session.execute(unnamed.values(shows_name=False))
    if not takes_words:
        return
    for comment in _comments_of(person):
        db.session.get_one(Issue, comment.issue_id).withdraw_comment(comment, person)
    for issue in db.session.scalars(select(Issue).filter_by(reporter_id=person.id)).all():
        issue.erase(person)


def _comments_of(person: Person) -> Sequence[IssueComment]:
    mine = select(IssueComment).filter_by(author_id=person.id, hidden_at=None)
    return db.session.scalars(mine).unique().all()
