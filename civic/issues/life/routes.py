"""What whoever reported an issue does with it: changes it, takes it back, answers a question."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.finders import find_issue
from civic.issues.life.forms import AmendForm, ReplyForm
from civic.issues.own import MOST_PHOTOS, NoAnswerAwaited, NotChangeable
from civic.issues.photos import PhotoTaken
from civic.issues.reporting.photos import ReportPhotos, photos_sent
from civic.web.errors import refuse_when
from civic.web.limits import by_setting
from civic.web.security import takes_uploads

bp = Blueprint("life", __name__, url_prefix="/<int:round_number>/issues/<int:issue_id>")


@bp.app_template_global()
def reply_form(form=None) -> ReplyForm:
    """The form as sent, else an empty one."""
    return form or ReplyForm(g.municipality, formdata=None)


@bp.get("/edit")
def edit(issue_id):
    issue = _own(issue_id)
    form = AmendForm(g.municipality, formdata=None, obj=issue)
    return _edit_page(issue, form, ReportPhotos())


@bp.post("/edit")
@takes_uploads
@by_setting("UPLOAD_LIMIT")
def amend(issue_id):
    form, photos = AmendForm(g.municipality), photos_sent()
    issue = _own(issue_id)
    _check_room(issue, photos)
    if not form.validate() or photos.refusals:
        return _edit_page(issue, form, photos), 422
    if form.asks_about_masks():
        return _edit_page(issue, form, photos)
    try:
        issue.amend(current_user, form.fields(), photos.chosen)
    except PhotoTaken as taken:
        _take_out(photos, taken)
        return _edit_page(_own(issue_id), form, photos), 422
    db.session.commit()
    return _done(issue_id, _("고쳤어요."))


@bp.post("/withdraw")
def withdraw(issue_id):
    find_issue(issue_id).withdraw(current_user)
    db.session.commit()
    return _done(issue_id, _("제보를 취소했어요."))


@bp.post("/withdraw/undo")
def bring_back(issue_id):
    find_issue(issue_id).bring_back(current_user)
    db.session.commit()
    return _done(issue_id, _("제보를 다시 보이게 했어요."))


@bp.post("/photos/<int:photo_id>/remove")
def remove_photo(issue_id, photo_id):
    find_issue(issue_id).remove_photo(current_user, photo_id)
    db.session.commit()
    return _done(issue_id, _("사진을 지웠어요."))


@bp.post("/reply")
@takes_uploads
@by_setting("UPLOAD_LIMIT")
def reply(issue_id):
    form, photos = ReplyForm(g.municipality), photos_sent()
    issue = find_issue(issue_id)
    if issue.replied_with(current_user, form.body.data):  # sent twice
        return _done(issue_id, _("답을 보냈어요. 담당자가 다시 살펴봐요."))
    if not issue.asks_back(current_user):
        raise NoAnswerAwaited
    _check_room(issue, photos)
    if not form.validate() or photos.refusals:
        return _reply_page(issue, form, photos), 422
    if form.asks_about_masks():
        return _reply_page(issue, form, photos)
    try:
        issue.reply(current_user, form.body.data, form.fields(issue), photos.chosen)
    except PhotoTaken as taken:
        _take_out(photos, taken)
        return _reply_page(find_issue(issue_id), form, photos), 422
    db.session.commit()
    return _done(issue_id, _("답을 보냈어요. 담당자가 다시 살펴봐요."))


refuse_when(
    bp,
    {
        NotChangeable: (
            _l("제보한 분이, 담당자가 살펴보기 전이나 물어봤을 때만 고치거나 취소할 수 있어요."),
            409,
        ),
        NoAnswerAwaited: (_l("지금은 답을 기다리는 질문이 없어요."), 409),
    },
)


def _own(issue_id):
    """Raises: NotChangeable."""
    issue = find_issue(issue_id)
    if not issue.may_be_changed_by(current_user):
        raise NotChangeable
    return issue


def _check_room(issue, photos):
    room = MOST_PHOTOS - len(issue.photos)
    if len(photos.chosen) > room:
        del photos.chosen[room:]
        photos.refusals.append(
            _("사진은 모두 %(n)s장까지예요. 나머지는 담지 않았어요.", n=MOST_PHOTOS)
        )


def _take_out(photos, taken):
    db.session.rollback()
    photos.take_out(taken.key)
    photos.refusals.append(_("이미 다른 제보에 쓴 사진이 있어요. 사진을 다시 골라 주세요."))


def _edit_page(issue, form, photos):
    db.session.commit()  # photos that came with a mistake stay
    return render_template(
        "issues/life/edit.html", issue=issue, form=form, photos=photos, most=MOST_PHOTOS
    )


def _reply_page(issue, form, photos):
    db.session.commit()
    return render_template("issues/life/reply.html", issue=issue, form=form, photos=photos)


def _done(issue_id, sentence):
    flash(sentence, "ok")
    return redirect(url_for("issues.show", issue_id=issue_id, _anchor="life"), 303)
