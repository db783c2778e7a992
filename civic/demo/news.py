"""What the demo's residents follow, and whether they found their problem solved."""

from random import Random

from civic.db import db
from civic.issues.models import Issue
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
