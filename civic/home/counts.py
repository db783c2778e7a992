"""The few numbers the home and the cockpit show, each one indexed query."""

from collections.abc import Sequence

from sqlalchemy import func

from civic.db import db, now
from civic.issues.duplicates.waiting import likely_duplicates
from civic.issues.listing import counts
from civic.issues.models import Issue
from civic.issues.status import LED_ON, UNANSWERED
from civic.issues.support import Support
from civic.meetings.opinions.models import OpinionBatch
from civic.moderation.models import Flag
from civic.moderation.queue import oldest_untriaged, open_flags
from civic.people.models import Person
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.rounds.models import Round
from civic.solutions.screening.listing import waiting_count
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally


def most_supported(round: Round, count: int = 3) -> Sequence[Issue]:
    query = db.select(Issue).filter_by(round_id=round.id, listed=True)
    return db.session.scalars(
        query.order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(count)
    ).all()


def what_became(round: Round) -> dict[str, int]:
    """Counts of reports, imported ones too, hidden ones not; each report in one of them.

    total: all. answered: those the city decided about, so that its reporter was told an outcome:
    led (to a solution), merged (with the same problem), rejected (with a reason) and transferred
    (to whose it is) add up to it.
    Not answered yet: reviewing, asked (the city waits for the reporter) and received.
    """
    by_status = counts.by_status(round.id)
    closed = ("merged", "rejected", "transferred")
    parts = {status: by_status.get(status, 0) for status in (*closed, *UNANSWERED)}
    parts["led"] = sum(by_status.get(status, 0) for status in LED_ON)
    answered = parts["led"] + sum(parts[status] for status in closed)
    return parts | {"answered": answered, "total": sum(by_status.values())}


def mine(person: Person, round: Round) -> dict:
    """reports: all of mine, merged and hidden ones too. supports: problems I support that are
    shown, merged ones as the one they became. asked: reports a planner asked me about."""
    reports = db.select(Issue).filter_by(round_id=round.id, reporter_id=person.id)
    problem = func.coalesce(Issue.merged_into_id, Issue.id)
    supports = (
        db.select(func.count(problem.distinct()))
        .select_from(Support)
        .join(Issue, Issue.id == Support.issue_id)
        .where(Issue.round_id == round.id, Issue.hidden_at.is_(None))
        .where(Support.person_id == person.id)
    )
    counted = db.select(func.count()).select_from(reports.subquery())
    return {
        "reports": db.session.scalar(counted),
        "supports": db.session.scalar(supports),
        "asked": db.session.scalars(reports.filter_by(status="asked")).all(),
    }


def waiting(round: Round) -> dict:
    """What waits for the planner, each a count.

    new: reports that nobody of the office dealt with, those from files too, as the desk shows them,
    and the oldest one's days. flags: things of the municipality that somebody flagged, however many
    did. remarks: without a disposition. to_screen: proposals that the office has not screened as
    they read now. sheets, corrections: paper, annulments and removals that another planner has to
    confirm; heard: opinions of meetings likewise. alike: ids of new reports that are likely one
    with another.
    """
    oldest = oldest_untriaged(round)
    one_of = (Flag.issue_id, Flag.issue_comment_id, Flag.solution_id, Flag.solution_comment_id)
    things = open_flags(round.municipality).with_only_columns(*one_of).distinct()
    flags = db.select(func.count()).select_from(things.subquery())
    plan = Plan.of(round)
    sheets = [] if Tally.of(round) else PaperSheet.of(round)
    removals = Removal.of(round) if round.vote_is_open else []
    corrections = [row for row in removals if row.state == "waiting"]
    return {
        "new": round.untriaged_count,
        "oldest_days": (now() - oldest).days if oldest else 0,
        "flags": db.session.scalar(flags),
        "remarks": len(Remark.open_of(plan)) if plan else 0,
        "to_screen": waiting_count(round),
        "sheets": sum(sheet.state == "waiting" for sheet in sheets),
        "corrections": len(corrections) + Annulment.waiting_count(round),
        "heard": OpinionBatch.waiting_count(round),
        "alike": likely_duplicates(round),
    }
