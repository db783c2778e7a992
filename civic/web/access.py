"""One written table of every route and who may use it. What is not in the table is refused.

Roles are those of the signed-in person in the municipality at hand; a signed-in person is always
`resident`, nobody signed in is `visitor`. What a phase allows is in civic/rounds/rules.py.
"""

from flask import abort, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.web.addresses import own_path
from civic.web.htmx import wants_json

VISITOR, RESIDENT, PLANNER, CONSULTANT, OPERATOR = (
    "visitor",
    "resident",
    "planner",
    "consultant",
    "operator",
)
EVERYONE = frozenset({VISITOR, RESIDENT, PLANNER, CONSULTANT, OPERATOR})
SIGNED_IN = EVERYONE - {VISITOR}
OFFICE = frozenset({PLANNER, OPERATOR})
WORKSHOP = frozenset({PLANNER, CONSULTANT, OPERATOR})

TABLE = {
    "static": EVERYONE,
    # web
    "i18n.choose": EVERYONE,
    "pwa.worker": EVERYONE,
    "pwa.offline": EVERYONE,
    "pwa.icon": EVERYONE,
    "pwa.robots": EVERYONE,
    # people
    "people.sign_in": EVERYONE,
    "people.send_code": EVERYONE,
    "people.code": EVERYONE,
    "people.enter_code": EVERYONE,
    "people.passphrase": EVERYONE,
    "people.enter_passphrase": EVERYONE,
    "people.consent": EVERYONE,
    "people.agree": EVERYONE,
    "people.sign_out": EVERYONE,
    "people.demo_sign_in": EVERYONE,
    "people.mine": SIGNED_IN,
    "people.change_profile": SIGNED_IN,
    "people.change_passphrase": SIGNED_IN,
    "people.revoke_sign_in": SIGNED_IN,
    "people.sign_out_everywhere": SIGNED_IN,
    "people.leave": SIGNED_IN,
    "people.residency": SIGNED_IN,
    "people.prove_residency": SIGNED_IN,
    "people.begin_phone": SIGNED_IN,
    "people.phone_done": SIGNED_IN,
    "people.prove_phone": SIGNED_IN,
    "people.declare": SIGNED_IN,
    "people.fake_identity": SIGNED_IN,
    "people.desk": OFFICE,
    "people.desk_code": OFFICE,
    "people.desk_slip": OFFICE,
    "people.codes": OFFICE,
    "people.issue_codes": OFFICE,
    "people.code_batch": OFFICE,
    "people.void_batch": OFFICE,
    "people.void_code": OFFICE,
    # places
    "places.districts": EVERYONE,
    "places.find_address": EVERYONE,
    "places.population": OFFICE,
    "places.save_population": OFFICE,
    # photos
    "photos.upload": EVERYONE,
    "photos.serve": EVERYONE,
    # rounds
    "phases.edit": OFFICE,
    "rounds.new": OFFICE,
    "rounds.open_round": OFFICE,
    "rounds.settings": OFFICE,
    "rounds.change_settings": OFFICE,
    "rounds.new_call": OFFICE,
    "rounds.add_call": OFFICE,
    "rounds.edit_call": OFFICE,  # one's own, or any as an operator: call_routes.may_correct
    # issues
    "issues.index": EVERYONE,
    "issues.show": EVERYONE,
    "issues.map": EVERYONE,
    "issues.map_feed": EVERYONE,
    "issues.new": EVERYONE,
    "issues.create": EVERYONE,
    "issues.similar": EVERYONE,
    "issues.support": SIGNED_IN,
    "issues.withdraw_support": SIGNED_IN,
    "issues.comment": SIGNED_IN,
    "issues.same_problem": SIGNED_IN,
    "issues.follow": SIGNED_IN,
    "issues.stop_following": SIGNED_IN,
    "issues.judge": SIGNED_IN,
    "issues_office.set_status": OFFICE,
    "issues_office.find_merge": OFFICE,
    "issues_office.merge": OFFICE,
    "issues_office.unmerge": OFFICE,
    "issues_office.import_file": OFFICE,
    "issues_office.import_upload": OFFICE,
    "issues_office.import_columns": OFFICE,
    "issues_office.import_map": OFFICE,
    "issues_office.import_review": OFFICE,
    "issues_office.import_run": OFFICE,
    "issues_office.import_mistakes": OFFICE,
    "issues_office.import_left_out": OFFICE,
    "issues_office.import_result": OFFICE,
    "issues_office.import_resume": OFFICE,
    "issues_office.import_drop": OFFICE,
    # solutions
    "solutions.index": EVERYONE,
    "solutions.show": EVERYONE,
    "solutions.catalogue": EVERYONE,
    "solutions.new": SIGNED_IN,
    "solutions.create": SIGNED_IN,
    "solutions.edit": SIGNED_IN,  # the proposer's own, or the office: Solution.may_revise
    "solutions.revise": SIGNED_IN,
    "solutions.withdraw": SIGNED_IN,
    "solutions.comment": SIGNED_IN,
    "solutions.follow": SIGNED_IN,
    "solutions.stop_following": SIGNED_IN,
    "solutions.put_on_ballot": OFFICE,
    "solutions.take_off_ballot": OFFICE,
    # votes
    "votes.show": EVERYONE,
    "votes.save_draft": SIGNED_IN,
    "votes.submit": SIGNED_IN,
    "votes.withdraw": SIGNED_IN,
    "votes.result": EVERYONE,
    "votes.tally": OFFICE,
    "ledger.show": EVERYONE,
    "ledger.find": EVERYONE,
    "ledger.file": EVERYONE,
    "ledger.receipts": SIGNED_IN,
    "paper.index": OFFICE,
    "paper.enter": OFFICE,
    "paper.confirm": OFFICE,
    "paper.drop": OFFICE,
    "corrections.index": OFFICE,
    "corrections.annul": OFFICE,  # and another one has to confirm: TwoPerson
    "corrections.confirm_annulment": OFFICE,
    "corrections.drop_annulment": OFFICE,
    "corrections.remove": OFFICE,
    "corrections.confirm_removal": OFFICE,
    "corrections.drop_removal": OFFICE,
    "ballot_sheets.blank": OFFICE,
    "ballot_sheets.enter": OFFICE,
    "ballot_sheets.check": OFFICE,
    "ballot_sheets.confirm": OFFICE,
    # targets
    "targets.index": EVERYONE,
    "targets.show": EVERYONE,
    "targets.prefer": SIGNED_IN,
    "targets.new_indicator": OFFICE,
    "targets.edit_indicator": OFFICE,
    "targets.depart": OFFICE,
    "targets.follow_residents": OFFICE,
    "weights.points": EVERYONE,
    "weights.give_points": SIGNED_IN,
    "weights.weights": OFFICE,
    "weights.set_weights": OFFICE,
    "targets.results": EVERYONE,
    "targets.new_result": OFFICE,
    "targets.correct_result": OFFICE,
    "targets.withdraw_result": OFFICE,
    # participation
    "participation.show": EVERYONE,
    "participation.as_json": EVERYONE,
    "participation.as_csv": EVERYONE,
    # plans
    "plans.show": EVERYONE,  # civic/plans/rules.py: the workshop, and everyone once it is over
    "plans.export": EVERYONE,
    "plans.pages": OFFICE,
    "plans.picture": EVERYONE,
    "plans.evidence.show": EVERYONE,
    "plans.evidence.rows": EVERYONE,
    "plans.jobs.bundle": EVERYONE,
    "plans.jobs.compile": OFFICE,
    "plans.jobs.make_bundle": OFFICE,
    "plans.jobs.show": OFFICE,
    "plans.jobs.cancel": OFFICE,
    "plans.review.remark": WORKSHOP,
    "plans.review.reply": WORKSHOP,
    "plans.review.judge": WORKSHOP,  # the remark's author: Remark.accept, Remark.reopen
    "plans.review.answer": OFFICE,
    "plans.review.take_over": OFFICE,
    "plans.review.dispositions": WORKSHOP,
    "plans.writing.versions": WORKSHOP,
    "plans.writing.version": WORKSHOP,
    "plans.writing.compare": WORKSHOP,
    "plans.writing.restore": OFFICE,
    "plans.writing.summarise": OFFICE,
    "plans.links.show": OFFICE,
    "plans.links.invite": OFFICE,
    "plans.links.share": OFFICE,
    "plans.links.revoke_invitation": OFFICE,
    "plans.links.revoke_share": OFFICE,
    "plans.links.invitation": EVERYONE,  # whoever holds the token of an invitation
    "plans.links.accept_invitation": SIGNED_IN,
    "plans.links.shared": EVERYONE,  # whoever holds the token of a link to read
    "plans.links.unlock": EVERYONE,
    "plans.links.shared_picture": EVERYONE,
    "plans.writing.paragraphs": OFFICE,
    "plans.writing.template": OFFICE,
    "plans.writing.chapter": OFFICE,
    "plans.writing.confirm_template": OFFICE,
    "plans.writing.doubt_template": OFFICE,
    "plans.writing.edit_paragraph": OFFICE,
    "plans.writing.remove_paragraph": OFFICE,
    "plans.readiness.show": OFFICE,
    "plans.readiness.mark": OFFICE,
    "plans.readiness.withdraw": OFFICE,
    "plans.readiness.photo_words": OFFICE,
    "plans.filing.show": OFFICE,
    "plans.filing.record": OFFICE,
    # notices
    "notices.index": SIGNED_IN,
    "notices.read": SIGNED_IN,
    "notices.open": SIGNED_IN,
    "notices.choices": SIGNED_IN,
    "notices.choose": SIGNED_IN,
    "notices.add_device": SIGNED_IN,
    "notices.end_device": SIGNED_IN,
    "notices.unsubscribe": EVERYONE,  # whoever holds the signed token of a mail
    "notices.end_mails": EVERYONE,
    "feeds.of_municipality": EVERYONE,
    "feeds.of_issues": EVERYONE,
    "feeds.of_issue": EVERYONE,
    "feeds.of_results": EVERYONE,
    # the phone's share menu
    "share.receive": EVERYONE,
    # moderation
    "moderation.flag_issue": SIGNED_IN,
    "moderation.flag_issue_comment": SIGNED_IN,
    "moderation.flag_solution": SIGNED_IN,
    "moderation.flag_solution_comment": SIGNED_IN,
    "moderation.queue": OFFICE,
    "moderation.log": OFFICE,
    "moderation.hide_issue": OFFICE,
    "moderation.hide_issue_comment": OFFICE,
    "moderation.hide_solution": OFFICE,
    "moderation.hide_solution_comment": OFFICE,
    "moderation.restore_issue": OFFICE,
    "moderation.restore_issue_comment": OFFICE,
    "moderation.restore_solution": OFFICE,
    "moderation.restore_solution_comment": OFFICE,
    "moderation.dismiss_issue": OFFICE,
    "moderation.dismiss_issue_comment": OFFICE,
    "moderation.dismiss_solution": OFFICE,
    "moderation.dismiss_solution_comment": OFFICE,
    # outbox
    "outbox.session": EVERYONE,
    "outbox.index": EVERYONE,
    # housekeeping
    "housekeeping.show": frozenset({OPERATOR}),
    "outbox.kept": EVERYONE,  # the browser that sent the form, as its owner
    "outbox.drop_kept": EVERYONE,
    # home
    "home.front": EVERYONE,
    "home.municipality": EVERYONE,
    "home.show": EVERYONE,
    "home.manifest": EVERYONE,
    "home.go": EVERYONE,
    "home.cockpit": OFFICE,
}


