"""The page on which a resident proves that they live here, in each of its ways."""

from flask import current_app, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.people.forms import offer_districts
from civic.people.residency.forms import CardForm, DistrictForm
from civic.people.residency.participation_codes import CodeRefused


def check_accepted(level):
    """Raises: CodeRefused when this round does not take residency proven at this level."""
    if level not in g.round.vote_levels:
        raise CodeRefused("not_accepted")


def confirmed():
    flash(_("주민으로 확인했어요."), "ok")
    return redirect(url_for("people.residency.show"), 303)


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
    residency = current_user.residency_in(g.municipality)
    return render_template(
        "people/residency/show.html",
        **forms,
        ways=ways,
        residency=residency,
        too_late=residency is not None and residency.came_too_late_for(g.round),
        may_vote=current_user.votes_in(g.round),
    )
