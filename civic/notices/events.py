"""What counts as news: rows that earlier features wrote anyway.

No feature knows that notices exist. A Source reads one type of row in order of id; each row
becomes News, or nothing.
"""

from datetime import timedelta

from civic.db import db
from civic.issues.answers import IssueAnswer
from civic.issues.comments import IssueComment
from civic.issues.correction import IssueCorrection, IssueWithdrawal
from civic.issues.merging import Merge
from civic.issues.models import Issue
from civic.issues.rules import ASK_AFTER
from civic.issues.status import StatusChange
from civic.meetings.models import MeetingChange
from civic.notices.issue_news import (
    answered,
    corrected,
    done_four_weeks_ago,
    issue_comment,
    merged,
    replied,
    reported,
    status_changed,
    withdrawn,
)
from civic.notices.news import News, NewsSource, meeting_details, on_roll, people_of
from civic.notices.solution_news import proposed, screened, solution_changed, solution_comment
from civic.panel.applicants import Applicant, PanelInvitation
from civic.panel.models import Panel, PanelStep
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.plans.review.models import Disposition, RemarkReply
from civic.rounds.models import RoundChange
from civic.solutions.changes import SolutionChange
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.solutions.screening.models import Screening
from civic.targets.models import Preference
from civic.targets.results.models import IndicatorResult
from civic.votes.seal.tally import Tally
from civic.web.filters import number


def counted(row: Tally) -> News:
    return News(
        "result",
        f"result:{row.id}",
        row.round_id,
        row.counted_at,
        (*people_of(row.round), on_roll(row.round)),
        actor_id=row.counted_by_id,
    )


def vote_moved(row: RoundChange) -> News | None:
    """A vote has another period than was announced: for everyone of the round, and who voted and
    is no longer."""
    if not row.reason or row.round.vote_sealed_at is not None:
        return None
    starts_at, ends_at = row.changes["vote"][1] or (None, None)
    period = {"starts_at": starts_at, "ends_at": ends_at} if ends_at else {}
    return News(
        "vote",
        f"end:{row.id}",
        row.round_id,
        row.created_at,
        (*people_of(row.round), on_roll(row.round)),
        details={"act": row.vote_move, "reason": row.reason} | period,
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


def panel_step(row: PanelStep) -> News | None:
    """The list was published, for everybody on it; the panel was drawn, for who was not."""
    panel = row.panel
    if row.act not in ("closed", "drawn"):
        return None
    applicants = db.select(Applicant.person_id).filter_by(panel_id=panel.id)
    if row.act == "drawn":
        applicants = applicants.where(Applicant.drawn != "chosen")
    return News(
        "panel",
        f"panel:{row.id}",
        panel.round_id,
        row.at,
        (applicants.where(Applicant.person_id.is_not(None)),),
        details={"act": row.act, "sha256": panel.list_sha256},
    )


def invited(row: PanelInvitation) -> News:
    """Somebody is asked to join a panel: drawn, or called from the reserve."""
    return News(
        "panel",
        f"invited:{row.id}",
        db.session.get_one(Panel, row.panel_id).round_id,
        row.invited_at,
        (db.select(Applicant.person_id).filter_by(id=row.applicant_id),),
        details={"act": "asked", "ends_at": row.answer_by.isoformat()},
    )


def replied_to_remark(row: RemarkReply) -> News:
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


# What should not be read is hidden, doubles are merged, and who took a report back by mistake shows
# it again, before others hear of it.
SETTLING = timedelta(minutes=10)
SOURCES = (
    NewsSource("status", StatusChange, StatusChange.created_at, status_changed),
    NewsSource("area", Issue, Issue.created_at, reported, age=SETTLING),
    NewsSource("replied", StatusChange, StatusChange.created_at, replied),
    NewsSource("solved", StatusChange, StatusChange.created_at, done_four_weeks_ago, age=ASK_AFTER),
    NewsSource("answer", IssueAnswer, IssueAnswer.answered_at, answered),
    NewsSource("correct", IssueCorrection, IssueCorrection.corrected_at, corrected),
    NewsSource("withdraw", IssueWithdrawal, IssueWithdrawal.withdrawn_at, withdrawn, age=SETTLING),
    NewsSource("merge", Merge, Merge.merged_at, merged),
    NewsSource("comment", IssueComment, IssueComment.created_at, issue_comment),
    NewsSource("talk", SolutionComment, SolutionComment.created_at, solution_comment),
    NewsSource("solution", Solution, Solution.created_at, proposed),
    NewsSource("change", SolutionChange, SolutionChange.created_at, solution_changed),
    NewsSource("screening", Screening, Screening.screened_at, screened),
    NewsSource("end", RoundChange, RoundChange.created_at, vote_moved),
    NewsSource("result", Tally, Tally.counted_at, counted),
    NewsSource("filed", FilingStep, FilingStep.entered_at, filed),
    NewsSource("meeting", MeetingChange, MeetingChange.created_at, meeting_changed),
    NewsSource("panel", PanelStep, PanelStep.at, panel_step),
    NewsSource("invited", PanelInvitation, PanelInvitation.invited_at, invited),
    NewsSource("reply", RemarkReply, RemarkReply.created_at, replied_to_remark),
    NewsSource("measured", IndicatorResult, IndicatorResult.entered_at, measured),
)