def init_app(app) -> None:
    app.before_request(check)
    app.jinja_env.globals["roles_here"] = roles_here


def roles_here() -> frozenset[str]:
    """Role names of whoever asks, in the municipality of this request."""
    if not current_user.is_authenticated:
        return frozenset({VISITOR})
    lent = g.get("lent_roles", frozenset())  # for this request's plan only: plans/links/routes.py
    return frozenset({RESIDENT}) | current_user.role_names(g.get("municipality")) | lent


def is_office_anywhere() -> bool:
    """Whether whoever asks works for the office of some municipality."""
    if not current_user.is_authenticated:
        return False
    return any(role.name in OFFICE for role in current_user.roles)


def check():
    if request.endpoint is None:
        return None
    allowed = TABLE.get(request.endpoint, frozenset())
    if allowed == EVERYONE:  # without asking the database who it is
        return None
    if roles_here() & allowed:
        return None
    if not current_user.is_authenticated and allowed:
        return to_sign_in()
    abort(403)


def to_sign_in(back: str | None = None):
    """Send a visitor to sign in and back again; what they sent is kept, and stands there then."""
    if wants_json():
        return {"error": _("먼저 로그인해 주세요.")}, 401
    back = back or (keep_form() if request.method == "POST" else request.full_path)
    if request.method == "POST" and back:
        flash(_("적은 내용은 보관했어요. 로그인하면 이어서 보낼 수 있어요."), "ok")
    return lead_to(url_for("people.sign_in", next=own_path(back or request.referrer or "/")), 401)


def keep_form() -> str | None:
    """Keep what was sent for after signing in, where the outbox can; gives where to go on then."""
    return current_app.extensions["keep_form"]()


def lead_to(address: str, status: int):
    """Another page instead of an answer; htmx, told so with this status, moves the whole page."""
    if "HX-Request" in request.headers:
        return "", status, {"HX-Redirect": address}
    return redirect(address, 303)
