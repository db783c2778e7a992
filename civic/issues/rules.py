"""When the reporter is asked whether the problem is really gone."""

from datetime import datetime, timedelta

ASK_AFTER = timedelta(weeks=4)
ANSWERS = ("yes", "partly", "no")
LONGEST_WORDS = 500


def may_judge(done_at: datetime | None, at: datetime) -> bool:
    """True from four weeks after the city said 완료 on; done_at None: it says no such thing."""
    return done_at is not None and at >= done_at + ASK_AFTER
