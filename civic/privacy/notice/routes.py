"""개인정보 처리방침: the page everybody reads, its versions, and the planner's form."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.privacy.labels import PERIODS as NAMES
from civic.privacy.notice.forms import NoticeForm
from civic.privacy.notice.models import OWN_WORDS, PrivacyNotice

bp = Blueprint("notice", __name__)


@bp.get("/privacy/")
def show():
    return _page(PrivacyNotice.current(g.municipality))


@bp.get("/privacy/<int:version>")
def version(version):
    versions = PrivacyNotice.versions(g.municipality)
    return _page(next((each for each in versions if each.version == version), None) or abort(404))


@bp.get("/office/privacy/")
def edit():
    notice = next(iter(PrivacyNotice.versions(g.municipality)), None)
    words = (notice or PrivacyNotice.unpublished(g.municipality)).words
    today = now().astimezone(SEOUL).date()
    return _form_page(NoticeForm(formdata=None, data={**words, "in_force_on": today}))


@bp.post("/office/privacy/")
def publish():
    form = NoticeForm()
    if not form.validate():
        return _form_page(form), 422
    words = {name: form[name].data for name in OWN_WORDS}
    PrivacyNotice.publish(g.municipality, words, form.in_force_on.data, current_user)
    db.session.commit()
    flash(_("새 처리방침을 알렸어요. 예전 것도 그대로 볼 수 있어요."), "ok")
    return redirect(url_for(".show"), 303)


def _page(notice):
    return render_template(
        "privacy/notice/show.html",
        notice=notice,
        versions=PrivacyNotice.versions(g.municipality),
        names=NAMES,
    )


def _form_page(form):
    return render_template("privacy/notice/edit.html", form=form)
