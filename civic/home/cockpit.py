"""The cockpit: what waits, what the plan lacks, the calendar, and what to do next."""

from collections.abc import Mapping, Sequence

from flask import url_for
from sqlalchemy import func, select

from civic.dashboard.queues import Queue, queues_of
from civic.db import db, now
from civic.home.labels import NEXT_STEPS
from civic.home.next_step import RoundFacts, Step, next_step
from civic.home.schedule import Deadline, calendar, deadline, picture
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.models import CallForm
from civic.plans.filing import rules as filing_rules
from civic.plans.filing.models import FilingStep, filing_of
from civic.plans.models import Plan
from civic.plans.readiness.facts import open_items, ready_status_of
from civic.plans.readiness.rules import Item
from civic.rounds.calendar import days_to_start
from civic.rounds.models import Round
from civic.targets.results.models import latest_results
from civic.themes.models import Theme
from civic.votes.ballots.frozen_ballot import number_on_ballot


def cockpit_of(round: Round) -> dict:
    """All that home/cockpit.html needs."""
    plan, entries = Plan.of(round), calendar(round)
    queues, items, ready = queues_of(round), open_items(round, plan), ready_status_of(plan)
    steps, last_day = filing_of(plan), deadline(round)
    step = next_step(facts_of(round, queues, items, ready.is_ready, last_day, steps))
    return {
        "next": step,
        "way": way_to(step, queues),
        "standing": round.standing(),
        "queues": queues,
        "calendar": entries,
        "drawn": picture(entries),
        "deadline": last_day,
        "items": items,
        "ready": ready,
        "steps": steps,
    }


def way_to(step: Step, queues: Sequence[Queue]) -> str:
    """Where a step is taken: at its queue, if it has one; new reports are read at the desk."""
    addresses = {queue.kind: queue.address for queue in queues if queue.count}
    if step.code in addresses and step.code != "new":
        return addresses[step.code]
    _icon, endpoint, _sentence = NEXT_STEPS[step.code]
    return url_for(endpoint)


def facts_of(
    round: Round,
    queues: Sequence[Queue],
    items: Sequence[Item],
    is_ready: bool,
    deadline: Deadline | None,
    filing: Mapping[str, FilingStep],
) -> RoundFacts:
    """items: readiness. filing: as filing_of."""
    standing, vote = round.standing(), _vote(round)
    days_left = None if deadline is None or deadline.is_over else deadline.days
    outcomes = {kind: step.outcome for kind, step in filing.items()}
    judged = filing.get("evaluation") or filing.get("preliminary")
    latest = list(latest_results(round).values()) if "submitted" in filing else []
    return RoundFacts(
        open=round.open_phases(),
        running=(standing.kind or "") if standing.moment == "open" else "",
        coming=_coming(round),
        is_planned=bool(round.phases),
        vote=vote,
        vote_in=_days_to_vote(round) if vote == "coming" else None,
        waiting={queue.kind: queue.count for queue in queues},
        oldest_days=max(queue.days for queue in queues),
        on_ballot=number_on_ballot(round) if vote == "coming" else 0,
        unnamed=sum(not theme.is_named for theme in Theme.options_of(round)),
        form_places=count_form_places(round),
        required=tuple(item.kind for item in items if item.required),
        is_ready=is_ready,
        days_left=days_left,
        filed="submitted" in filing,
        next_result="submitted" in filing and filing_rules.next_step(outcomes) is not None,
        lost=filing_rules.was_lost(outcomes),
        with_evaluation=bool(judged and judged.words),
        unmeasured=sum(row is None for row in latest),
        late_again=sum(row is not None and row.is_late for row in latest),
    )


def _vote(round: Round) -> str:
    phase = round.phase("vote")
    if round.vote_sealed_at is not None:
        return "counted"
    if phase is None:
        return "none"
    if phase.ends_at <= now():
        return "uncounted"
    return "open" if phase.starts_at <= now() else "coming"


def _days_to_vote(round: Round) -> int:
    phase = round.phase("vote")
    assert phase is not None  # it is coming
    return days_to_start(phase.starts_at, now())


def _coming(round: Round) -> tuple[str, int] | None:
    later = [phase for phase in round.phases if phase.starts_at > now()]
    first = min(later, key=lambda phase: phase.starts_at, default=None)
    return (first.kind, days_to_start(first.starts_at, now())) if first else None


def count_form_places(round: Round) -> int:
    """Places of the city's forms for this call that something is proposed for or asked about."""
    forms = select(CallForm.id).filter_by(
        call_id=round.call_id, municipality_id=round.municipality_id, retired_at=None
    )
    places = select(func.count(FormPlace.id)).where(FormPlace.form_id.in_(forms))
    waits = FormPlace.confirmed_at.is_(None) | FormPlace.key.is_(None)
    return db.session.scalar(places.where(waits, FormPlace.source != "")) or 0
