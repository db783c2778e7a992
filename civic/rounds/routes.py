"""What every page knows of its round: where it is, and what may be done now."""

from flask import (
    Blueprint,
    g,
    request,
)
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import now
from civic.roles import RESIDENT
from civic.rounds.calls import routes as calls_routes
from civic.rounds.deadlines import closes_in, opens_in, time_left
from civic.rounds.finders import find_place_and_round, keep_place_and_round
from civic.rounds.labels import ACTS_IN_WORDS, PHASE_NAMES
from civic.rounds.models import Round
from civic.rounds.phases import routes as phases_routes
from civic.rounds.rules import PATH, PhaseClosed, may, opens_next
from civic.rounds.settings import routes as settings_routes
from civic.web.access import roles_here
from civic.web.errors import refuse
from civic.web.filters import day
from civic.web.htmx import wants_json

bp = Blueprint("rounds", __name__, url_prefix="/<municipality>")
for part in (calls_routes, settings_routes, phases_routes):
    bp.register_blueprint(part.bp)
bp.app_url_value_preprocessor(find_place_and_round)
bp.app_url_defaults(keep_place_and_round)


@bp.app_context_processor
def round_context():
    return {
        "municipality": g.get("municipality"),
        "round": g.get("round"),
        "may_now": may_now,
        "may_begin": may_begin,
        "closes_in": closes_in,
        "opens_in": opens_in,
        "time_left": time_left,
        "PATH": PATH,
        "PHASE_NAMES": PHASE_NAMES,
    }


def may_now(act: str, round: Round | None = None) -> bool:
    """The person asking may do this act in a round, else in this request's, now."""
    return may(act, roles_here(), (round or g.round).open_phases())


def may_begin(act: str, round: Round | None = None) -> bool:
    """A visitor may begin this act now: it is sent once they have signed in."""
    residents = frozenset({RESIDENT})
    phases = (round or g.round).open_phases()
    return not current_user.is_authenticated and may(act, residents, phases)


@bp.app_errorhandler(PhaseClosed)
def phase_closed(error):
    """Say which act is closed, and when it opens. The outbox keeps what it sent and says so."""
    sentences = [_("지금은 %(act)s 기간이 아니에요.", act=ACTS_IN_WORDS[error.act])]
    starts = {phase.kind: phase.starts_at for phase in g.round.phases}
    opens_at = opens_next(error.act, starts, now())
    if opens_at:
        sentences.append(_("%(day)s에 시작해요.", day=day(opens_at)))
    if request.method == "POST" and not wants_json():
        sentences.append(_("보낸 내용은 저장되지 않았어요. 뒤로 가면 그대로 있어요."))
    return refuse(" ".join(sentences), 409)
