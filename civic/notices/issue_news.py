"""What counts as news of an issue: steps, answers, corrections, merges, comments."""

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.comments import IssueComment
from civic.issues.correction import IssueCorrection, IssueWithdrawal
from civic.issues.following import Follow
from civic.issues.merging import Merge
from civic.issues.models import Issue
from civic.issues.rules import ASK_AFTER
from civic.issues.status import StatusChange
from civic.issues.support import Support
from civic.notices.areas.models import AreaWatch
from civic.notices.models import Notice
from civic.notices.news import News, spoken_by


def reported(row: Issue) -> News | None:
    """A new report, for who hears of its place. What a file brought is not new to anybody."""
    if row.import_id is not None or not row.listed or row.hidden_at is not None:
        return None
    return News(
        "area",
        f"area:{row.id}",
        row.round_id,
        row.created_at,
        (AreaWatch.watchers(row),),
        issue_id=row.id,
        actor_id=row.reporter_id,
    )


def status_changed(row: StatusChange) -> News | None:
    # The first step is the report itself, and a merge has its own row.
    if row.status == "merged" or (row.status == "received" and not row.reason):
        return None
    if row.issue.hidden_at is not None or _never_told(row):
        return None
    return News(
        "answer" if row.status == "asked" else "status",
        _source(row),
        row.issue.round_id,
        row.created_at,
        (row.issue.followers(), *([_supporters(row.issue)] if row.announcement else [])),
        issue_id=row.issue_id,
        actor_id=row.actor_id,
        details={"status": row.status, "reason": row.reason}
        | ({"agency": row.agency} if row.agency else {}),
    )


def _never_told(row: StatusChange) -> bool:
    """Of a step that was taken back before anybody heard of it, and of that, nobody is told."""
    if db.session.scalar(db.select(StatusChange.id).filter_by(takes_back_id=row.id).limit(1)):
        return True
    if row.takes_back_id is None:
        return False
    taken_back = db.session.get_one(StatusChange, row.takes_back_id)
    is_merge = taken_back.status == "merged"
    source = _source_of_merge(row.issue_id) if is_merge else _source(taken_back)
    notices = db.select(Notice.id).filter_by(source=source).limit(1)
    return db.session.scalar(notices) is None


def _source_of_merge(issue_id: int) -> str:
    """What the notice of a merge is of that was taken back last."""
    undone = db.select(Merge.id).where(Merge.issue_id == issue_id, Merge.undone_at.is_not(None))
    return f"merge:{db.session.scalar(undone.order_by(Merge.id.desc()).limit(1))}"


def _supporters(issue: Issue):
    """Who supports an issue, without those who asked to hear no more of it: they are told what
    weighs most, though they follow nothing."""
    together = issue.together()
    stopped = db.select(Follow.person_id).where(
        Follow.issue_id.in_(together), Follow.stopped_at.is_not(None)
    )
    supporters = db.select(Support.person_id).where(Support.issue_id.in_(together))
    return supporters.where(Support.person_id.not_in(stopped))


def _source(row: StatusChange) -> str:
    """What a step's notice is of: of an announcement each person has one."""
    return f"news:{row.announcement}" if row.announcement else f"status:{row.id}"


def answered(row: IssueAnswer) -> News | None:
    """An answer of the office, for whoever follows the issue."""
    if row.withdrawn_at is not None or row.issue.hidden_at is not None:
        return None
    return News(
        "answer",
        f"answer:{row.id}",
        row.issue.round_id,
        row.answered_at,
        (row.issue.followers(),),
        issue_id=row.issue_id,
        actor_id=row.actor_id,
        details={"answered": True, "reason": row.body},
    )


def replied(row: StatusChange) -> News | None:
    """The reporter's answer to a question, for who asked it."""
    issue = row.issue
    if row.status != "reviewing" or row.actor_id is None or row.actor_id != issue.reporter_id:
        return None
    asked = db.select(StatusChange.actor_id).filter_by(issue_id=issue.id, status="asked")
    last = asked.where(StatusChange.id < row.id).order_by(StatusChange.id.desc()).limit(1)
    return News(
        "reply",
        f"replied:{row.id}",
        issue.round_id,
        row.created_at,
        (last,),
        issue_id=issue.id,
        actor_id=row.actor_id,
        details={"reason": row.reason},
    )


def corrected(row: IssueCorrection) -> News | None:
    """What the office corrected, for whoever reported it; another place, from whoever reported it,
    for those who said that it is their problem too."""
    issue = row.issue
    if row.undone_at is not None or issue.reporter_id is None or issue.hidden_at is not None:
        return None
    if row.actor_id == issue.reporter_id:
        return _moved(row) if row.field == "place" else None
    return News(
        "correction",
        f"correct:{row.id}",
        issue.round_id,
        row.corrected_at,
        (db.select(Issue.reporter_id).filter_by(id=issue.id),),
        issue_id=issue.id,
        actor_id=row.actor_id,
        details={"field": row.field},
    )


def _moved(row: IssueCorrection) -> News:
    return News(
        "correction",
        f"correct:{row.id}",
        row.issue.round_id,
        row.corrected_at,
        (row.issue.followers(), _supporters(row.issue)),
        issue_id=row.issue_id,
        actor_id=row.actor_id,
        details={"field": "moved"},
    )


def withdrawn(row: IssueWithdrawal) -> News | None:
    """A report that its reporter took back and left so, for who said that it is their problem too.
    One that came back meanwhile, or that the office hid, is told of by nobody."""
    issue = row.issue
    if row.undone_at is not None or issue.withdrawn_at is None:
        return None
    return News(
        "correction",
        f"withdraw:{row.id}",
        issue.round_id,
        row.withdrawn_at,
        (issue.followers(), _supporters(issue)),
        issue_id=issue.id,
        actor_id=issue.reporter_id,
        details={"field": "withdrawn"},
    )


def done_four_weeks_ago(row: StatusChange) -> News | None:
    """해결됐나요?: asked of the reporter while the city still says 완료."""
    issue = row.issue
    if row.status != "done" or issue.status != "done" or issue.reporter_id is None:
        return None
    return News(
        "solved",
        f"solved:{row.id}",
        issue.round_id,
        row.created_at + ASK_AFTER,
        (db.select(Issue.reporter_id).filter_by(id=issue.id),),
        issue_id=issue.id,
    )


def merged(row: Merge) -> News | None:
    if row.undone_at is not None or row.issue.hidden_at is not None:
        return None
    return News(
        "merge",
        f"merge:{row.id}",
        row.issue.round_id,
        row.merged_at,
        (row.issue.followers(),),
        issue_id=row.issue_id,
        actor_id=row.actor_id,
        details={"reason": row.reason},
    )


def issue_comment(row: IssueComment) -> News | None:
    if row.hidden_at is not None:
        return None
    issue = db.session.get_one(Issue, row.issue_id)
    return News(
        spoken_by(row.author, issue.round),
        f"comment:{row.id}",
        issue.round_id,
        row.created_at,
        (issue.root.followers(),),
        issue_id=issue.id,
        actor_id=row.author_id,
    )
