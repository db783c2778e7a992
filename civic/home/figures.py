"""The few numbers the home and the cockpit show, each one indexed query."""

from sqlalchemy import func

from civic.db import db, now
from civic.issues import counts
from civic.issues.models import Issue, Support
from civic.issues.waiting_duplicates import likely_duplicates
from civic.moderation.models import Flag
from civic.people.models import Person
from civic.plans.models import Plan
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.models import Annulment, PaperSheet, Removal, Tally

ANSWERED = ("soliciting", "voting", "selected", "planned", "building", "done")


def most_supported(round: Round, count: int = 3) -> list[Issue]:
    query = db.select(Issue).filter_by(round_id=round.id, listed=True)
    return db.session.scalars(
        query.order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(count)
    ).all()


def what_became(round: Round) -> dict[str, int]:
    """Counts of reports: total, solved_by (led to a solution), merged, reviewing, rejected, new."""
    by_status = counts.by_status(round.id)
    return {
        "total": sum(by_status.values()),
        "led": sum(by_status.get(status, 0) for status in ANSWERED),
        "merged": by_status.get("merged", 0),
        "reviewing": by_status.get("reviewing", 0) + by_status.get("asked", 0),
        "rejected": by_status.get("rejected", 0),
        "received": by_status.get("received", 0),
    }


def mine(person: Person, round: Round) -> dict:
    """My reports, my supports, and the reports a planner asked me about."""
    reports = db.select(Issue).filter_by(round_id=round.id, reporter_id=person.id)
    supports = (
        db.select(func.count())
        .select_from(Support)
        .join(Issue, Issue.id == Support.issue_id)
        .where(Issue.round_id == round.id, Support.person_id == person.id)
    )
    counted = db.select(func.count()).select_from(reports.subquery())
    return {
        "reports": db.session.scalar(counted),
        "supports": db.session.scalar(supports),
        "asked": db.session.scalars(reports.filter_by(status="asked")).all(),
    }


def waiting(round: Round) -> dict:
    """What waits for the planner, each a count: new reports and the oldest's days, flags, remarks,
    proposals, paper sheets, annulments and removals; alike: ids of new reports that are likely one
    with another."""
    fresh = db.select(func.count(), func.min(Issue.created_at)).where(
        Issue.round_id == round.id,
        Issue.status == "received",
        Issue.listed,
        Issue.import_id.is_(None),
    )
    new, oldest = db.session.execute(fresh).one()
    flags = (
        db.select(func.count())
        .select_from(Flag)
        .where(Flag.municipality_id == round.municipality_id, Flag.settled_at.is_(None))
    )
    plan = Plan.of(round)
    sheets = [] if Tally.of(round) else PaperSheet.of(round)
    removals = Removal.of(round) if round.vote_is_open else []
    corrections = [row for row in removals if row.state == "waiting"]
    proposed = (
        db.select(func.count())
        .select_from(Solution)
        .filter_by(round_id=round.id, status="proposed")
    )
    return {
        "new": new,
        "oldest_days": (now() - oldest).days if oldest else 0,
        "flags": db.session.scalar(flags),
        "remarks": len(plan.open_remarks()) if plan else 0,
        "proposed": db.session.scalar(proposed),
        "sheets": sum(sheet.state == "waiting" for sheet in sheets),
        "corrections": len(corrections) + Annulment.waiting_count(round),
        "alike": likely_duplicates(round),
    }
