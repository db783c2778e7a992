"""A resident shows that they live here: by a code, or by saying where."""

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.people.blueprint import PLACE, bp, identity_secret, secret
from civic.people.forms import offer_districts
from civic.people.models import CodeRefused, Residency
from civic.people.residency.forms import CardForm, DistrictForm
from civic.web.limits import by_setting


@bp.get(f"{PLACE}/residency")
def residency():
    return residency_page(card=CardForm(formdata=None, code=request.args.get("code", "")[:40]))


@bp.post(f"{PLACE}/residency")
@by_setting("SIGN_IN_LIMIT")
def prove_residency():
    form = CardForm()
    if not form.validate():
        return residency_page(card=form), 422
    levels = g.round.vote_levels
    try:
        Residency.by_code(current_user, g.municipality, form.code.data, secret(), levels)
    except CodeRefused as refused:
        db.session.rollback()
        form.code.errors = [refusal(refused.reason)]
        return residency_page(card=form), 422
    db.session.commit()
    return confirmed()


@bp.post(f"{PLACE}/residency/declare")
def declare():
    """Take somebody's word for where they live, in a round that does."""
    form = DistrictForm(prefix="declare-")
    offer_districts(form.district_id, g.municipality, "")
    if not form.validate():
        return residency_page(declared=form), 422
    try:
        check_accepted("declared")
        Residency.declare(current_user, g.round, form.district_id.data, identity_secret())
    except CodeRefused as refused:
        db.session.rollback()
        form.district_id.errors = [refusal(refused.reason)]
        return residency_page(declared=form), 422
    db.session.commit()
    return confirmed()


def check_accepted(level):
    """Raises: CodeRefused when this round does not take residency proven at this level."""
    if level not in g.round.vote_levels:
        raise CodeRefused("not_accepted")


def confirmed():
    flash(_("주민으로 확인했어요."), "ok")
    return redirect(url_for("people.residency"), 303)


def residency_page(card=None, phone=None, declared=None):
    """The page; a form with mistakes is given, the others are drawn fresh."""
    forms = {
        "card": card or CardForm(formdata=None),
        "phone": phone or DistrictForm(formdata=None, prefix="phone-"),
        "declared": declared or DistrictForm(formdata=None, prefix="declare-"),
    }
    for form in (forms["phone"], forms["declared"]):
        offer_districts(form.district_id, g.municipality, _("골라 주세요"))
    ways = set(g.round.vote_levels)
    if not current_app.extensions["identity"].ready:
        ways.discard("phone")
    known = current_user.residency_in(g.municipality)
    return render_template(
        "people/residency/show.html",
        **forms,
        ways=ways,
        residency=known,
        too_late=known is not None and known.came_too_late_for(g.round),
        may_vote=current_user.votes_in(g.round),
    )


def refusal(reason: str) -> str:
    return {
        "unknown": _("없는 참여 코드예요. 받은 10자리를 다시 살펴봐 주세요."),
        "used": _("이미 쓴 참여 코드예요. 한 코드는 한 사람만 쓸 수 있어요."),
        "expired": _("쓸 수 있는 때가 지난 참여 코드예요. 담당 부서에 새 코드를 물어봐 주세요."),
        "voided": _("취소된 참여 코드예요. 담당 부서에 새 코드를 물어봐 주세요."),
        "resident": _("이미 주민으로 확인됐어요. 다시 하지 않아도 돼요."),
        "taken": _(
            "다른 계정에서 이미 주민으로 확인된 분이에요. 그 계정으로 로그인해 주세요. 어느"
            " 계정인지 모르겠다면 신분증을 가지고 담당 부서로 오시면 알려 드려요."
        ),
        "someone_else": _(
            "이 계정은 다른 분이 주민으로 확인된 계정이에요. 한 계정은 한 사람만 쓸 수 있으니 새"
            " 계정을 만들어 주세요."
        ),
        "not_verified": _("본인확인을 마치지 못했어요. 처음부터 다시 해 주세요."),
        "not_accepted": _("이번 투표는 이 방법으로 확인한 주민을 받지 않아요."),
    }[reason]
