"""내 활동: what is mine here, and what I decide about my data; how people are named on pages."""

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
from flask_babel import lazy_gettext as _l
from flask_login import current_user, logout_user

from civic.db import db, now
from civic.db_engine import empty_log
from civic.engines.identity import FakeProvider
from civic.people.access_log import routes as access_log_routes
from civic.people.comments import AlreadyAnswered
from civic.people.federation import routes as federation_routes
from civic.people.forms import LeaveForm, ProfileForm, offer_districts
from civic.people.names import display_name
from civic.people.office import WorksHere, works_for
from civic.people.residency import routes as residency_routes
from civic.people.residency.models import IdentityMark
from civic.people.rights import routes as rights_routes
from civic.people.second_factor import routes as second_factor_routes
from civic.people.secrets import identity_secret
from civic.people.sign_in import routes as sign_in_routes
from civic.people.sign_in.forms import WEAK, NewPassphraseForm
from civic.people.sign_in.models import SignIn
from civic.people.sign_in.passphrases import WeakPassphrase
from civic.people.sign_in.session import forget_here
from civic.people.two_person import AlreadyDecided, SamePerson
from civic.store_marks import mark_left
from civic.web.addresses import own_path
from civic.web.errors import refuse, refuse_when
from civic.web.limits import by_setting

PLACE = "/<municipality>/<int:round_number>"
MINE = "/<municipality>/mine"

bp = Blueprint("people", __name__)
bp.register_blueprint(sign_in_routes.bp)
bp.register_blueprint(second_factor_routes.bp)
bp.register_blueprint(federation_routes.bp)
bp.register_blueprint(rights_routes.bp)
bp.register_blueprint(access_log_routes.bp)
bp.register_blueprint(residency_routes.bp, url_prefix=PLACE)
bp.add_app_template_global(display_name)


@bp.get(MINE)
def mine():
    return mine_page()


@bp.get(f"{PLACE}/mine")
@bp.post(f"{PLACE}/mine/<path:rest>")
def mine_of_round(rest=""):
    """The page of one round, as it was once: what is mine is on one page for the whole city."""
    address = url_for(".mine")
    return redirect(f"{address}/{rest}" if rest else address, 308)


@bp.post(f"{MINE}/profile")
def change_profile():
    form = ProfileForm()
    offer_districts(form.home_district_id, g.municipality, _("고르지 않음"))
    if not form.validate():
        return mine_page(profile=form), 422
    current_user.name = form.name.data
    current_user.home_district_id = form.home_district_id.data
    current_user.birth_year = form.birth_year.data
    db.session.commit()
    return done(_("바꿨어요."))


@bp.post(f"{MINE}/passphrase")
@by_setting("SIGN_IN_LIMIT")
def change_passphrase():
    """The old one is asked for, and every other session ends."""
    form = NewPassphraseForm()
    if not current_user.knows_passphrase(form.old_passphrase.data or ""):
        form.old_passphrase.errors = [_("지금 쓰는 긴 비밀번호와 달라요.")]
    elif form.validate():
        try:
            current_user.set_passphrase(form.passphrase.data)
            current_user.sign_out_elsewhere()
            db.session.commit()
            return done(_("긴 비밀번호를 정했어요. 다음부터 긴 비밀번호로도 들어올 수 있어요."))
        except WeakPassphrase as weak:
            form.passphrase.errors = [WEAK[weak.reason]]
    return mine_page(passphrase=form), 422


@bp.post(f"{MINE}/sign-ins/<int:sign_in_id>/revoke")
def revoke_sign_in(sign_in_id):
    sign_in = db.get_or_404(SignIn, sign_in_id)
    if sign_in.person_id != current_user.id:
        abort(404)
    sign_in.revoke()
    db.session.commit()
    return done(_("그 기기에서 로그아웃했어요."))


@bp.post(f"{MINE}/sign-ins/revoke")
def sign_out_everywhere():
    current_user.sign_out_everywhere()
    db.session.commit()
    return gone(_("모든 기기에서 로그아웃했어요."))


@bp.post(f"{MINE}/leave")
def leave():
    form = LeaveForm()
    if not form.validate():
        return mine_page(leave=form), 422
    IdentityMark.leave_behind(current_user, identity_secret())
    whom = (current_user.id, current_user.created_at)
    takes_words = form.words.data == "take"
    current_user.leave(takes_words)
    db.session.commit()
    empty_log(db.engine)
    mark_left(current_app.extensions["photo_store"], *whom, takes_words)
    return gone(_("내 정보를 지웠어요. 함께해 주셔서 고마워요."))


@bp.get("/demo/identity")
def fake_identity():
    """The fake service's own page, in the demo."""
    if not isinstance(current_app.extensions["identity"], FakeProvider):
        return refuse(_("체험판에만 있는 화면이에요."), 404)
    context = {"back": own_path(request.args.get("back")), "state": request.args.get("state", "")}
    return render_template("people/residency/fake_identity.html", **context)


refuse_when(
    bp,
    {
        WorksHere: (
            _l("담당자와 컨설턴트는 주민 수에 넣지 않아서 공감하거나 값을 정할 수 없어요."),
            403,
        ),
        # What a part of the house says of its own sheets and codes goes before.
        SamePerson: (_l("제안한 사람은 확인할 수 없어요. 다른 담당자가 확인해 주세요."), 409),
        AlreadyDecided: (_l("그 사이에 확인했거나 취소했어요."), 409),
        AlreadyAnswered: (
            _l("다른 사람이 답해서 고칠 수 없어요. 지우거나 답글로 덧붙여 주세요."),
            409,
        ),
    },
    everywhere=True,
)


@bp.app_template_global()
def works_here() -> bool:
    """Who asks works for this municipality's office, and so is counted as no resident."""
    return current_user.is_authenticated and works_for(current_user, g.municipality)


def mine_page(profile=None, passphrase=None, leave=None):
    """The page; a form with mistakes is given, the others are drawn fresh."""
    if profile is None:
        profile = ProfileForm(formdata=None, obj=current_user)
    offer_districts(profile.home_district_id, g.municipality, _("고르지 않음"))
    return render_template(
        "people/mine.html",
        profile=profile,
        passphrase=passphrase or NewPassphraseForm(formdata=None),
        leave=leave or LeaveForm(formdata=None),
        residency=current_user.residency_in(g.municipality),
        unproven=next((round for round in g.rounds if to_be_proven(round)), None),
        sign_ins=SignIn.live_of(current_user),
        consents=current_user.consents(),
    )


def to_be_proven(round) -> bool:
    """A round has a vote, now or later, that residency is yet to be proven for."""
    vote = round.phase("vote")
    return vote is not None and vote.ends_at > now() and not current_user.votes_in(round)


def done(sentence):
    flash(sentence, "ok")
    return redirect(url_for("people.mine"), 303)


def gone(sentence):
    logout_user()
    session.clear()
    flash(sentence, "ok")
    return forget_here(redirect(url_for("home.municipality"), 303))
