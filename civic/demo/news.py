"""What the demo's residents follow, whether they found their problem solved, and what is hers."""

from random import Random

from civic.db import db
from civic.issues.following import Follow
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.issues.support import Support
from civic.rounds.models import Round

FOLLOWED = 4  # of each round, by the resident whom the demo signs in
ANSWERS = (("yes", ""), ("partly", "낮에는 좋아졌는데 장날에는 그대로예요."), ("no", ""), None)


def follow_and_judge(rounds: list[Round], resident) -> None:
    """The resident follows what is supported most; reporters of done issues give their word."""
    chance = Random("news")
    for round in rounds:
        listed = db.select(Issue).filter_by(round_id=round.id, listed=True)
        most = listed.order_by(Issue.supports_count.desc(), Issue.id).limit(FOLLOWED)
        for issue in db.session.scalars(most):
            issue.follow(resident)
        done = listed.filter_by(status="done").where(Issue.reporter_id.is_not(None))
        for issue in db.session.scalars(done.order_by(Issue.id)):
            answer = chance.choice(ANSWERS)
            if answer and issue.asks(issue.reporter):
                issue.judge(issue.reporter, *answer)


def give_reports(round: Round, resident) -> None:
    """One report that waits for an answer and one that was just received are the resident's."""
    for status in ("asked", "received"):
        theirs = db.select(Issue).filter_by(round_id=round.id, listed=True, status=status)
        supported = db.select(Support.issue_id).filter_by(person_id=resident.id)
        issue = db.session.scalar(theirs.where(Issue.id.not_in(supported)).order_by(Issue.id))
        if issue is None:
            continue
        first = db.select(StatusChange).filter_by(issue_id=issue.id, actor_id=issue.reporter_id)
        for step in db.session.scalars(first):
            step.actor_id = resident.id
        issue.reporter_id, issue.request_key = resident.id, f"demo-hers-{issue.id}"
        Follow.start(resident, issue_id=issue.id)
