"""The phone's share menu: a photo from the gallery becomes the start of a report.

Usually the service worker catches the request (static/sw.js). This is for when there is none yet.
"""

from flask import Blueprint, g, redirect, request, url_for

from civic.db import db
from civic.issues.forms import BODY_MAX
from civic.issues.reporting.drafts import Draft
from civic.issues.reporting.photos import photos_sent
from civic.issues.reporting.routes import hand_over
from civic.rounds.models import Round
from civic.web.idempotency import new_key
from civic.web.limits import by_setting
from civic.web.security import csrf, takes_uploads

bp = Blueprint("share", __name__, url_prefix="/<municipality>")


@bp.post("/share")
@csrf.exempt
@takes_uploads
@by_setting("UPLOAD_LIMIT")
def receive():
    """Keep what was shared as a draft of this browser, and open the report form with it."""
    round = Round.with_open(g.municipality, "report")
    if round is None or not _from_this_phone():
        return redirect(url_for("home.go", act="report"), 303)
    photos = photos_sent()
    said = "\n".join(filter(None, (request.form.get("title"), request.form.get("text"))))
    fields = {"body": said[:BODY_MAX], "photos": photos.kept, "request_key": new_key()}
    draft, token = Draft.keep(round, fields)
    db.session.commit()
    back = url_for("issues.new", round_number=round.number, draft=draft.id)
    return hand_over(redirect(back, 303), token)


def _from_this_phone() -> bool:
    """The share menu carries no form token; a browser says when another site sent a request."""
    return request.headers.get("Sec-Fetch-Site") in ("none", "same-origin")
