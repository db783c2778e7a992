"""What the desk's pages show beside their rows: words to choose from, and what an act did."""

from dataclasses import replace
from functools import lru_cache

from flask import g, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.orm import joinedload

from civic.db import db, now
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.models import Issue
from civic.issues.template_globals import issue_labels
from civic.korean_time import SEOUL
from civic.people.models import Person
from civic.themes.models import Theme
from civic.triage.answers.models import AnswerTemplate
from civic.triage.departments.models import Department
from civic.triage.filters import DeskFilters
from civic.triage.find import find
from civic.triage.forms import ActForm, empty_forms
from civic.triage.labels import ACTS, LEFT_OUT, SHOWS, SORTS, SOURCES
from civic.triage.models import OfficeAct, OfficeActChange
from civic.triage.rows import Words, desk_rows

MOST_NAMED = 50  # issues of an act by name, beside the list
MOST_LISTED = 500  # on the act's own page


def desk(filters: DeskFilters, wrong: ActForm | None = None, choice_error: str = "") -> dict:
    """All that triage/index.html needs. wrong: the form that was refused."""
    departments = Department.of(g.municipality, ended=True)
    themes = {id: name or _("이름 없는 주제") for id, name in Theme.called_of(g.round).items()}
    page, today = find(g.round, filters), now().astimezone(SEOUL).date()
    rows = desk_rows(page.rows, _words(departments, themes), today)
    return {
        "page": replace(page, rows=rows),
        "filters": filters,
        "wrong": wrong,
        "choice_error": choice_error,
        "acts": ACTS,
        "shows": SHOWS,
        "filter_fields": _filter_fields(filters, departments, tuple(themes.items())),
        "act_fields": _act_fields(departments, tuple(themes.items()), wrong),
        **just_done(),
    }


def act(done: OfficeAct) -> dict:
    """All that triage/act.html needs."""
    return {
        "done": done,
        "acts": ACTS,
        "left": left_out(done, MOST_LISTED),
        "changes": changed(done, MOST_LISTED),
    }


def left_out(done: OfficeAct, most: int) -> list[tuple]:
    """(issue, why, the name of who changed it) of what an act left as it was."""
    rows = done.left_out[:most]
    issues = _by_id(Issue, [row[0] for row in rows])
    people = _by_id(Person, [row[2] for row in rows if row[2]])
    return [(issues[id], LEFT_OUT[why], people[who].name if who else "") for id, why, who in rows]


def changed(done: OfficeAct, most: int, *conditions) -> list[OfficeActChange]:
    """What an act changed, each with its issue."""
    query = db.select(OfficeActChange).filter_by(act_id=done.id).where(*conditions)
    query = query.options(joinedload(OfficeActChange.issue)).order_by(OfficeActChange.issue_id)
    return list(db.session.scalars(query.limit(most)))


def just_done() -> dict:
    """The act an address says was just done or taken back, else the last one of this planner."""
    named = request.args.get("done", "")
    done = db.session.get(OfficeAct, int(named)) if named.isdecimal() and len(named) < 10 else None
    if done is None or done.round_id != g.round.id:
        return {"done": None, "latest": OfficeAct.latest(g.round, current_user)}
    not_reverted = OfficeActChange.reverted_at.is_(None)
    kept = changed(done, MOST_NAMED, not_reverted) if done.undone_at else []
    return {"done": done, "latest": None, "left": left_out(done, MOST_NAMED), "kept": kept}


def _words(departments: list[Department], themes: dict[int, str]) -> Words:
    labels = issue_labels()
    return Words(
        {code: name for code, (_icon, name) in labels["CATEGORIES"].items()},
        {code: name for code, (_icon, _tone, name) in labels["STATUSES"].items()},
        g.municipality.district_names(),
        {each.id: each.name for each in departments},
        themes,
    )


def _filter_fields(filters: DeskFilters, departments: list[Department], themes) -> Markup:
    """Drawn once for everything it shows: it costs more than the rows of the list."""
    units = tuple((each.id, each.name) for each in departments)
    districts = tuple(g.municipality.district_names().items())
    return _draw_filters(filters, districts, units, themes, str(get_locale()))


@lru_cache(maxsize=500)
def _draw_filters(filters: DeskFilters, districts, units, themes, _language: str) -> Markup:
    offered = _offered(districts, units, themes)
    return Markup(render_template("triage/_filter_fields.html", filters=filters, offered=offered))


def _offered(districts, units, themes) -> list[tuple]:
    """(name of a filter, its words, [(code, words)], words for all, words for none)."""
    categories = [(code, name) for code, (_icon, name) in CATEGORIES.items()]
    statuses = [(code, name) for code, (_icon, _tone, name) in STATUSES.items()]
    return [
        ("show", _("살펴봄"), SHOWS.items(), "", ""),
        ("district", _("읍면동"), districts, _("모든 읍면동"), _("읍면동 없음")),
        ("category", _("분야"), categories, _("모든 분야"), ""),
        ("status", _("처리 상태"), statuses, _("모든 상태"), ""),
        ("source", _("어디에서"), SOURCES.items(), _("모두"), ""),
        ("department", _("담당 부서"), units, _("모든 부서"), _("부서 없음")),
        ("theme", _("주제"), themes, _("모든 주제"), _("아직 묶지 않음")),
        ("due", _("기한"), [("late", _("기한 지남"))], _("모두"), ""),
        ("sort", _("정렬"), SORTS.items(), "", ""),
    ]


def _act_fields(departments: list[Department], themes, wrong: ActForm | None) -> Markup:
    """The fields of every act; drawn once while nothing is filled in."""
    if wrong is not None:
        return _drawn_acts(empty_forms() | {wrong.kind: wrong}, wrong)
    units = tuple((each.id, each.name) for each in departments if each.ended_at is None)
    library = tuple(AnswerTemplate.names(g.municipality))
    names = tuple(g.municipality.district_names().items())
    return _draw_acts(g.municipality.id, names, units, library, themes, str(get_locale()))


@lru_cache(maxsize=100)
def _draw_acts(_place: int, _districts, _units, _library, _themes, _language: str) -> Markup:
    return _drawn_acts(empty_forms(), None)


def _drawn_acts(forms: dict[str, ActForm], wrong: ActForm | None) -> Markup:
    page = render_template("triage/_act_fields.html", acts=ACTS, forms=forms, wrong=wrong)
    return Markup(page)


def _by_id(model, ids):
    rows = db.session.scalars(db.select(model).where(model.id.in_(ids)))
    return {row.id: row for row in rows}
