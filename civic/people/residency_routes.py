"""A resident shows with a participation code that they live here."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.people.blueprint import PLACE, bp, secret
from civic.people.forms import ResidencyForm
from civic.people.models import CodeRefused, Residency
from civic.web.limits import by_setting


@bp.get(f"{PLACE}/residency")
def residency():
    form = ResidencyForm(formdata=None, code=request.args.get("code", "")[:40])
    return residency_page(form)


@bp.post(f"{PLACE}/residency")
@by_setting("SIGN_IN_LIMIT")
def prove_residency():
    form = ResidencyForm()
    if not form.validate():
        return residency_page(form), 422
    try:
        Residency.by_code(current_user, g.municipality, form.code.data, secret())
    except CodeRefused as refused:
        db.session.rollback()
        form.code.errors = [code_sentence(refused.reason)]
        return residency_page(form), 422
    db.session.commit()
    flash(_("주민으로 확인했어요."), "ok")
    return redirect(url_for("people.residency"), 303)


def residency_page(form):
    return render_template(
        "people/residency.html",
        form=form,
        residency=current_user.residency_in(g.municipality),
        may_vote=current_user.votes_in(g.round),
    )


def code_sentence(reason: str) -> str:
    return {
        "unknown": _("없는 참여 코드예요. 우편물에 적힌 10자리를 다시 살펴봐 주세요."),
        "used": _("이미 쓴 참여 코드예요. 한 코드는 한 사람만 쓸 수 있어요."),
        "expired": _("쓸 수 있는 날이 지난 참여 코드예요. 담당 부서에 새 코드를 물어봐 주세요."),
        "voided": _("취소된 참여 코드예요. 담당 부서에 새 코드를 물어봐 주세요."),
        "resident": _("이미 주민으로 확인됐어요. 이 코드는 그대로 남아 있어요."),
    }[reason]
