"""The few numbers the home and the cockpit show, each one indexed query."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import func

from civic.db import SEOUL, db, now
from civic.issues import counts
from civic.issues.models import Issue, Support
from civic.moderation.models import Flag
from civic.people.models import Person
from civic.plans.models import Disposition, Plan, Remark
from civic.rounds.models import Round
from civic.rounds.names import PHASE_NAMES
from civic.solutions.models import Solution

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


def on_ballot(round: Round) -> int:
    query = db.select(func.count()).select_from(Solution).filter_by(round_id=round.id)
    return db.session.scalar(query.filter(Solution.status != "proposed"))


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


def waiting(round: Round) -> dict[str, int]:
    """What waits for the planner: new reports and the oldest's days, flags, remarks, proposals."""
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
    remarks = (
        db.select(func.count())
        .select_from(Remark)
        .join(Plan, Plan.id == Remark.plan_id)
        .outerjoin(Disposition, Disposition.remark_id == Remark.id)
        .where(Plan.round_id == round.id, Disposition.id.is_(None))
    )
    proposed = (
        db.select(func.count())
        .select_from(Solution)
        .filter_by(round_id=round.id, status="proposed")
    )
    return {
        "new": new,
        "oldest_days": (now() - oldest).days if oldest else 0,
        "flags": db.session.scalar(flags),
        "remarks": db.session.scalar(remarks),
        "proposed": db.session.scalar(proposed),
    }


@dataclass(frozen=True)
class Entry:
    """A line of the calendar. state: past | now | coming; last_on is inclusive."""

    icon: str
    name: str
    first_on: date
    last_on: date
    state: str


def calendar(round: Round) -> list[Entry]:
    """The round's phases and the call's dates in one order of time."""
    call = round.call
    stated = [
        ("doc", _l("공고"), call.announced_on, call.announced_on),
        ("flag", _l("공모 접수"), call.apply_from_on, call.apply_to_on),
        ("search", _l("예비검토"), call.preliminary_from_on, call.preliminary_to_on),
        ("star", _l("서면·발표평가"), call.evaluation_from_on, call.evaluation_to_on),
    ]
    icons = {"report": "camera", "propose": "bulb", "vote": "vote", "target": "gauge"}
    held = [
        (
            icons.get(phase.kind, "doc"),
            PHASE_NAMES[phase.kind][1],
            _day(phase.starts_at),
            _day(phase.ends_at - timedelta(seconds=1)),
        )
        for phase in round.phases
    ]
    today = _day(now())
    entries = [
        Entry(*line, "past" if line[3] < today else "now" if line[2] <= today else "coming")
        for line in stated + held
        if line[2] is not None
    ]
    return sorted(entries, key=lambda entry: (entry.first_on, entry.last_on))


def _day(moment: datetime) -> date:
    return moment.astimezone(SEOUL).date()
