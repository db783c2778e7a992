"""Read everything a section shows into one plain dict: the data of a snapshot.

Personal data stays out: no resident's name, address or account. Rows are in an explicit order, so
that the same rows give the same dict on every database.
"""

from flask_babel import force_locale
from sqlalchemy import func, select, union

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.issues.models import Issue, IssueComment, Support
from civic.issues.statuses import STATUSES
from civic.people.models import Person
from civic.places.models import District
from civic.plans.gather_outcome import indicators, remarks, solutions, tally, written
from civic.plans.gather_pictures import acts, photos
from civic.plans.gather_rows import rows
from civic.plans.models import Plan, Snapshot
from civic.plans.sources import SOURCES
from civic.rounds.models import Round
from civic.rounds.names import PHASE_NAMES
from civic.solutions.models import Solution, SolutionComment
from civic.targets.models import Indicator, Preference
from civic.votes.models import Participation

CALL_FIELDS = (
    *("programme", "year", "ministry", "agency", "source", "total_won", "cities"),
    *("national_won", "local_won", "build_months", "selection"),
)
CALL_DATES = (
    *("announced_on", "apply_from_on", "apply_to_on", "preliminary_from_on"),
    *("preliminary_to_on", "evaluation_from_on", "evaluation_to_on"),
)


def freeze(plan: Plan, planner: Person | None) -> Snapshot:
    """Take a snapshot of a plan's round as it is now. The caller commits."""
    with force_locale("ko"):
        return Snapshot.take(plan, gather(plan), planner)


def gather(plan: Plan) -> dict:
    """Everything the section shows, as JSON values. Needs a Korean locale."""
    round = plan.round
    return {
        "sources": SOURCES,
        "rows": rows(round),
        "municipality": {
            "name": round.municipality.name,
            "notice": round.municipality.notice,
            "boundary_source": round.municipality.boundary_source,
        },
        "call": _call(round.call),
        "round": {
            name: getattr(round, name)
            for name in ("title", "number", "budget_won", "national_share", "max_choices", "rule")
        },
        "phases": _phases(round),
        "template": plan.template_in_use(),
        "is_example": round.call.template_is_example,
        "counts": _counts(round),
        "districts": _districts(round),
        "unplaced": _unplaced(round),
        "categories": _categories(round),
        "issues": _issues(round),
        "photos": photos(round),
        "acts": acts(round),
        "solutions": solutions(round),
        "tally": tally(round),
        "indicators": indicators(round),
        "written": written(plan),
        "remarks": remarks(plan),
    }


def _call(call) -> dict:
    dates = {name: getattr(call, name) for name in CALL_DATES}
    return {name: getattr(call, name) for name in CALL_FIELDS} | {
        name: value.isoformat() if value else None for name, value in dates.items()
    }


def _phases(round: Round) -> list[dict]:
    return [
        {
            "kind": phase.kind,
            "name": str(PHASE_NAMES[phase.kind][1]),
            "starts_at": phase.starts_at.isoformat(),
            "ends_at": phase.ends_at.isoformat(),
        }
        for phase in round.phases
    ]


def _counts(round: Round) -> dict[str, int]:
    mine = Issue.round_id == round.id
    shown = Issue.hidden_at.is_(None)
    comments = _shown_comments(select(IssueComment.id), round)
    talk = _shown_talk(select(SolutionComment.id), round)
    wishes = _wishes(select(Preference.id), round)
    return {
        "reports": _count(select(Issue.id).where(mine, shown)),
        "listed": _count(select(Issue.id).where(mine, Issue.listed)),
        "merged": _count(select(Issue.id).where(mine, shown, Issue.merged_into_id.is_not(None))),
        "imported": _count(select(Issue.id).where(mine, shown, Issue.import_id.is_not(None))),
        "supports": db.session.scalar(
            select(func.coalesce(func.sum(Issue.supports_count), 0)).where(mine, Issue.listed)
        ),
        "comments": _count(comments) + _count(talk),
        "solutions": _count(
            select(Solution.id).where(Solution.round_id == round.id, Solution.hidden_at.is_(None))
        ),
        "preferences": _count(wishes),
        "wishers": _count(_wishes(select(Preference.person_id).distinct(), round)),
        "participants": _participants(round),
    }


