"""Meetings for everybody: the list, one of them, signing up. The office's pages are parts."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.meetings.attendance import attendance
from civic.meetings.figures import figures_of, meetings_of
from civic.meetings.files import routes as files
from civic.meetings.files.models import MeetingFile
from civic.meetings.finders import find_meeting
from civic.meetings.labels import KINDS, SEXES, STATES, band_name, when
from civic.meetings.office import routes as office
from civic.meetings.opinions import routes as opinions
from civic.meetings.opinions.heard import heard_at
from civic.meetings.opinions.withdrawal import OpinionWithdrawal
from civic.meetings.rules import (
    AlreadyHeard,
    MeetingCancelled,
    MeetingFull,
    NotYetHeld,
    SignUpClosed,
)
from civic.meetings.template_globals import coming_meetings, heard_beside
from civic.web.errors import refuse_when

bp = Blueprint("meetings", __name__, url_prefix="/<municipality>/<int:round_number>")
for part in (office, files, opinions):
    bp.register_blueprint(part.bp)
for fragment in (heard_beside, coming_meetings):
    bp.add_app_template_global(fragment)
MEETING = "/meetings/<int:meeting_id>"


@bp.context_processor
def meeting_words():
    words = {"KINDS": KINDS, "STATES": STATES, "SEXES": SEXES}
    return words | {"band_name": band_name, "when": when}


@bp.get("/meetings")
def index():
    """Coming ones, the next first, and those that are over."""
    meetings = meetings_of(g.round)
    coming = [each for each in reversed(meetings) if each.state == "coming"]
    past = [each for each in meetings if each.state != "coming"]
    figures = figures_of(g.round)
    return render_template("meetings/index.html", coming=coming, past=past, figures=figures)


@bp.get(MEETING)
def show(meeting_id):
    meeting = find_meeting(meeting_id)
    total = figures_of(g.round).by_meeting.get(meeting.id)
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        heard=heard_at(meeting),
        withdrawals=OpinionWithdrawal.held_of(meeting),
        photos=meeting.photos(),
        files=MeetingFile.of(meeting, published_only=True),
        attendance=attendance(meeting.heads(), total),
        hides_total=bool(meeting.people()) and total is None,
        **_sign_up(meeting),
    )


@bp.post(f"{MEETING}/sign-up")
def sign_up(meeting_id):
    meeting = find_meeting(meeting_id)
    meeting.sign_up(current_user)
    return _back(meeting, _("신청했어요. 하루 전에 알려 드릴게요."))


@bp.post(f"{MEETING}/sign-up/cancel")
def cancel_sign_up(meeting_id):
    meeting = find_meeting(meeting_id)
    meeting.cancel_sign_up(current_user)
    return _back(meeting, _("신청을 취소했어요."))


def _back(meeting, words):
    db.session.commit()
    flash(words, "ok")
    return redirect(url_for(".show", meeting_id=meeting.id, _anchor="sign-up"), 303)


refuse_when(
    bp,
    {
        SignUpClosed: (_l("지금은 이 모임에 신청하거나 취소할 수 없어요."), 409),
        MeetingFull: (_l("자리가 다 찼어요. 취소하는 사람이 있으면 다시 신청할 수 있어요."), 409),
        MeetingCancelled: (_l("취소한 모임이라 바꿀 수 없어요."), 409),
        NotYetHeld: (_l("아직 열리지 않은 모임이에요. 시작한 뒤에 적어 주세요."), 409),
        AlreadyHeard: (
            _l("들은 의견을 이미 적은 모임이라 취소할 수 없어요. 적은 것을 먼저 빼 주세요."),
            409,
        ),
    },
)


def _sign_up(meeting):
    return {
        "mine": meeting.signed_up(current_user),
        "places_left": meeting.places_left() if meeting.signs_up else None,
    }
