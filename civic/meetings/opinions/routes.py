"""Entering what was said at a meeting, line by line, and the second planner who confirms it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.issues.reporting.photos import MOST, ReportPhotos, photos_sent
from civic.meetings.finders import find_meeting
from civic.meetings.opinions import withdrawal_routes as withdrawal
from civic.meetings.opinions.batch_page import batch_page, find_batch
from civic.meetings.opinions.forms import Drops, OpinionCheckForm, OpinionEntryForm
from civic.meetings.opinions.models import OpinionBatch, SameReportGone
from civic.people.typed_by_two import speaks_of_paper
from civic.web.idempotency import new_key, request_key
from civic.web.security import takes_uploads

bp = Blueprint("opinions", __name__, url_prefix="/office/meetings/<int:meeting_id>/opinions")
bp.register_blueprint(withdrawal.bp)
speaks_of_paper(bp, _l("그 사이에 확인되었거나 뺀 묶음이에요."))
BATCH = "/<int:opinions_id>"


@bp.get("")
def entry(meeting_id):
    """A plain field, one opinion a line."""
    return _entry_page(
        _begun(meeting_id), OpinionEntryForm(formdata=None), ReportPhotos(), new_key()
    )


@bp.post("/check")
@takes_uploads
def check(meeting_id):
    """What was typed, line by line, with what is listed already; nothing is stored yet."""
    photos, meeting = _sheets(), _begun(meeting_id)
    if "text" in request.form:
        typed = OpinionEntryForm()
        if not typed.validate() or photos.refusals:
            return _entry_page(meeting, typed, photos, request_key(), 422)
        form = OpinionCheckForm.of_text(typed.text.data, typed.category.data)
    else:
        form = OpinionCheckForm()
        form.take_more()
    return _check_page(meeting, form, photos)


@bp.post("")
@takes_uploads
def save(meeting_id):
    """Store the batch, which waits for another planner."""
    if OpinionBatch.entered(current_user, request_key()):
        return _to_meeting(meeting_id)  # its photos are part of it already
    photos, meeting, form = _sheets(), _begun(meeting_id), OpinionCheckForm()
    good = form.take_more() and form.validate() and not photos.refusals
    if not good or not form.filled():
        return _check_page(meeting, form, photos, 422)
    opinions = [line.values() for line in form.filled()]
    sheets = [photo for photo, _alt in photos.chosen]
    OpinionBatch.enter(meeting, current_user, request_key(), opinions, sheets)
    db.session.commit()
    flash(
        _("의견 %(n)s건을 적었어요. 다른 담당자가 확인하면 제보와 공감이 돼요.", n=len(opinions)),
        "ok",
    )
    return _to_meeting(meeting_id)


@bp.get(BATCH)
def batch(meeting_id, opinions_id):
    return batch_page(find_batch(meeting_id, opinions_id))


@bp.post(f"{BATCH}/confirm")
def confirm(meeting_id, opinions_id):
    waiting = find_batch(meeting_id, opinions_id)
    drops = Drops(waiting)
    if drops.errors:
        return batch_page(waiting, drops), 422
    try:
        waiting.confirm_lines(current_user, drops.dropped())
    except SameReportGone as gone:
        db.session.rollback()
        sentence = _("같은 제보가 그 사이에 가려졌어요. 이 줄을 빼고 확인해 주세요.")
        drops.errors = dict.fromkeys(gone.ids, sentence)
        return batch_page(find_batch(meeting_id, opinions_id), drops), 409
    db.session.commit()
    flash(_("확인했어요. 모임에서 들은 것으로 따로 표시해요."), "ok")
    return redirect(url_for(".batch", meeting_id=meeting_id, opinions_id=opinions_id), 303)


@bp.post(f"{BATCH}/drop")
def drop(meeting_id, opinions_id):
    """Take a whole batch back before it counts."""
    find_batch(meeting_id, opinions_id).drop(current_user)
    db.session.commit()
    flash(_("이 묶음은 넣지 않아요. 다시 적을 수 있어요."), "ok")
    return _to_meeting(meeting_id)


def _sheets():
    """Photos of what people wrote down, seen by the office only."""
    photos = photos_sent()
    for photo, _alt in photos.chosen:
        photo.withhold()
    return photos


def _begun(meeting_id):
    """Raises: 404, MeetingCancelled, NotYetHeld."""
    meeting = find_meeting(meeting_id)
    meeting.require_begun()
    return meeting


def _to_meeting(meeting_id):
    return redirect(url_for("meetings.office.show", meeting_id=meeting_id, _anchor="opinions"), 303)


def _entry_page(meeting, form, photos, key, status=200):
    db.session.commit()  # good photos stay
    context = {"meeting": meeting, "form": form, "photos": photos, "key": key, "most": MOST}
    return render_template("meetings/opinions/entry.html", **context), status


def _check_page(meeting, form, photos, status=200):
    db.session.commit()
    form.look()
    form.say_seen()
    context = {"meeting": meeting, "form": form, "photos": photos, "key": request_key()}
    return render_template("meetings/opinions/check.html", **context, most=MOST), status
