"""The few numbers the home shows, each one indexed query."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, func

from civic.db import db
from civic.issues.browsing.find import ISSUE, SHOWN
from civic.issues.listing import counts
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED
from civic.issues.status import LED_ON
from civic.issues.support import Support
from civic.meetings.models import Meeting
from civic.panel.models import Panel
from civic.people.models import Person
from civic.plans.models import Plan
from civic.rounds.models import Round
from civic.surveys.models import Survey


class RoundExtras(NamedTuple):
    """What a round has beside its reports. Most have little, and its home asks only for that."""

    surveys: bool
    panel: bool
    meetings: bool
    plan: bool


def beside(round: Round) -> RoundExtras:
    return RoundExtras(*db.session.execute(_beside(), {"round_id": round.id}).one())


@cache
def _beside() -> Select:
    """Built once, as the next one: every visitor asks it."""
    tables = (each.__table__.c.round_id for each in (Survey, Panel, Meeting, Plan))
    return db.select(*(exists().where(column == bindparam("round_id")) for column in tables))


def most_supported(round: Round) -> Sequence:
    """Three rows of issues.browsing's SHOWN."""
    return db.session.execute(_most_supported(), {"round_id": round.id}).all()


@cache
def _most_supported() -> Select:
    here = db.select(*SHOWN).where(ISSUE.round_id == bindparam("round_id"), ISSUE.listed)
    return here.order_by(ISSUE.supports_count.desc(), ISSUE.id.desc()).limit(3)


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
    supported = (
        db.select(Support.issue_id)
        .join(Issue, Issue.id == Support.issue_id)
        .where(Issue.round_id == round.id, Issue.hidden_at.is_(None))
        .where(Support.person_id == person.id)
    )
    problem = Issue.counted_as(supported).c.problem_id
    supports = db.select(func.count(problem.distinct()))
    counted = db.select(func.count()).select_from(reports.subquery())
    return {
        "reports": db.session.scalar(counted),
        "supports": db.session.scalar(supports),
        "asked": db.session.scalars(reports.filter_by(status="asked")).all(),
    }
