"""Read what rules.py decides about, and say that a plan is ready under its lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from civic.db import db, now
from civic.documents.placeholders import open_places
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.issues.rules import UNANSWERED
from civic.people.models import Person
from civic.places.models import District
from civic.plans.follow_up.finders import measured, years
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.rules import reaches
from civic.plans.models import Plan, Snapshot
from civic.plans.readiness.models import ReadyMark, require_ready_phase
from civic.plans.readiness.rules import Item, Measure, ReadinessFacts, readiness
from civic.plans.review.models import Remark
from civic.plans.section.limits import over_long, too_many_pages
from civic.plans.snapshots.documents import pages_of, shown_of, template_in
from civic.plans.snapshots.gather_pictures import photos_taken
from civic.plans.snapshots.staleness import changed_since
from civic.plans.writing.looking_over import looked_over_of
from civic.rounds.calls.labels import PAYERS
from civic.rounds.calls.shares import differing
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.solutions.project_plan.models import ProjectPlan
from civic.solutions.project_plan.rules import SOURCES
from civic.targets.models import Indicator, agreements, asked
from civic.targets.weights.models import WeightDecision
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally

SAME = (
    "id",
    "name",
    "unit",
    "direction",
    "baseline",
    "baseline_year",
    "baseline_source",
    "method",
    "formula",
    "data_source",
)


@dataclass(frozen=True)
class ReadyStatus:
    """A plan is ready: mark, the last one. It no longer holds when a newer snapshot was
    taken (is_superseded), or when anything differs from its own (changed, as in staleness)."""

    mark: ReadyMark | None
    changed: tuple[str, ...] = ()
    is_superseded: bool = False

    @property
    def is_ready(self) -> bool:
        holds = self.mark is not None and self.mark.withdrawn_at is None
        return holds and not self.changed and not self.is_superseded


def open_items(round: Round, plan: Plan | None) -> list[Item]:
    """The readiness list of a round as it is now."""
    return readiness(facts_of(round, plan))


def mark_ready(plan: Plan, planner: Person) -> ReadyMark:
    """Say that the plan is ready, with what is missing looked up under the plan's lock.

    Raises: PhaseClosed, NotReady.
    """
    require_ready_phase(plan.round, planner)
    db.session.execute(select(Plan.id).filter_by(id=plan.id).with_for_update())
    return ReadyMark.mark(plan, open_items(plan.round, plan), planner)


def ready_status_of(plan: Plan | None) -> ReadyStatus:
    """What was said to be ready still is."""
    mark = ReadyMark.of(plan)
    if plan is None or mark is None or mark.withdrawn_at is not None:
        return ReadyStatus(mark)
    latest = plan.snapshot()
    assert latest is not None  # the mark is of one
    if latest.id != mark.snapshot_id:
        return ReadyStatus(mark, is_superseded=True)
    return ReadyStatus(mark, changed_since(plan, latest))


def facts_of(round: Round, plan: Plan | None) -> ReadinessFacts:
    indicators = db.session.scalars(asked(round)).all()
    snapshot = plan.snapshot() if plan else None
    vote = _vote(round)
    return ReadinessFacts(
        vote=vote,
        sheets_waiting=sum(sheet.state == "waiting" for sheet in PaperSheet.of(round)),
        measures=_measures(round, indicators),
        unmeasured=_unmeasured(round, indicators) if vote == "counted" else (),
        unplanned=_unplanned(round) if vote == "counted" else (),
        open_remarks=[remark.id for remark in Remark.open_of(plan)] if plan else (),
        photos_without_words=sum(not photo.alt for photo, _issue in photos_in_plan(round)),
        open_places=_open_places(plan) if plan else (),
        snapshot=snapshot.number if snapshot else None,
        changed=changed_since(plan, snapshot) if plan and snapshot else (),
        too_long=_too_long(snapshot) if snapshot else (),
        too_many_pages=_too_many_pages(snapshot) if snapshot else None,
        template_is_example=(plan or Plan(round=round)).is_example,
        goes_on=_goes_on(round, plan),
        years_off=_years_off(round),
        national_off=_national_off(round),
        shares_off=_shares_off(round) if vote == "counted" else (),
        **(_wording(plan) if plan else {}),
        districts_without_population=_districts_without_population(round),
        reports_unanswered=_reports_unanswered(round),
    )


def photos_in_plan(round: Round) -> list[tuple[IssuePhoto, Issue]]:
    """The photos a snapshot would take in, in the plan's order."""
    return [tuple(row) for row in db.session.execute(photos_taken(round))]


