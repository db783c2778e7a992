"""Which municipality and round a request is about, and the planner's calendar of phases."""

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import bindparam
from sqlalchemy.orm import contains_eager, joinedload

from civic.db import db, now
from civic.people.models import SignIn
from civic.places.models import Municipality
from civic.rounds.call_routes import bp as settings_bp
from civic.rounds.deadlines import closes_in, opens_in, time_left
from civic.rounds.forms import PhasesForm
from civic.rounds.labels import ACTS_IN_WORDS, PHASE_NAMES
from civic.rounds.models import Round
from civic.rounds.rules import (
    EndNeedsReason,
    PhaseClosed,
    SettingsChanged,
    VoteBegan,
    VoteTooShort,
    may,
    opens_next,
)
from civic.rounds.settings_routes import seen_change
from civic.web.access import roles_here
from civic.web.errors import refuse
from civic.web.filters import day
from civic.web.htmx import wants_json

bp = Blueprint("phases", __name__, url_prefix="/<municipality>/<int:round_number>/office/phases")
blueprints = [bp, settings_bp]
# Every page asks one of these: built once; the phases come along in the same query, and whoever
# asks, if they hold a session.
ROUND_OF_ADDRESS = (
    db.select(Round)
    .join(Round.municipality)
    .where(Municipality.slug == bindparam("slug"), Round.number == bindparam("number"))
    .options(contains_eager(Round.municipality), joinedload(Round.phases))
)
WITH_SIGN_IN = (
    ROUND_OF_ADDRESS.add_columns(SignIn)
    .outerjoin(SignIn, SignIn.lives())
    .options(*SignIn.with_person())
)


@bp.app_url_value_preprocessor
def find_place_and_round(_endpoint, values):
    """Take <municipality> and <round_number> off the address into g; unknown ones are 404."""
    values = values or {}
    if "municipality" not in values:
        return
    slug, number = values.pop("municipality"), values.pop("round_number", None)
    if number is None:
        g.municipality = db.first_or_404(db.select(Municipality).filter_by(slug=slug))
        return
    key, token = {"slug": slug, "number": number}, session.get("_user_id")
    if token:
        found = db.session.execute(WITH_SIGN_IN, key | SignIn.key(token)).unique().one_or_none()
        g.round, g.sign_in = found or abort(404)
    else:
        found = db.session.execute(ROUND_OF_ADDRESS, key).unique().scalar_one_or_none()
        g.round = found or abort(404)
    g.municipality = g.round.municipality


@bp.app_url_defaults
def keep_place_and_round(endpoint, values):
    """url_for stays in the municipality and round of this request unless told otherwise."""
    here, expected = g._get_current_object(), current_app.url_map.is_endpoint_expecting
    if "municipality" in here and expected(endpoint, "municipality"):
        values.setdefault("municipality", here.municipality.slug)
    if "round" in here and expected(endpoint, "round_number"):
        values.setdefault("round_number", here.round.number)


@bp.app_context_processor
def round_context():
    return {
        "municipality": g.get("municipality"),
        "round": g.get("round"),
        "may_now": may_now,
        "closes_in": closes_in,
        "opens_in": opens_in,
        "time_left": time_left,
        "PHASE_NAMES": PHASE_NAMES,
    }


def may_now(act: str) -> bool:
    """Whether the person asking may do this act in this request's round, now."""
    return may(act, roles_here(), g.round.open_phases())


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


@bp.route("/", methods=["GET", "POST"])
def edit():
    """Set when each phase begins and ends."""
    form, changes = PhasesForm.of(g.round), ()
    if form.validate_on_submit():
        try:
            told = {"seen": seen_change(), "reason": form.reason.data or ""}
            g.round.set_phases(form.periods(), current_user, **told)
            db.session.commit()
            flash(_("일정을 저장했어요."), "ok")
            return redirect(url_for("home.cockpit"), 303)
        except (VoteBegan, VoteTooShort, EndNeedsReason) as error:
            db.session.rollback()
            form.refuse_end(error)
        except SettingsChanged as error:
            db.session.rollback()
            changes = error.changes
    status = 409 if changes else 422 if form.errors else 200
    context = {"form": form, "last_legal": form.deadline, "changes": changes}
    return render_template("rounds/phases.html", **context), status
