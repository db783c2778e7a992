"""Painting over faces and number plates on a photo: by who sent it, or by the office."""

import logging

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.engines.face_finder import FacesFailed
from civic.photos.models import Photo
from civic.photos.redaction.boxes import MOST_BOXES, suggested
from civic.photos.redaction.forms import RedactForm
from civic.photos.redaction.models import (
    PhotoChanged,
    PhotoRedaction,
    RedactionNotUndoable,
    Repainted,
)
from civic.photos.stored import delete_files
from civic.photos.withheld import asks_factor
from civic.roles import OFFICE
from civic.store_marks import mark_redacted
from civic.web.access import roles_here, to_factor
from civic.web.addresses import own_path
from civic.web.errors import refuse, refuse_when
from civic.web.limits import by_setting

log = logging.getLogger(__name__)
bp = Blueprint("redaction", __name__, url_prefix="/<municipality>/redact")


@bp.app_template_test()
def redactable(photo) -> bool:
    """Who asks may paint something over on a photo that this page shows."""
    if not current_user.is_authenticated or photo.attached_at is None:
        return False
    own = photo.uploader_id == current_user.id and photo.withheld_at is None
    return own or bool(roles_here() & OFFICE)


@bp.get("/<key>")
def show(key):
    photo = _photo(key)
    return to_factor() if asks_factor(photo) else _page(photo, RedactForm(formdata=None))


@bp.post("/<key>")
def redact(key):
    photo, form = _photo(key), RedactForm()
    good = form.validate()
    if request.form.get("act") == "row" and len(form.rows) < MOST_BOXES:
        form.rows.append_entry()
    if request.form.get("act"):
        return _page(photo, form)
    if not good:
        return _page(photo, form), 422
    by_office = _is_office_of(photo)
    repainted = _repainted(photo).with_boxes(form.boxes())
    earlier = PhotoRedaction.add(repainted, current_user, by_office)
    return _done(repainted.stored.key, earlier, _("가렸어요. 이제 가린 사진만 보여요."))


@bp.route("/<key>/suggest", methods=["GET", "POST"])
@by_setting("UPLOAD_LIMIT")
def suggest(key):
    """Boxes where faces may be, beside those that are drawn. Nothing is painted over by it. Who
    opens the address of that answer anew is led to the page."""
    if request.method == "GET":
        return redirect(address_of(".show", key=key), 303)
    photo, form = _photo(key), RedactForm()
    form.validate()
    drawn, jpeg = form.boxes(), current_app.extensions["photo_store"].get(photo.names[0])
    db.session.rollback()  # SQLite's write lock is not held while a picture is looked through
    try:
        faces = current_app.extensions["face_finder"].faces(jpeg)
    except FacesFailed as failed:
        log.warning("no faces were looked for: %s", failed)
        return refuse(_("얼굴을 찾아보지 못했어요. 가릴 곳을 직접 그어 주세요."), 503)
    new = [box for box in suggested(faces) if box not in drawn]
    boxes = [*drawn, *new][:MOST_BOXES]
    return _page(_photo(key), RedactForm.drawn(boxes), new_boxes=len(boxes) - len(drawn))


@bp.post("/<key>/undo")
def undo(key):
    photo = _photo(key)
    standing = PhotoRedaction.standing(photo)
    if not standing or (standing[-1].by_office and not _is_office_of(photo)):
        raise RedactionNotUndoable
    repainted = _repainted(photo).without_last()
    earlier = PhotoRedaction.undo_last(repainted, current_user)
    return _done(repainted.stored.key, earlier, _("마지막에 가린 것을 되돌렸어요."))


refuse_when(
    bp,
    {
        PhotoChanged: (
            _l("그 사이에 다른 사람이 이 사진을 가렸어요. 새로 고친 뒤 살펴봐 주세요."),
            409,
        ),
        RedactionNotUndoable: (
            _l("되돌릴 수 없어요. 원래 사진이 남아 있지 않거나 담당자가 가린 것이에요."),
            409,
        ),
    },
)


def _photo(key) -> Photo:
    """The photo, for who may redact it; nobody else hears whether there is one."""
    photo = db.session.scalar(db.select(Photo).filter_by(key=key))
    if photo is None or photo.attached_at is None:
        abort(404)
    if photo.uploader_id != current_user.id and not _is_office_of(photo):
        abort(404)
    return photo


def _is_office_of(photo) -> bool:
    return bool(roles_here() & OFFICE) and photo.is_shown_in(g.municipality.id)


def _repainted(photo) -> Repainted:
    store = current_app.extensions["photo_store"]
    repainted = Repainted(store, photo, current_app.config["PHOTO_ORIGINALS"] == "sealed")
    db.session.rollback()  # SQLite's write lock is not held while a picture is painted
    return repainted


def _done(key, earlier, sentence):
    """Commit, and only then delete the earlier files; a mark tells a restore that they are gone."""
    store = current_app.extensions["photo_store"]
    db.session.commit()
    delete_files(store, earlier)
    mark_redacted(store, earlier)
    flash(sentence, "ok")
    back = own_path(request.form.get("back"))
    return redirect(address_of(".show", key=key, back=back if back != "/" else None), 303)


def _page(photo, form, new_boxes=None):
    """new_boxes: how many were suggested; None where none were asked for."""
    acts = PhotoRedaction.of(photo)
    standing = [act for act in acts if act.undone_at is None]
    undoable = bool(standing) and standing[-1].original_kept
    return render_template(
        "photos/redaction/show.html",
        photo=photo,
        form=form,
        acts=acts,
        undoable=undoable and (_is_office_of(photo) or not standing[-1].by_office),
        keeps=current_app.config["PHOTO_ORIGINALS"] == "sealed",
        back=own_path(request.values.get("back")),
        most=MOST_BOXES,
        new_boxes=new_boxes,
        finds_faces=current_app.extensions["face_finder"].ready,
    )
