"""What becomes of somebody's proposals and comments when they leave."""

from sqlalchemy import delete, select, update

from civic.db import db
from civic.people.leaving import ERASED, when_leaving
from civic.people.masked_words import MaskedWords
from civic.people.models import Person
from civic.solutions.changes import SolutionChange
from civic.solutions.comments import SolutionComment
from civic.solutions.following import SolutionFollow
from civic.solutions.models import Solution


@when_leaving
def leave_solutions(person: Person, takes_words: bool) -> None:
    """What they follow goes; with takes_words their comments, and proposals they may still withdraw
    and that nobody else answered."""
    db.session.execute(delete(SolutionFollow).where(SolutionFollow.person_id == person.id))
    if not takes_words:
        return
    mine = select(SolutionComment).filter_by(author_id=person.id, hidden_at=None)
    for comment in db.session.scalars(mine).unique().all():
        db.session.get_one(Solution, comment.solution_id).withdraw_comment(comment, person)
    for solution in db.session.scalars(select(Solution).filter_by(proposer_id=person.id)).all():
        _erase(solution, person)


def _erase(solution: Solution, person: Person) -> None:
    others = SolutionComment.author_id != person.id, SolutionComment.withdrawn_at.is_(None)
    answered = select(SolutionComment.id).filter_by(solution_id=solution.id).where(*others)
    if db.session.scalar(answered.limit(1)) is not None or solution.screenings():
        return
    if solution.withdrawn_at is None:
        if not solution.may_withdraw(person):
            return
        solution.withdraw(person)
    MaskedWords.forget(("title", "summary", "body", "operator"), solution_id=solution.id)
    solution.title, solution.summary, solution.body, solution.operator = ERASED, ERASED, "", ""
    solution.steps, solution.issues = [], []
    unsaid = update(SolutionChange).where(SolutionChange.solution_id == solution.id)
    db.session.execute(unsaid.values(before={}))
