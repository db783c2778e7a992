"""What the desk's pages show beside their rows: words to choose from, and what an act did."""

from flask import g, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.orm import joinedload

from civic.db import db, now
from civic.issues.models import Issue
from civic.issues.template_globals import issue_labels
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.triage.drawn import act_fields, draw_rows, filter_fields
from civic.triage.filters import DeskFilters
from civic.triage.find import find
from civic.triage.forms import ActForm
from civic.triage.labels import ACTS, LEFT_OUT, SHOWS
from civic.triage.models import OfficeAct, OfficeActChange
from civic.triage.names import DeskNames, LatestAct, desk_names
from civic.triage.rows import DeskWords, desk_rows
from civic.unchanged import WhileUnchanged
from civic.web.paging import Page, page_number

_lists: WhileUnchanged[tuple[Page, Markup]] = WhileUnchanged(100)
MOST_NAMED = 50  # issues of an act by name, beside the list
MOST_LISTED = 500  # on the act's own page


def desk(filters: DeskFilters, wrong: ActForm | None = None, choice_error: str = "") -> dict:
    """All that triage/index.html needs. wrong: the form that was refused."""
    names = desk_names(g.round, current_user)
    districts = tuple(g.municipality.district_names().items())
    themes = tuple((id, name or _("이름 없는 주제")) for id, name in names.themes)
    page, rows = _list(filters, _words(names, dict(districts), dict(themes)))
    return {
        "page": page,
        "rows": rows,
        "filters": filters,
        "wrong": wrong,
        "choice_error": choice_error,
        "acts": ACTS,
        "shows": SHOWS,
        "filter_fields": filter_fields(filters, districts, names.departments, themes),
        "act_fields": act_fields(
            g.municipality.id, (districts, names.units, names.answers, themes), wrong
        ),
        **just_done(names.latest),
    }


def _list(filters: DeskFilters, words: DeskWords) -> tuple[Page, Markup]:
    """One page of the list, drawn; where nothing is ticked, again only after somebody's commit."""
    today, ticked = now().astimezone(SEOUL).date(), request.form.getlist("issue")

    def draw():
        page = find(g.round, filters)
        return page, draw_rows(desk_rows(page.rows, words, today), ticked)

    if ticked:
        return draw()
    return _lists.get((g.round.id, filters, page_number(), today, str(get_locale())), draw)


def act(done: OfficeAct) -> dict:
    """All that triage/act.html needs."""
    return {
        "done": done,
        "acts": ACTS,
        "left": left_out(done, MOST_LISTED),
        "changes": changed(done, MOST_LISTED),
    }


def left_out(done: OfficeAct, most: int) -> list[tuple]:
    """(issue, why, the name of who changed it) of what an act left as it was; some may have gone
    with an import that was taken back."""
    rows = done.left_out[:most]
    issues = _by_id(Issue, [row[0] for row in rows])
    rows = [row for row in rows if row[0] in issues]
    people = _by_id(Person, [row[2] for row in rows if row[2]])
    return [(issues[id], LEFT_OUT[why], people[who].name if who else "") for id, why, who in rows]


def changed(done: OfficeAct, most: int, *conditions) -> list[OfficeActChange]:
    """What an act changed, each with its issue."""
    query = db.select(OfficeActChange).filter_by(act_id=done.id).where(*conditions)
    query = query.options(joinedload(OfficeActChange.issue)).order_by(OfficeActChange.issue_id)
    return list(db.session.scalars(query.limit(most)))


def just_done(latest: LatestAct | None) -> dict:
    """The act an address says was just done or taken back, else the last one of this planner."""
    named = request.args.get("done", "")
    done = db.session.get(OfficeAct, int(named)) if named.isdecimal() and len(named) < 10 else None
    if done is None or done.round_id != g.round.id:
        return {"done": None, "latest": latest}
    not_reverted = OfficeActChange.reverted_at.is_(None)
    kept = changed(done, MOST_NAMED, not_reverted) if done.undone_at else []
    return {"done": done, "latest": None, "left": left_out(done, MOST_NAMED), "kept": kept}


def _words(names: DeskNames, districts: dict[int, str], themes: dict[int, str]) -> DeskWords:
    labels = issue_labels()
    return DeskWords(
        {code: name for code, (_icon, name) in labels["CATEGORIES"].items()},
        {code: name for code, (_icon, _tone, name) in labels["STATUSES"].items()},
        districts,
        dict(names.departments),
        themes,
    )


def _by_id(model, ids):
    rows = db.session.scalars(db.select(model).where(model.id.in_(ids)))
    return {row.id: row for row in rows}
