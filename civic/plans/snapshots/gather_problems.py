"""The first half of a snapshot's data: the problems reported, each and by district and category."""

from sqlalchemy import func, select

from civic.db import db
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.models import Issue
from civic.places.models import District
from civic.plans.printing.models import IssuePrinting
from civic.plans.printing.rules import printing
from civic.rounds.models import Round
from civic.themes.models import Theme


def districts(round: Round) -> list[dict]:
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


def unplaced(round: Round) -> dict[str, int]:
    """Listed issues whose reporter named no district, and their supports."""
    count, supports = dict(_grouped(round, Issue.district_id)).get(None, (0, 0))
    return {"reports": count, "supports": supports}


def categories(round: Round) -> list[dict]:
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


def issues(round: Round, themes: dict[int, Theme]) -> list[dict]:
    """Public fields of every listed issue: most supported first, then earlier. themes: of those
    in a named one."""
    names = dict(
        db.session.execute(
            select(District.id, District.name).where(
                District.municipality_id == round.municipality_id
            )
        ).all()
    )
    decided = IssuePrinting.of_round(round)
    issue = Issue.__table__.c  # past the ORM: of a large round there are 20,000
    rows = db.session.execute(
        select(
            *(issue.id, issue.receipt, issue.title, issue.category, issue.district_id),
            *(issue.status, issue.supports_count, issue.created_at, issue.lat, issue.lon),
        )
        .where(issue.round_id == round.id, issue.listed)
        .order_by(issue.supports_count.desc(), issue.receipt)
    )
    theme_names = {theme: theme.name for theme in set(themes.values())}
    category_names = {code: str(name) for code, (_, name) in CATEGORIES.items()}
    status_names = {code: str(name) for code, (_, _, name) in STATUSES.items()}
    return [
        {
            "receipt": receipt,
            "title": title,
            "category": category_names[category],
            "district": names.get(district_id or 0, ""),  # no district has id 0
            "status": status_names[status],
            "supports": supports,
            "reported_at": created_at.isoformat(),
            "lat": lat,
            "lon": lon,
            "theme": theme_names[themes[id]] if id in themes else "",
            "printed": printing(status, decided.get(id)),
        }
        for (id, receipt, title, category, district_id, status, supports, created_at, lat, lon)
        in rows
    ]  # fmt: skip
