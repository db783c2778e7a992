"""The planner's panel: preparing and announcing it, the draw, who is in it."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.panel.applicants import Applicant
from civic.panel.finders import find_any_panel
from civic.panel.labels import RESULT_HINTS, SEX_NAMES
from civic.panel.models import Panel
from civic.panel.office.forms import (
    MemberRemovalForm,
    PanelChangeForm,
    PublicResultForm,
    TermsForm,
)
from civic.panel.office.two_persons import MemberRemoval, PanelChange, SeedEntry, waiting_of
from civic.panel.published import figures_of
from civic.panel.rules import (
    Frozen,
    NothingToChange,
    PopulationMissing,
    ReadDifferently,
    SeedNotKnown,
    TooSoon,
    may_change,
)
from civic.people.access_log.whose import shows_data_of
from civic.people.rules import AlreadyDecided, AlreadyProposed
from civic.web.errors import refuse, refuse_when

bp = Blueprint("office", __name__, url_prefix="/office/panel")


@bp.get("")
def show():
    panel = Panel.of(g.round)
    return _page(panel) if panel else _edit_page(TermsForm(formdata=None))


@bp.get("/edit")
def edit():
    panel = Panel.of(g.round)
    if panel is not None and panel.announced_at:
        raise Frozen
    return _edit_page(TermsForm(panel, formdata=None))


@bp.post("/edit")
def save():
    form = TermsForm()
    if not form.validate():
        return _edit_page(form), 422
    Panel.prepare(g.round, **form.values())
    return _done(_("저장했어요. 아직 아무에게도 보이지 않아요."))


@bp.post("/announce")
def announce():
    find_any_panel().announce(current_user)
    return _done(_("모두에게 알렸어요. 이제 혼자서는 조건을 바꿀 수 없어요."))


@bp.post("/change")
def propose_change():
    panel, form = find_any_panel(), PanelChangeForm()
    if not form.validate():
        return _page(panel, change_form=form), 422
    PanelChange.propose(panel, current_user, **form.values())
    return _done(_("바꾸자고 제안했어요. 다른 담당자가 확인하면 바뀌어요."))


@bp.post("/change/<int:change_id>/confirm")
def confirm_change(change_id):
    _find(PanelChange, change_id).confirm(current_user)
    return _done(_("바꿨어요. 이유와 함께 모두에게 보여요."))


@bp.post("/change/<int:change_id>/drop")
def drop_change(change_id):
    _find(PanelChange, change_id).drop(current_user)
    return _done(_("바꾸지 않기로 했어요."))


@bp.post("/seed")
def enter_seed():
    panel = find_any_panel()
    form = PublicResultForm(panel)
    if not form.validate():
        return _page(panel, result_form=form), 422
    SeedEntry.enter(panel, current_user, form.value)
    return _done(_("적었어요. 다른 담당자가 같은 결과를 적으면 추첨해요."))


@bp.post("/seed/<int:entry_id>/confirm")
def confirm_seed(entry_id):
    """The second planner reads the result too, without being shown what the first read."""
    panel, entry = find_any_panel(), _find(SeedEntry, entry_id)
    form = PublicResultForm(panel)
    if not form.validate():
        return _page(panel, result_form=form), 422
    entry.confirm_as(form.value, current_user)
    return _done(_("추첨했어요. 결과를 모두에게 공개하고 뽑힌 주민에게 알려요."))


@bp.post("/seed/<int:entry_id>/drop")
def drop_seed(entry_id):
    _find(SeedEntry, entry_id).drop(current_user)
    return _done(_("적은 결과를 취소했어요."))


@bp.get("/people")
def people():
    """Names and addresses: a page of its own, so that each look is logged."""
    panel = find_any_panel()
    return render_template(
        "panel/office/people.html",
        panel=panel,
        people=_named(panel),
        waiting={row.applicant_id: row for row in waiting_of(MemberRemoval, panel)},
        form=MemberRemovalForm(formdata=None),
        SEX_NAMES=SEX_NAMES,
    )


@shows_data_of("panel.office.people")
def who_is_named():
    panel = Panel.of(g.round)
    return [each.person_id for each in _named(panel)] if panel else []


@bp.post("/people/<int:applicant_id>/remove")
def propose_removal(applicant_id):
    applicant, form = _find(Applicant, applicant_id), MemberRemovalForm()
    if not form.validate():
        return refuse(_("빼는 이유를 적어 주세요."), 422)
    MemberRemoval.propose(applicant, current_user, form.reason.data)
    return _done(_("빼자고 제안했어요. 다른 담당자가 확인하면 예비에서 이어져요."), ".people")


@bp.post("/removal/<int:removal_id>/confirm")
def confirm_removal(removal_id):
    _find(MemberRemoval, removal_id).confirm(current_user)
    return _done(_("참여단에서 뺐어요. 다음 예비에게 물어봐요."), ".people")


@bp.post("/removal/<int:removal_id>/drop")
def drop_removal(removal_id):
    _find(MemberRemoval, removal_id).drop(current_user)
    return _done(_("빼지 않기로 했어요."), ".people")


refuse_when(
    bp,
    {
        Frozen: (_l("이미 알린 조건이라 혼자서는 바꿀 수 없어요."), 409),
        TooSoon: (
            _l(
                "신청은 앞으로 사흘 넘게 받아야 하고, 추첨에 쓸 결과는 신청이 끝나고 한 시간 뒤부터"
                " 나오는 것이어야 해요."
            ),
            409,
        ),
        SeedNotKnown: (_l("아직 결과가 나올 때가 아니거나, 지금은 추첨할 수 없어요."), 409),
        ReadDifferently: (
            _l("두 사람이 적은 결과가 달라요. 다시 확인하고, 틀린 쪽을 취소해 주세요."),
            409,
        ),
        NothingToChange: (_l("명단을 제때 공개했어요. 정해 둔 결과로만 추첨할 수 있어요."), 409),
    },
)


@bp.errorhandler(PopulationMissing)
def population_missing(error):
    if error.ages:
        return refuse(_("연령대별 인구가 없어 연령대를 맞출 수 없어요."), 409)
    names = ", ".join(error.districts)
    return refuse(_("읍면동별 인구를 먼저 적어 주세요. 없는 곳: %(names)s", names=names), 409)


refuse_when(
    bp,
    dict.fromkeys(
        (AlreadyDecided, AlreadyProposed), (_l("그 사이에 바뀌었어요. 다시 봐 주세요."), 409)
    ),
)


def _find(model, row_id):
    """A row of this round's panel. Raises: 404."""
    panel = find_any_panel()
    row = db.session.get(model, row_id)
    if row is None or row.panel_id != panel.id:
        abort(404)
    return row


def _named(panel) -> list[Applicant]:
    return [each for each in panel.applicants() if each.person_id]


def _done(words, page=".show"):
    db.session.commit()
    flash(words, "ok")
    return redirect(url_for(page), 303)


def _edit_page(form):
    return render_template("panel/office/edit.html", form=form)


def _page(panel, **redrawn):
    terms = {
        "applies_until": panel.applies_until,
        "source": panel.source,
    }
    return render_template(
        "panel/office/show.html",
        **{
            "panel": panel,
            "figures": figures_of(panel),
            "applicants": panel.applicants_count(),
            "entries": waiting_of(SeedEntry, panel),
            "changes": waiting_of(PanelChange, panel),
            "may_change": may_change(panel.state),
            "result_hint": RESULT_HINTS[panel.source],
            "result_form": PublicResultForm(panel, formdata=None),
            "change_form": PanelChangeForm(formdata=None, data=terms),
            **redrawn,
        },
    )
