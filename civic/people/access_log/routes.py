"""The log of a city month by month, its review by two people, and the question what for."""

from collections import Counter

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.people.access_log.forms import PurposeForm, ReviewForm
from civic.people.access_log.labels import DATA
from civic.people.access_log.models import MONTH, AccessEntry, AccessReason, AccessReview
from civic.people.access_log.rules import NotOver, is_unusual, month_of, months_before
from civic.people.access_log.writing import write_down
from civic.people.rules import AlreadyDecided, AlreadyProposed, SamePerson
from civic.people.sign_in.routes import next_address
from civic.roles import OPERATOR
from civic.web.access import roles_here
from civic.web.errors import refuse
from civic.web.paging import paginate

SHOWN = 50

bp = Blueprint("access_log", __name__)
bp.before_app_request(write_down)


@bp.get("/<municipality>/<int:round_number>/office/access-log")
def index():
    return log_page(month_asked(), ReviewForm(formdata=None))


@bp.post("/<municipality>/<int:round_number>/office/access-log")
def sign():
    """One has looked the month through; another has to sign it, too."""
    month, form = month_asked(), ReviewForm()
    if not form.validate():
        return log_page(month, form), 422
    try:
        AccessReview.sign(g.municipality, month, current_user, form.note.data)
    except AlreadyProposed:
        return refuse(_("이 달은 이미 살펴본 기록이 있어요."), 409)
    except NotOver:
        return refuse(_("달이 끝난 뒤에 살펴볼 수 있어요."), 409)
    db.session.commit()
    flash(_("적었어요. 다른 담당자가 서명하면 점검이 끝나요."), "ok")
    return redirect(url_for(".index", month=month), 303)


@bp.post("/<municipality>/<int:round_number>/office/access-log/<int:review_id>/confirm")
def confirm(review_id):
    review = db.get_or_404(AccessReview, review_id)
    if review.municipality_id != g.municipality.id:
        abort(404)
    try:
        review.confirm(current_user)
    except SamePerson:
        return refuse(_("적은 사람은 서명할 수 없어요. 다른 담당자가 서명해 주세요."), 409)
    except AlreadyDecided:
        return refuse(_("그 사이에 다른 사람이 서명했어요."), 409)
    db.session.commit()
    flash(_("두 사람이 이 달의 접속기록을 점검했어요."), "ok")
    return redirect(url_for(".index", month=review.month), 303)


@bp.get("/access-reason")
def reason():
    return reason_page(PurposeForm(formdata=None))


@bp.post("/access-reason")
def give_reason():
    """What for; then on to the page, where it is written into the log."""
    address, form = next_address(), PurposeForm()
    if not form.validate():
        return reason_page(form), 422
    path = address.partition("?")[0]
    AccessReason.give(current_user, path, form.reason.data)
    db.session.commit()
    return redirect(address, 303)


def reason_page(form):
    return render_template("people/access_log/reason.html", form=form, next=next_address())


def month_asked() -> str:
    """The month of ?month=, one of which entries are kept; else this one."""
    asked, known = request.args.get("month", ""), months()
    return asked if asked in known else known[0]


def months() -> list[str]:
    """All of which entries may still be there, newest first."""
    kept, today = current_app.config["ACCESS_LOG_MONTHS"], now().astimezone(SEOUL)
    oldest = month_of(today - kept * MONTH)
    return [each for each in months_before(month_of(today), kept + 3) if each >= oldest]


def log_page(month, form):
    query = AccessEntry.of_month(g.municipality, month, OPERATOR in roles_here())
    looks = list(db.session.scalars(query.with_only_columns(AccessEntry.at)))
    people = Counter(db.session.scalars(query.with_only_columns(AccessEntry.person_id)))
    reviews = AccessReview.of(g.municipality)
    context = {
        "month": month,
        "month_choices": [(each, each) for each in months()],
        "page": paginate(query, SHOWN),
        "reviews": reviews,
        "review": reviews.get(month),
        "is_over": month != months()[0],
        "broken": AccessEntry.broken(month),
        "unusual": sum(is_unusual(at.astimezone(SEOUL)) for at in looks),
        "most": max(people.values(), default=0),
        "people_count": len(people),
        "form": form,
        "DATA": DATA,
    }
    return render_template("people/access_log/index.html", **context)