def _wishes(query, round: Round):
    query = query.select_from(Preference).join(Indicator, Indicator.id == Preference.indicator_id)
    query = query.join(Solution, Solution.id == Indicator.solution_id)
    return query.where(Solution.round_id == round.id, Solution.hidden_at.is_(None))


def _shown_comments(query, round: Round):
    query = query.select_from(IssueComment).join(Issue, Issue.id == IssueComment.issue_id)
    shown = (Issue.hidden_at.is_(None), IssueComment.hidden_at.is_(None))
    return query.where(Issue.round_id == round.id, *shown)


def _shown_talk(query, round: Round):
    query = query.select_from(SolutionComment)
    query = query.join(Solution, Solution.id == SolutionComment.solution_id)
    shown = (Solution.hidden_at.is_(None), SolutionComment.hidden_at.is_(None))
    return query.where(Solution.round_id == round.id, *shown)


def _participants(round: Round) -> int:
    """Different people who did at least one thing that is not hidden: each is counted once."""
    issue = (Issue.round_id == round.id, Issue.hidden_at.is_(None))
    solution = (Solution.round_id == round.id, Solution.hidden_at.is_(None))
    acts = union(
        select(Issue.reporter_id).where(*issue, Issue.reporter_id.is_not(None)),
        select(Support.person_id).join(Issue, Issue.id == Support.issue_id).where(*issue),
        _shown_comments(select(IssueComment.author_id), round),
        select(Solution.proposer_id).where(*solution, Solution.proposer_id.is_not(None)),
        _shown_talk(select(SolutionComment.author_id), round),
        select(Participation.person_id).where(
            Participation.round_id == round.id, Participation.submitted_at.is_not(None)
        ),
        _wishes(select(Preference.person_id), round),
    )
    return _count(acts)


def _count(query) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery()))


def _districts(round: Round) -> list[dict]:
    """Every district with its outline (for the picture) and its reports and supports."""
    counted = dict(_grouped(round, Issue.district_id))
    rows = db.session.scalars(
        select(District)
        .where(District.municipality_id == round.municipality_id)
        .order_by(District.code)
    )
    return [
        {
            "name": district.name,
            "code": district.code,
            "reports": counted.get(district.id, (0, 0))[0],
            "supports": counted.get(district.id, (0, 0))[1],
            "label": [district.label_lon, district.label_lat],
            "polygons": district.polygons,
        }
        for district in rows
    ]


def _unplaced(round: Round) -> dict[str, int]:
    """Listed issues whose reporter named no district, and their supports."""
    count, supports = dict(_grouped(round, Issue.district_id)).get(None, (0, 0))
    return {"reports": count, "supports": supports}


def _categories(round: Round) -> list[dict]:
    counted = dict(_grouped(round, Issue.category))
    return [
        {"name": str(name), "reports": counted[code][0], "supports": counted[code][1]}
        for code, (_, name) in CATEGORIES.items()
        if code in counted
    ]


def _grouped(round: Round, column) -> list[tuple]:
    """(value, (listed issues, their supports)) for each value of a column."""
    query = (
        select(column, func.count(), func.sum(Issue.supports_count))
        .where(Issue.round_id == round.id, Issue.listed)
        .group_by(column)
    )
    return [(value, (count, supports)) for value, count, supports in db.session.execute(query)]


def _issues(round: Round) -> list[dict]:
    """Public fields of every listed issue: most supported first, then earlier."""
    names = dict(
        db.session.execute(
            select(District.id, District.name).where(
                District.municipality_id == round.municipality_id
            )
        ).all()
    )
    columns = (Issue.receipt, Issue.title, Issue.category, Issue.district_id, Issue.status)
    rows = db.session.execute(
        select(*columns, Issue.supports_count, Issue.created_at, Issue.lat, Issue.lon)
        .where(Issue.round_id == round.id, Issue.listed)
        .order_by(Issue.supports_count.desc(), Issue.receipt)
    )
    category_names = {code: str(name) for code, (_, name) in CATEGORIES.items()}
    status_names = {code: str(name) for code, (_, _, name) in STATUSES.items()}
    return [
        {
            "receipt": receipt,
            "title": title,
            "category": category_names[category],
            "district": names.get(district_id, ""),
            "status": status_names[status],
            "supports": supports,
            "reported_at": created_at.isoformat(),
            "lat": lat,
            "lon": lon,
        }
        for receipt, title, category, district_id, status, supports, created_at, lat, lon in rows
    ]
