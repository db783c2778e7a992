"""The planner's meetings: the list, planning one, calling it off, who came, minutes, photos."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.reporting.photos import photos_sent
from civic.meetings.figures import figures_of, meetings_of
from civic.meetings.files.models import MeetingFile
from civic.meetings.finders import find_meeting
from civic.meetings.forms import AfterForm, CancelForm, MeetingForm
from civic.meetings.head_counts import UNKNOWN
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.waiting import waiting_by_meeting
from civic.meetings.photos import MeetingPhoto
from civic.meetings.rules import (
    MOST_PHOTOS,
    AlreadyHeard,
    MeetingChanged,
    NotYetHeld,
    TooManyPhotos,
)
from civic.meetings.sign_ups import SignUp
from civic.people.access_log.whose import shows_data_of
from civic.places.population.rows import BANDS
from civic.web.errors import keep_of_refused
from civic.web.idempotency import new_key, request_key
from civic.web.security import takes_uploads

bp = Blueprint("office", __name__, url_prefix="/office/meetings")
MEETING = "/<int:meeting_id>"


@bp.get("")
def index():
    return render_template(
        "meetings/office/index.html",
        meetings=meetings_of(g.round),
        figures=figures_of(g.round),
        waiting=waiting_by_meeting(g.round),
    )


@bp.get("/new")
def new():
    return _edit_page(MeetingForm(g.municipality, formdata=None), None)


@bp.post("/new")
def create():
    form = MeetingForm(g.municipality)
    if not form.validate():
        return _edit_page(form, None), 422
    meeting = Meeting.plan(g.round, current_user, request_key(), **form.values())
    db.session.commit()
    flash(_("모임을 적었어요."), "ok")
    return redirect(url_for(".show", meeting_id=meeting.id), 303)


@bp.get(MEETING)
def show(meeting_id):
    return _page(find_meeting(meeting_id))


@bp.get(f"{MEETING}/sign-ups")
def sign_ups(meeting_id):
    """Names and addresses of who signed up: a page of its own, so that each look is logged."""
    meeting = find_meeting(meeting_id)
    rows = meeting.sign_ups()
    return render_template("meetings/office/sign_ups.html", meeting=meeting, sign_ups=rows)


@shows_data_of("meetings.office.sign_ups")
def who_signed_up():
    about = (request.view_args or {})["meeting_id"]
    return db.session.scalars(db.select(SignUp.person_id).filter_by(meeting_id=about))


@bp.get(f"{MEETING}/edit")
def edit(meeting_id):
    meeting = find_meeting(meeting_id)
    return _edit_page(MeetingForm(g.municipality, meeting, formdata=None), meeting)


@bp.post(f"{MEETING}/edit")
def change(meeting_id):
    """Who signed up is told when it moves."""
    meeting, form = find_meeting(meeting_id), MeetingForm(g.municipality)
    if not form.validate():
        return _edit_page(form, meeting), 422
    try:
        meeting.change(current_user, form.seen_revision(), **form.values())
    except MeetingChanged:
        form.say_it_changed(meeting)
        return _edit_page(form, meeting), 409
    db.session.commit()
    flash(_("저장했어요."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.post(f"{MEETING}/cancel")
def cancel(meeting_id):
    meeting, form = find_meeting(meeting_id), CancelForm()
    if not form.validate():
        return _page(meeting, cancel_form=form), 422
    meeting.call_off(current_user, form.reason.data)
    if OpinionBatch.were_heard(meeting):
        raise AlreadyHeard
    db.session.commit()
    flash(_("모임을 취소했어요. 신청한 주민에게 알려요."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.get(f"{MEETING}/after")
def after(meeting_id):
    """How many came, by age and sex where they were asked, and the minutes."""
    meeting = find_meeting(meeting_id)
    if not meeting.has_begun:
        raise NotYetHeld
    return _after_page(meeting, AfterForm.of(meeting))


@bp.post(f"{MEETING}/after")
def write_up(meeting_id):
    meeting = find_meeting(meeting_id)
    form = AfterForm.of(meeting)
    if not form.validate():
        return _after_page(meeting, form), 422
    try:
        values = (form.heads(), form.minutes.data, form.is_public.data)
        meeting.write_up(form.seen_revision(), *values)
    except MeetingChanged:
        form.say_it_changed(meeting)
        return _after_page(meeting, form), 409
    db.session.commit()
    flash(_("저장했어요."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id), 303)


@bp.post(f"{MEETING}/photos")
@takes_uploads
def add_photos(meeting_id):
    photos, meeting = photos_sent(), find_meeting(meeting_id)
    if _all_here(photos, meeting):
        return redirect(url_for(".show", meeting_id=meeting_id, _anchor="photos-of"), 303)
    refusals = photos.refusals or ([] if photos.chosen else [_("올릴 사진을 골라 주세요.")])
    if not refusals:
        try:
            meeting.add_photos(photos.chosen)
        except TooManyPhotos:
            refusals = [_("한 모임에 사진은 %(n)s장까지 올릴 수 있어요.", n=MOST_PHOTOS)]
    if refusals:
        keep_of_refused()
        return _page(meeting, photos=photos, photo_refusals=refusals), 422
    db.session.commit()
    flash(_("사진을 올렸어요."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id, _anchor="photos-of"), 303)


@bp.post(f"{MEETING}/photos/<int:photo_id>/remove")
def remove_photo(meeting_id, photo_id):
    meeting = find_meeting(meeting_id)
    row = db.session.get(MeetingPhoto, photo_id)
    if row is None or row.meeting_id != meeting.id:
        abort(404)
    meeting.take_out_photo(row)
    db.session.commit()
    flash(_("사진을 뺐어요."), "ok")
    return redirect(url_for(".show", meeting_id=meeting_id, _anchor="photos-of"), 303)


def _all_here(photos, meeting) -> bool:
    """A form was sent again whose photos are the meeting's already."""
    here = {row.photo.key for row in meeting.photos()}
    return not photos.chosen and bool(photos.missing) and here.issuperset(photos.missing)


def _edit_page(form, meeting):
    return render_template(
        "meetings/office/edit.html", form=form, meeting=meeting, key=_key_of(form)
    )


def _key_of(form):
    """The same key until the meeting is stored, through mistakes."""
    return request_key() if form.is_submitted() else new_key()


def _after_page(meeting, form):
    bands = (*BANDS, UNKNOWN)
    return render_template("meetings/office/after.html", form=form, meeting=meeting, bands=bands)


def _page(meeting, **redrawn):
    """The office's page of a meeting. redrawn: what came with a mistake."""
    return render_template(
        "meetings/office/show.html",
        **{
            "meeting": meeting,
            "signed_up": meeting.sign_ups_count(),
            "heads": meeting.people(),
            "pictures": meeting.photos(),
            "most_photos": MOST_PHOTOS,
            "files": MeetingFile.of(meeting),
            "batches": OpinionBatch.of(meeting),
            "photos": None,
            "photo_refusals": [],
            "cancel_form": CancelForm(formdata=None),
            **redrawn,
        },
    )