def _vote(round: Round) -> str:
    phase = round.phase("vote")
    if Tally.of(round) is not None:
        return "counted"
    if phase is None:
        return "none"
    return "uncounted" if phase.ends_at <= now() else "open"


def _measures(round: Round, indicators) -> list[Measure]:
    agreed = agreements(indicators)
    weights, _people = WeightDecision.of(round).weights(round, indicators)
    return [
        Measure(
            **{name: getattr(row, name) for name in SAME},
            weight_percent=weights.get(row.id),
            target=row.promised(agreed.get(row.id)),
        )
        for row in indicators
    ]


def _unmeasured(round: Round, indicators: Sequence[Indicator]) -> list[tuple[int, str]]:
    measured = {indicator.solution_id for indicator in indicators}
    return [(id, title) for id, title in _selected(round) if id not in measured]


def _unplanned(round: Round) -> list[tuple[int, str]]:
    planned = ProjectPlan.of_round(round)
    return [
        (id, title) for id, title in _selected(round) if id not in planned or not planned[id].costs
    ]


def _national_off(round: Round) -> tuple[float, float] | None:
    asked, planned = round.call.national_share, round.national_share
    if asked is None or abs(asked - planned) < 0.001:
        return None
    return 100 * asked, 100 * planned


def _shares_off(round: Round) -> list[tuple[str, float, float]]:
    """Once every chosen solution says what it costs: a sum of some would differ anyway."""
    planned, chosen = ProjectPlan.of_round(round), [id for id, _title in _selected(round)]
    plans = [planned[id] for id in chosen if id in planned and planned[id].costs]
    if len(plans) < len(chosen):
        return []
    won = {source: sum(plan.won(source) for plan in plans) for source in SOURCES}
    off = differing(round.call.shares, won)
    return [(str(PAYERS[name]), asked, paid) for name, (asked, paid) in off.items()]


def _selected(round: Round) -> list[tuple[int, str]]:
    query = select(Solution.id, Solution.title).filter_by(round_id=round.id, status="selected")
    rows = db.session.execute(query.where(Solution.hidden_at.is_(None)).order_by(Solution.number))
    return [(id, title) for id, title in rows]


def _open_places(plan: Plan) -> list[tuple[int | None, str, str, str]]:
    places = open_places(plan.template_in_use(), plan.written())
    pairs = [(plan.paragraph_of(place.key), place) for place in places]
    return [
        (paragraph.id if paragraph else None, place.part, place.heading, place.words)
        for paragraph, place in pairs
    ]


def _too_long(snapshot: Snapshot) -> list[tuple[str, str, int, int]]:
    template = template_in(snapshot.data)
    if not any(chapter.get("most_letters") for chapter in template["chapters"]):
        return []  # without limits nothing needs to be compiled
    lines = over_long(shown_of(snapshot), template)
    return [(each.part, each.heading, each.letters, each.most or 0) for each in lines]


def _too_many_pages(snapshot: Snapshot) -> tuple[int, int] | None:
    template = template_in(snapshot.data)
    if not template.get("most_pages"):
        return None  # without a limit no PDF needs to be made
    return too_many_pages(pages_of(snapshot), template)


def _goes_on(round: Round, plan: Plan | None) -> bool:
    template = (plan or Plan(round=round)).template_in_use()
    if all(chapter["part"] != "follow_up" for chapter in template["chapters"]):
        return True
    saved = FollowUp.of(round)
    return saved is not None and bool(saved.activities)


def _years_off(round: Round) -> list[str]:
    """Indicators whose years lead elsewhere than to the target, which may have changed since."""
    saved, count = FollowUp.of(round), years(round)
    if saved is None:
        return []
    return [
        each.name
        for each in measured(round)
        if (values := saved.years_of(each.id)) and each.target is not None
        if len(values) != count or not reaches(values[-1], each.target)
    ]


def _wording(plan: Plan) -> dict[str, Any]:
    """What was found in planners' words: how they are written, and numbers that differ."""
    findings = looked_over_of(plan)
    off = [each for each in findings if each.kind == "number"]
    return {"wording": len(findings) - len(off), "numbers_off": off}


def _districts_without_population(round: Round) -> int:
    here = {"municipality_id": round.municipality_id, "population": None}
    return _count(select(District.id).filter_by(**here))


def _reports_unanswered(round: Round) -> int:
    """Listed reports of people that the city has not decided about; no complaints of a file."""
    reports = select(Issue.id).filter_by(round_id=round.id, import_id=None)
    return _count(reports.where(Issue.listed, Issue.status.in_(UNANSWERED)))


def _count(query) -> int:
    return db.session.scalars(select(func.count()).select_from(query.subquery())).one()
