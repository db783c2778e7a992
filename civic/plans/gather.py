"""Read everything a section shows into one plain dict: the data of a snapshot.

Personal data stays out: no resident's name, address or account. Rows are in an explicit order, so
that the same rows give the same dict on every database.
"""

from flask_babel import force_locale
from sqlalchemy import func, select

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.issues.models import Issue, IssueComment
from civic.issues.statuses import STATUSES
from civic.people.models import Person
from civic.places.models import District
from civic.plans.gather_outcome import (
    departures,
    indicators,
    remarks,
    solutions,
    tally,
    weighing,
    written,
)
from civic.plans.gather_pictures import acts, photos
from civic.plans.gather_rows import rows
from civic.plans.models import Plan, Snapshot
from civic.plans.sources import sources
from civic.rounds.models import Round
from civic.rounds.names import PHASE_NAMES
from civic.solutions.models import Solution, SolutionComment
from civic.targets.models import Preference
from civic.voices.acts import shown_comments, shown_talk, voices, wishes

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
    measured, counted, proposed = indicators(round), rows(round), solutions(round)
    return {
        "sources": sources(measured),
        "rows": counted,
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
        "counts": _counts(round, counted) | _by_office(counted, proposed),
        "districts": _districts(round),
        "unplaced": _unplaced(round),
        "categories": _categories(round),
        "issues": _issues(round),
        "photos": photos(round),
        "acts": acts(round),
        "solutions": proposed,
        "tally": tally(round),
        "indicators": measured,
        "departures": departures(measured),
        "weighing": weighing(round),
        "voices": voices(round),
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


def _by_office(counted: dict, proposed: list[dict]) -> dict[str, int]:
    """Reports and solutions of who works for the office, among those counted."""
    return {
        "office_reports": sum(row[-1] == "office" for row in counted["reports"]["rows"]),
        "office_solutions": sum(row["by"] == "office" for row in proposed),
    }


def _counts(round: Round, counted: dict) -> dict[str, int]:
    mine = Issue.round_id == round.id
    shown = Issue.hidden_at.is_(None)
    comments = shown_comments(select(IssueComment.id), round)
    talk = shown_talk(select(SolutionComment.id), round)
    wished = wishes(select(Preference.id), round)
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
        "preferences": _count(wished),
        "wishers": _count(wishes(select(Preference.person_id).distinct(), round)),
        "participants": sum(people for _act, people in counted["people"]["rows"]),
    }


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
