"""Taking photos in, and serving them."""

import re
from contextlib import suppress
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, request, url_for

from civic.db import db
from civic.engines.photo_store import ObjectStore
from civic.people.access_log.writing import note_look
from civic.photos.browser import take_in
from civic.photos.file_types import photo_types
from civic.photos.intake import Rejected
from civic.photos.models import Photo
from civic.photos.redaction import routes as redaction
from civic.photos.refusals import REFUSALS
from civic.photos.withheld import asks_factor, may_see
from civic.web.access import to_factor
from civic.web.errors import refuse
from civic.web.limits import by_setting
from civic.web.security import readable_elsewhere, takes_uploads

bp = Blueprint("photos", __name__, url_prefix="/photos")
bp.register_blueprint(redaction.bp)
bp.add_app_template_test(asks_factor)
bp.add_app_template_global(photo_types)
NAME = re.compile(r"([0-9a-f]{32})(-[ms])?")
# A picture never changes under its name, but it may be hidden: copies are kept for a week.
KEPT_S = 7 * 24 * 60 * 60
SIGNED_S = 600  # how long a signed address works
INSIDE_PROXY = "/stored-photos"  # of deploy/grown/stored-photos.conf
KEPT_BY_PROXY_S = 300  # a proxy's copy is everybody's: a hidden one is gone from there soon


@bp.record_once
def know_the_bucket(state):
    """Pages may show pictures from where signed addresses lead.

    Raises: ValueError when there is no bucket to lead to.
    """
    how, store = state.app.config["PHOTO_DELIVERY"], state.app.extensions["photo_store"]
    if how == "program":
        return
    if not isinstance(store, ObjectStore):
        raise ValueError("CIVIC_PHOTO_DELIVERY is program unless CIVIC_PHOTO_STORE is s3://…")
    if how == "signed":
        try:
            parts = urlsplit(store.address("0" * 32 + ".jpg", SIGNED_S))
        except OSError as failed:
            raise ValueError(
                f"CIVIC_PHOTO_DELIVERY: no address can be signed: {failed}"
            ) from failed
        state.app.extensions["picture_host"] = f"{parts.scheme}://{parts.netloc}"


@bp.app_errorhandler(Rejected)
def rejected(error):
    """The sentence of a refusal, for forms sent without JavaScript as for fetch."""
    status, sentence = REFUSALS[error.reason]
    return refuse(str(sentence), status, {"Retry-After": "10"} if status == 503 else None)


@bp.post("")
@takes_uploads
@by_setting("UPLOAD_LIMIT")
def upload():
    """{key, small, width, height, suggested} of the `photo` sent, or {error}."""
    file = request.files.get("photo")
    data = file.read() if file else b""
    db.session.rollback()  # SQLite's write lock is not held while a picture is shrunk
    photo = take_in(data)
    answer = described(photo)
    db.session.commit()
    return answer, 201


def described(photo) -> dict:
    """What the browser that sent a photo is told about it."""
    lat, lon = photo.suggested or (None, None)
    return {
        "key": photo.key,
        "small": url_for(".serve", key=f"{photo.key}-s"),
        "width": photo.width,
        "height": photo.height,
        "suggested": None if lat is None else {"lat": lat, "lon": lon},
    }


def _stored(name: re.Match) -> bytes:
    """Photos of the first versions have no middle size: the large one stands in."""
    store = current_app.extensions["photo_store"]
    for wanted in (name[0], name[1]) if name[2] == "-m" else (name[0],):
        with suppress(FileNotFoundError):
            return store.get(f"{wanted}.jpg")
    abort(404)


def _led_to_store(name: re.Match):
    """An answer without the picture, which the browser or the proxy fetches from the bucket: no
    thread of ours waits for it. None where the program itself has to hand it out."""
    how, store = current_app.config["PHOTO_DELIVERY"], current_app.extensions["photo_store"]
    if how == "program":
        return None
    wanted = name[0] if name[2] != "-m" or _may_have(store, name[0]) else name[1]
    address = store.address(f"{wanted}.jpg", SIGNED_S)
    if how == "signed":
        response = redirect(address, 302)
        response.headers["Cache-Control"] = f"public, max-age={SIGNED_S // 2}"
        return response
    parts = urlsplit(address)
    response = current_app.response_class(mimetype="image/jpeg")
    response.headers["X-Accel-Redirect"] = f"{INSIDE_PROXY}{parts.path}?{parts.query}"
    # For how long it may be kept is said by the proxy, which knows if there is a picture.
    response.headers["Cache-Control"] = "no-cache"
    return response


def _may_have(store: ObjectStore, name: str) -> bool:
    """Only photos of the first versions lack a size: a store that can't say so soon has it."""
    try:
        return store.has(f"{name}.jpg")
    except OSError:
        return True


@bp.get("/<key>.jpg")
def serve(key):
    """A stored picture: <key>, <key>-m or <key>-s. Only ever a JPEG."""
    name = NAME.fullmatch(key)
    if name is None:
        abort(404)
    withheld = Photo.withheld(name[1])
    if withheld and not may_see(withheld):
        abort(410)
    if withheld:
        if asks_factor(withheld):
            return to_factor()
        note_look("photo", f"photo {withheld.id}")
    if not withheld and (led := _led_to_store(name)):
        return readable_elsewhere(led)
    data = _stored(name)
    response = current_app.response_class(data, mimetype="image/jpeg")
    cache_control = "private, no-store" if withheld else f"public, max-age={KEPT_S}, immutable"
    response.headers["Cache-Control"] = cache_control
    if not withheld:
        response.headers["X-Accel-Expires"] = str(KEPT_BY_PROXY_S)
        readable_elsewhere(response)
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.set_etag(key)
    return response.make_conditional(request)
