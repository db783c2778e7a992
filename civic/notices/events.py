"""What counts as news: rows that earlier features wrote anyway.

No feature knows that notices exist. A Source reads one type of row in order of id; each row
becomes News, or nothing.
"""

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.comments import IssueComment
from civic.issues.correction import IssueCorrection
from civic.issues.merging import Merge
from civic.issues.models import Issue
from civic.issues.rules import ASK_AFTER
from civic.issues.status import StatusChange
from civic.meetings.models import MeetingChange
from civic.notices.models import Notice
from civic.notices.news import News, Source, meeting_details, on_roll, people_of
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.plans.review.models import Disposition, RemarkReply
from civic.roles import OFFICE
from civic.rounds.models import RoundChange
from civic.solutions.changes import SolutionChange
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.solutions.screening.models import Screening
from civic.targets.models import Preference
from civic.targets.results.models import IndicatorResult
from civic.votes.seal.tally import Tally
from civic.web.filters import number


def status_changed(row: StatusChange) -> News | None:
    # The first step is the report itself, and a merge has its own row.
    if row.status == "merged" or (row.status == "received" and not row.reason):
        return None
    if row.issue.hidden_at is not None or _never_told(row):
        return None
    return News(
        "answer" if row.status == "asked" else "status",
        f"status:{row.id}",
        row.issue.round_id,
        row.created_at,
        (row.issue.followers(),),
        issue_id=row.issue_id,
        actor_id=row.actor_id,
        details={"status": row.status, "reason": row.reason}
        | ({"agency": row.agency} if row.agency else {}),
    )


def _never_told(row: StatusChange) -> bool:
    """Of a step that was taken back before anybody heard of it, and of that, nobody is told."""
    if db.session.scalar(db.select(StatusChange.id).filter_by(takes_back_id=row.id).limit(1)):
        return True
    told = db.select(Notice.id).filter_by(source=f"status:{row.takes_back_id}").limit(1)
    return row.takes_back_id is not None and db.session.scalar(told) is None


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


def corrected(row: IssueCorrection) -> News | None:
    """What the office corrected, for whoever reported it."""
    issue = row.issue
    if row.undone_at is not None or issue.reporter_id is None or issue.hidden_at is not None:
        return None
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
        _spoken_by(row.author, issue.round),
        f"comment:{row.id}",
        issue.round_id,
        row.created_at,
        (issue.root.followers(),),
        issue_id=issue.id,
        actor_id=row.author_id,
    )


def solution_comment(row: SolutionComment) -> News | None:
    if row.hidden_at is not None:
        return None
    solution = db.session.get_one(Solution, row.solution_id)
    return News(
        _spoken_by(row.author, solution.round),
        f"talk:{row.id}",
        solution.round_id,
        row.created_at,
        (solution.followers(),),
        solution_id=solution.id,
        actor_id=row.author_id,
    )


def proposed(row: Solution) -> News | None:
    if row.hidden_at is not None or not row.issues:
        return None
    return News(
        "solution",
        f"solution:{row.id}",
        row.round_id,
        row.created_at,
        tuple(issue.root.followers() for issue in row.issues),
        solution_id=row.id,
        actor_id=row.proposer_id,
    )


def solution_changed(row: SolutionChange) -> News | None:
    solution = db.session.get_one(Solution, row.solution_id)
    if solution.hidden_at is not None:
        return None
    return News(
        "solution",
        f"change:{row.id}",
        solution.round_id,
        row.created_at,
        (solution.followers(),),
        solution_id=solution.id,
        actor_id=row.actor_id,
        details={"act": row.act},
    )


def screened(row: Screening) -> News | None:
    """To those who follow the proposal, whose proposer may answer."""
    solution = db.session.get_one(Solution, row.solution_id)
    if solution.hidden_at is not None:
        return None
    return News(
        "solution",
        f"screening:{row.id}",
        solution.round_id,
        row.screened_at,
        (solution.followers(),),
        solution_id=solution.id,
        actor_id=row.screened_by_id,
        details={"act": "screened", "verdict": row.verdict, "reason": row.note},
    )


