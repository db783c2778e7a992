"""The desk: what waits for the office, acts on many issues at once, and taking them back."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.triage import shown
from civic.triage.acts.act import Refused
from civic.triage.acts.registry import KINDS
from civic.triage.answers import routes as answers
from civic.triage.departments import routes as departments
from civic.triage.filters import DeskFilters, DeskView
from civic.triage.forms import FORMS, AnswerActForm
from civic.triage.labels import ACTS, refusal
from civic.triage.models import MOST, ActUndone, NoIssueChosen, OfficeAct, TooMany
from civic.triage.piles import routes as piles
from civic.triage.selection import Selection
from civic.web.errors import refuse_when
from civic.web.htmx import render_page
from civic.web.idempotency import form_words, request_key
from civic.web.paging import paginate
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("triage", __name__, url_prefix="/<municipality>/<int:round_number>/office/voices")
for part in (departments, answers, piles):
    bp.register_blueprint(part.bp)
ACTS_A_PAGE = 30


@bp.get("")
def index():
    """The list under its filters: those of the address, else those used last."""
    if not request.args:
        remembered = DeskView.remembered(current_user, g.round).address_values()
        if remembered:
            return redirect(url_for(".index", **remembered), 303)
    return _desk(DeskFilters.read(request.args))


@bp.post("/filters")
def filter_by():
    """Show what was asked for, and remember it."""
    filters = DeskFilters.read(request.form)
    DeskView.remember(current_user, g.round, filters)
    db.session.commit()
    return redirect(url_for(".index", **filters.address_values()), 303)


@bp.post("/acts")
@takes_uploads
@locks_late
def act():
    """Do one kind of act to the chosen issues."""
    filters = DeskFilters.read(request.args)
    if request.form.get("kind") == "fill":
        return _filled_in(filters)
    form = (FORMS.get(request.form.get("kind", "")) or abort(400))()
    if not form.validate():
        return _again(filters, form)
    try:
        key = request_key(*form_words())
        done = OfficeAct.do(form.act(), _chosen(filters), g.round, current_user, key)
    except Refused as refused:
        form[refused.field].errors = [refusal(refused.why)]
        return _again(filters, form)
    except (NoIssueChosen, TooMany) as none_or_many:
        return _again(filters, form, _about_choice(none_or_many))
    db.session.commit()
    return redirect(url_for(".index", **filters.address_values(), done=done.id), 303)


@bp.post("/acts/<int:act_id>/undo")
def undo(act_id):
    done = _find_act(act_id)
    done.undo(KINDS[done.kind], current_user)
    db.session.commit()
    filters = DeskFilters.read(request.args)
    return redirect(url_for(".index", **filters.address_values(), done=done.id), 303)


@bp.get("/acts")
def acts():
    """What the office did to many at once, newest first."""
    query = db.select(OfficeAct).filter_by(round_id=g.round.id).order_by(OfficeAct.id.desc())
    return render_template("triage/acts.html", page=paginate(query, ACTS_A_PAGE), acts=ACTS)


@bp.get("/acts/<int:act_id>")
def show_act(act_id):
    """One act, issue by issue."""
    return render_template("triage/act.html", **shown.act(_find_act(act_id)))


refuse_when(bp, {ActUndone: (_l("이미 되돌린 일이에요."), 409)})


def _filled_in(filters):
    """The desk with the words of a template in the answer; nothing is done yet."""
    form = AnswerActForm()
    if form.validate():
        form.fill_in()
    page = _desk(filters, form)
    db.session.commit()  # a photo that came along
    return page


def _again(filters, form, choice_error=""):
    """The refused form, and what was chosen; a photo that came along stays uploaded."""
    page = _desk(filters, form, choice_error)
    db.session.commit()
    return page, 422


def _desk(filters, wrong=None, choice_error=""):
    page = shown.desk(filters, wrong, choice_error)
    return render_page("triage/index.html", "triage/_part.html", **page)


def _chosen(filters) -> Selection:
    """What was ticked, here or on other pages, or all that match; with what was seen then."""
    names = ("seen", "upto", "shown")
    seen, upto, shown_then = (_number(request.form.get(name, "")) for name in names)
    if request.form.get("all"):
        return Selection(seen=seen, filters=filters, upto=upto, shown=shown_then)
    ticked = request.form.getlist("issue") + request.form.get("others", "").split(",")
    return Selection(seen=seen, ids=tuple(dict.fromkeys(filter(None, map(_number, ticked)))))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def _about_choice(error) -> str:
    if isinstance(error, NoIssueChosen):
        return _("먼저 제보를 골라 주세요.")
    return _(
        "한 번에 %(most)s건까지 할 수 있어요. 필터로 좁혀 주세요. 지금은 %(n)s건이에요.",
        most=f"{MOST:,}",
        n=f"{error.count:,}",
    )


def _find_act(act_id):
    return db.first_or_404(db.select(OfficeAct).filter_by(id=act_id, round_id=g.round.id))
