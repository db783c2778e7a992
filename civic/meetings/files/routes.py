"""A meeting's files: given to the office, put up by it, published and taken back."""

import io

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.meetings.files.file_types import TYPES, FileRefused
from civic.meetings.files.labels import REFUSALS
from civic.meetings.files.models import MeetingFile
from civic.meetings.finders import find_meeting
from civic.roles import OFFICE
from civic.web.access import roles_here
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("files", __name__)
FILES = "/office/meetings/<int:meeting_id>/files"


@bp.get("/meetings/<int:meeting_id>/files/<int:file_id>")
def give(meeting_id, file_id):
    """The file as it was given, to be saved and never shown by the browser itself."""
    file = _find_file(meeting_id, file_id)
    if file.published_at is None and not roles_here() & OFFICE:
        abort(404)
    answer = send_file(
        io.BytesIO(file.data),
        mimetype=TYPES[file.kind].media_type,
        as_attachment=True,
        download_name=file.name,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@bp.post(FILES)
@takes_uploads
@locks_late
def add(meeting_id):
    upload = request.files.get("file")
    name, data = (upload.filename or "", upload.read()) if upload else ("", b"")
    try:
        MeetingFile.add(find_meeting(meeting_id), current_user, name, data)
    except FileRefused as refused:
        db.session.rollback()
        return _again(meeting_id, REFUSALS[refused.reason] % refused.detail, name)
    db.session.commit()
    return _back(meeting_id, _("파일을 올렸어요. 담당자만 볼 수 있어요."))


@bp.post(f"{FILES}/<int:file_id>/publish")
def publish(meeting_id, file_id):
    _find_file(meeting_id, file_id).publish()
    db.session.commit()
    return _back(meeting_id, _("이제 누구나 내려받을 수 있어요."))


@bp.post(f"{FILES}/<int:file_id>/take-back")
def take_back(meeting_id, file_id):
    _find_file(meeting_id, file_id).take_back()
    db.session.commit()
    return _back(meeting_id, _("이제 담당자만 볼 수 있어요."))


@bp.post(f"{FILES}/<int:file_id>/remove")
def remove(meeting_id, file_id):
    db.session.delete(_find_file(meeting_id, file_id))
    db.session.commit()
    return _back(meeting_id, _("파일을 지웠어요."))


@bp.errorhandler(413)
def too_large(_error):
    return _again(request.view_args["meeting_id"], REFUSALS["too_large"], "", 413)


def _again(meeting_id, sentence, name, status=422):
    context = {"meeting": find_meeting(meeting_id), "sentence": sentence, "name": name}
    return render_template("meetings/files/again.html", **context), status


def _find_file(meeting_id, file_id):
    meeting = find_meeting(meeting_id)
    return db.first_or_404(select(MeetingFile).filter_by(id=file_id, meeting_id=meeting.id))


def _back(meeting_id, sentence):
    flash(sentence, "ok")
    return redirect(url_for("meetings.office.show", meeting_id=meeting_id, _anchor="files"), 303)