def counted(row: Tally) -> News:
    return News(
        "result",
        f"result:{row.id}",
        row.round_id,
        row.counted_at,
        (*people_of(row.round), on_roll(row.round)),
        actor_id=row.counted_by_id,
    )


def vote_end_moved(row: RoundChange) -> News | None:
    """A running vote ends later: for everyone of the round, and who voted and is no longer."""
    if not row.reason or row.round.vote_sealed_at is not None:
        return None
    _before, (_starts_at, ends_at) = row.changes["vote"]
    return News(
        "vote",
        f"end:{row.id}",
        row.round_id,
        row.created_at,
        (*people_of(row.round), on_roll(row.round)),
        details={"act": "end", "reason": row.reason, "ends_at": ends_at},
    )


def filed(row: FilingStep) -> News | None:
    """The outcome of the evaluation, for everyone of the round; other steps are on the page."""
    if row.kind != "evaluation":
        return None
    plan = db.session.get_one(Plan, row.plan_id)
    return News(
        "kept",
        f"filed:{plan.id}:{row.outcome}",  # told again in other words, it is no other news
        plan.round_id,
        row.entered_at,
        people_of(plan.round),
        actor_id=row.entered_by_id,
        details={"outcome": row.outcome, "reason": row.words},
    )


def measured(row: IndicatorResult) -> News | None:
    """A first result, for those who gave a preference; corrections are no news."""
    indicator = row.indicator
    if (
        row.corrects_id is not None
        or not row.is_current
        or indicator.solution.hidden_at is not None
    ):
        return None
    return News(
        "kept",
        f"measured:{row.id}",
        indicator.solution.round_id,
        row.entered_at,
        (db.select(Preference.person_id).filter_by(indicator_id=indicator.id),),
        actor_id=row.entered_by_id,
        details={"reason": f"{indicator.name}: {number(row.value)}{indicator.unit}"},
    )


def meeting_changed(row: MeetingChange) -> News:
    """A meeting was moved or called off, for those who signed up."""
    return News(
        "meeting",
        f"meeting:{row.id}",
        row.meeting.round_id,
        row.created_at,
        (row.meeting.people_signed_up(),),
        actor_id=row.actor_id,
        details=meeting_details(row.meeting, row.act, row.after) | {"reason": row.reason},
    )


def replied(row: RemarkReply) -> News:
    """To everyone in the remark's thread: who made it, answered it, or replied before."""
    thread = {"remark_id": row.remark_id}
    again = row.remark.state == "reopened" and row.author_id == row.remark.author_id
    return News(
        "remark",
        f"reply:{row.id}",
        row.remark.plan.round_id,
        row.created_at,
        (
            db.select(db.literal(row.remark.author_id)),
            db.select(Disposition.planner_id).filter_by(**thread),
            db.select(RemarkReply.author_id).filter_by(**thread),
        ),
        actor_id=row.author_id,
        details={"remark": row.remark_id, "said": "again" if again else "reply"},
    )


SOURCES = (
    Source("status", StatusChange, StatusChange.created_at, status_changed),
    Source("solved", StatusChange, StatusChange.created_at, done_four_weeks_ago, age=ASK_AFTER),
    Source("answer", IssueAnswer, IssueAnswer.answered_at, answered),
    Source("correct", IssueCorrection, IssueCorrection.corrected_at, corrected),
    Source("merge", Merge, Merge.merged_at, merged),
    Source("comment", IssueComment, IssueComment.created_at, issue_comment),
    Source("talk", SolutionComment, SolutionComment.created_at, solution_comment),
    Source("solution", Solution, Solution.created_at, proposed),
    Source("change", SolutionChange, SolutionChange.created_at, solution_changed),
    Source("screening", Screening, Screening.screened_at, screened),
    Source("end", RoundChange, RoundChange.created_at, vote_end_moved),
    Source("result", Tally, Tally.counted_at, counted),
    Source("filed", FilingStep, FilingStep.entered_at, filed),
    Source("meeting", MeetingChange, MeetingChange.created_at, meeting_changed),
    Source("reply", RemarkReply, RemarkReply.created_at, replied),
    Source("measured", IndicatorResult, IndicatorResult.entered_at, measured),
)


def _spoken_by(author, round) -> str:
    return "answer" if author.role_names(round.municipality) & OFFICE else "comment"
