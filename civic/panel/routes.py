"""The panel for everybody: its terms, how it is drawn, applying, answering, the files."""

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.meetings.labels import KINDS, STATES, when
from civic.meetings.models import Meeting
from civic.panel.applicants import Applicant
from civic.panel.finders import find_panel
from civic.panel.forms import ApplyForm
from civic.panel.labels import (
    APPLICANT_NAMES,
    DEPARTURE_NAMES,
    FILE_NAMES,
    STATE_NAMES,
    STEP_NAMES,
    YOUNGEST_NAMES,
    feature_names,
    known_moment,
    source_name,
    stratum_name,
)
from civic.panel.models import Panel
from civic.panel.office import routes as office
from civic.panel.office.two_persons import PanelChange
from civic.panel.published import figures_of, files_of
from civic.panel.rules import ApplicationsClosed, NotAResident, NotInvited
from civic.places.population.labels import band_words
from civic.web.errors import refuse_when
from civic.web.filters import called
from civic.web.security import readable_elsewhere

bp = Blueprint("panel", __name__, url_prefix="/<municipality>/<int:round_number>")
bp.register_blueprint(office.bp)
TYPES = {"applicants.csv": "text/csv", "panel.json": "application/json"}


@bp.context_processor
def panel_words():
    words = {"STATE_NAMES": STATE_NAMES, "STEP_NAMES": STEP_NAMES, "FILE_NAMES": FILE_NAMES}
    words |= {"APPLICANT_NAMES": APPLICANT_NAMES, "feature_names": feature_names}
    words |= {"DEPARTURE_NAMES": DEPARTURE_NAMES, "YOUNGEST_NAMES": YOUNGEST_NAMES}
    words |= {"band_words": band_words}
    words |= {"KINDS": KINDS, "STATES": STATES, "when": when}  # of meetings' rows
    return words | {"source_name": source_name, "known_moment": known_moment}


@bp.app_template_global()
def announced_panel():
    """The round's panel, once everybody may know of it."""
    return Panel.of(g.round, announced=True)


@bp.app_template_global()
def panel_state_name(panel):
    return STATE_NAMES[panel.state][2]


@bp.get("/panel/")
def show():
    return _page(find_panel())


@bp.post("/panel/apply")
def apply():
    panel = find_panel()
    form = ApplyForm(panel, current_user)
    if not form.validate():
        return _page(panel, form), 422
    panel.apply(current_user, **form.values())
    return _back(_("신청했어요. 명단이 만들어지면 번호를 알려 드려요."))


@bp.post("/panel/withdraw")
def withdraw():
    find_panel().withdraw(current_user)
    return _back(_("시민참여단에 참여하지 않기로 했어요."))


@bp.post("/panel/accept")
def accept():
    find_panel().accept(current_user)
    return _back(_("시민참여단이 되었어요. 첫 모임을 알려 드릴게요."))


@bp.get("/panel/files/<any('applicants.csv', 'panel.json', 'redraw.py'):file_name>")
def file(file_name):
    content = files_of(find_panel()).get(file_name) or abort(404)
    media_type = TYPES.get(file_name, "text/x-python")
    response = current_app.response_class(content, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return readable_elsewhere(response)


refuse_when(
    bp,
    {
        ApplicationsClosed: (_l("지금은 시민참여단 신청을 받지 않아요."), 409),
        NotAResident: (_l("거주 확인을 마친 주민만 신청할 수 있어요."), 403),
        NotInvited: (_l("지금은 할 수 없는 일이에요. 이미 답했거나 날짜가 지났어요."), 409),
    },
)


def _back(words):
    db.session.commit()
    flash(words, "ok")
    return redirect(url_for(".show", _anchor="mine"), 303)


def _page(panel, form=None):
    mine = Applicant.of(panel.id, current_user)
    if form is None and panel.state == "open" and current_user.is_authenticated:
        form = ApplyForm(panel, current_user, mine, formdata=None)
    meetings = select(Meeting).filter_by(round_id=panel.round_id, kind="panel")
    return render_template(
        "panel/show.html",
        panel=panel,
        figures=figures_of(panel),
        mine=mine,
        my_stratum=_stratum_of(panel, mine),
        form=form,
        is_resident=_is_resident(panel),
        files=files_of(panel),
        changes=PanelChange.held_of(panel),
        meetings=db.session.scalars(meetings.order_by(Meeting.starts_at)).all(),
    )


def _is_resident(panel) -> bool:
    """Residency is proven at a level that may apply."""
    if not current_user.is_authenticated:
        return False
    residency = current_user.residency_in(g.municipality)
    return residency is not None and residency.level in panel.round.vote_levels


def _stratum_of(panel, mine) -> str:
    """In words, for who is on the list."""
    if mine is None or mine.stratum is None:
        return ""
    cells, _seats = panel.strata()[panel.codes.index(mine.stratum)]
    districts = {each.code: called(each) for each in g.municipality.districts}
    return stratum_name(panel, cells, districts)
