"""Each look is written down before anything is shown: without its entry nobody sees the page."""

from flask import g, request, url_for
from flask_login import current_user

from civic.db import finish_reading, reading
from civic.people.access_log.models import AccessEntry, AccessReason
from civic.people.access_log.whose import whose
from civic.roles import WORKSHOP
from civic.web.access import lead_to, roles_here, to_factor
from civic.web.addresses import own_path
from civic.web.guarded_pages import LOGGED, REASON_FIRST


def write_down():
    """Before a request: an entry for its page, or first the question what for. Of a page that the
    public may open, too, the second factor is asked again before the office's look."""
    data = LOGGED.get(request.endpoint or "")
    if data is None or not roles_here() & WORKSHOP:
        return None
    if current_user.shows_factor_again():
        return to_factor()
    reason = AccessReason.given(current_user, request.path)
    if request.endpoint in REASON_FIRST and not reason:
        page = own_path(request.full_path)
        return lead_to(url_for("people.access_log.reason", next=page), 401)
    note_look(data, whose(), reason)
    return None


def note_look(data: str, of_whom: str, reason: str = "") -> None:
    """An entry in a transaction of its own, committed; what was read before stays as it is."""
    place = g.get("municipality")
    was_reading = reading.get()
    finish_reading()
    AccessEntry.log(
        current_user,
        place.id if place is not None else None,
        address=request.remote_addr or "",
        data=data,
        whose=of_whom,
        path=request.path,
        purpose=reason,
    )
    finish_reading()
    reading.set(was_reading)
