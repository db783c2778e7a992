"""One written table of every route and who may use it. What is not in the table is refused.

Roles are those of the signed-in person in the municipality at hand; a signed-in person is always
`resident`, nobody signed in is `visitor`. What a phase allows is in civic/rounds/rules.py.
The table is long and stays whole: who may what is read in one place, and nowhere else.
"""

from datetime import timedelta
from urllib.parse import urlencode

from flask import abort, current_app, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.roles import EVERYONE, OFFICE, OPERATOR, RESIDENT, SIGNED_IN, VISITOR, WORKSHOP
from civic.web.addresses import own_path
from civic.web.guarded_pages import ASKED_AGAIN, BEHIND_HASH, FILES, WITHOUT_FACTOR
from civic.web.htmx import wants_json

TABLE = {
    "static": EVERYONE,
    # web
    "i18n.choose": EVERYONE,
    "i18n.choose_easy": EVERYONE,
    "text_size.choose": EVERYONE,
    "pwa.worker": EVERYONE,
    "pwa.offline": EVERYONE,
    "pwa.icon": EVERYONE,
    "pwa.robots": EVERYONE,
    "pwa.security_txt": EVERYONE,
    "health.alive": EVERYONE,
    "health.ready": EVERYONE,
    "health.metrics": EVERYONE,  # the monitor: its token, or of this machine
    "health.operator": frozenset({OPERATOR}),
    # people
    "people.sign_in.show": EVERYONE,
    "people.sign_in.send_code": EVERYONE,
    "people.sign_in.code": EVERYONE,
    "people.sign_in.enter_code": EVERYONE,
    "people.sign_in.passphrase": EVERYONE,
    "people.sign_in.enter_passphrase": EVERYONE,
    "people.sign_in.consent": EVERYONE,
    "people.sign_in.agree": EVERYONE,
    "people.sign_in.sign_out": EVERYONE,
    "people.sign_in.demo": EVERYONE,
    "people.second_factor.show": SIGNED_IN,
    "people.second_factor.enter": SIGNED_IN,
    "people.second_factor.set_up": SIGNED_IN,
    "people.second_factor.begin": SIGNED_IN,
    "people.second_factor.confirm": SIGNED_IN,
    "people.second_factor.renew_codes": SIGNED_IN,
    "people.second_factor.turn_off": SIGNED_IN,
    "people.second_factor.passkeys.add": SIGNED_IN,
    "people.second_factor.passkeys.use": SIGNED_IN,
    "people.second_factor.passkeys.remove": SIGNED_IN,  # one's own
    "people.second_factor.passkeys.sign_in": EVERYONE,
    "people.federation.start": EVERYONE,
    "people.federation.back": EVERYONE,
    "people.federation.link": SIGNED_IN,
    "people.federation.confirm": SIGNED_IN,
    "people.federation.unlink": SIGNED_IN,  # one's own
    "people.rights.index": frozenset({OPERATOR}),
    "people.rights.grant": frozenset({OPERATOR}),
    "people.rights.revoke": frozenset({OPERATOR}),
    "people.rights.colleagues.index": OFFICE,
    "people.rights.colleagues.confirm": OFFICE,  # another than who gave it: rights/origins.py
    "people.access_log.index": OFFICE,
    "people.access_log.sign": OFFICE,
    "people.access_log.confirm": OFFICE,  # another than who signed: TwoPerson
    "people.access_log.reason": SIGNED_IN,
    "people.access_log.give_reason": SIGNED_IN,
    "people.mine": SIGNED_IN,
    "people.mine_of_round": EVERYONE,  # leads to people.mine
    "people.change_profile": SIGNED_IN,
    "people.change_passphrase": SIGNED_IN,
    "people.revoke_sign_in": SIGNED_IN,
    "people.sign_out_everywhere": SIGNED_IN,
    "people.leave": SIGNED_IN,
    # privacy
    "privacy.notice.show": EVERYONE,
    "privacy.notice.version": EVERYONE,
    "privacy.notice.edit": OFFICE,
    "privacy.notice.publish": OFFICE,
    "privacy.own_data.show": SIGNED_IN,
    "privacy.own_data.download": SIGNED_IN,
    "privacy.retention.show": OFFICE,
    "privacy.retention.save": OFFICE,
    "privacy.retention.save_everywhere": frozenset({OPERATOR}),
    "people.residency.show": SIGNED_IN,
    "people.residency.prove": SIGNED_IN,
    "people.residency.phone.begin": SIGNED_IN,
    "people.residency.phone.back": SIGNED_IN,
    "people.residency.phone.ask": SIGNED_IN,
    "people.residency.phone.send": SIGNED_IN,
    "people.residency.phone.wait": SIGNED_IN,
    "people.residency.phone.answered": SIGNED_IN,
    "people.residency.phone.prove": SIGNED_IN,
    "people.residency.declare": SIGNED_IN,
    "people.fake_identity": SIGNED_IN,
    "people.residency.desk.show": OFFICE,
    "people.residency.desk.hand_out": OFFICE,
    "people.residency.desk.slip": OFFICE,
    "people.residency.codes.index": OFFICE,
    "people.residency.codes.issue": OFFICE,
    "people.residency.codes.batch": OFFICE,
    "people.residency.codes.print_codes": OFFICE,  # who issued them, once: residency/showing.py
    "people.residency.codes.ask_again": OFFICE,
    "people.residency.codes.confirm_showing": OFFICE,  # another than who asked: TwoPerson
    "people.residency.codes.drop_showing": OFFICE,
    "people.residency.codes.void_batch": OFFICE,
    "people.residency.codes.void_code": OFFICE,
    # places
    "places.districts": EVERYONE,
    "places.ground.show": EVERYONE,
    "places.find_address": EVERYONE,
    "places.population.show": OFFICE,
    "places.population.save": OFFICE,
    "places.legal_dongs.show": OFFICE,
    "places.legal_dongs.save": OFFICE,
    # photos
    "photos.upload": EVERYONE,
    "photos.serve": EVERYONE,
    # Who sent it, or the office where it is shown: photos/redaction/routes.py.
    "photos.redaction.show": SIGNED_IN,
    "photos.redaction.redact": SIGNED_IN,
    "photos.redaction.suggest": SIGNED_IN,
    "photos.redaction.undo": SIGNED_IN,
    # rounds
    "rounds.phases.edit": OFFICE,
    "rounds.phases.confirm": OFFICE,  # another than who proposed it: TwoPerson
    "rounds.phases.drop": OFFICE,
    "rounds.settings.new": OFFICE,
    "rounds.settings.open_round": OFFICE,
    "rounds.settings.show": OFFICE,
    "rounds.settings.change": OFFICE,
    "rounds.calls.new": OFFICE,
    "rounds.calls.add": OFFICE,
    "rounds.calls.edit": OFFICE,  # one's own, or any as an operator: call_routes.may_correct
    # issues
    "issues.browsing.index": EVERYONE,
    "issues.show": EVERYONE,
    "issues.browsing.carried": EVERYONE,
    "issues.browsing.map": EVERYONE,
    "issues.browsing.map_feed": EVERYONE,
    "issues.reporting.new": EVERYONE,
    "issues.reporting.create": EVERYONE,
    "issues.reporting.similar": EVERYONE,
    "issues.reporting.guess": EVERYONE,
    "issues.reporting.sent": EVERYONE,  # who did not report it is led to its page
    "issues.support": SIGNED_IN,
    "issues.withdraw_support": SIGNED_IN,
    "issues.comment": SIGNED_IN,
    "issues.edit_comment": SIGNED_IN,  # one's own, as long as nobody answered
    "issues.withdraw_comment": SIGNED_IN,  # one's own
    "issues.following.same_problem": SIGNED_IN,
    "issues.following.follow": SIGNED_IN,
    "issues.following.stop": SIGNED_IN,
    "issues.verdict.judge": SIGNED_IN,
    "issues.life.edit": SIGNED_IN,  # the reporter's own, as all of issues.life: issues/own.py
    "issues.life.amend": SIGNED_IN,
    "issues.life.withdraw": SIGNED_IN,
    "issues.life.bring_back": SIGNED_IN,
    "issues.life.reply": SIGNED_IN,
    "issues.life.remove_photo": SIGNED_IN,
    "issues.translation.edit": SIGNED_IN,  # the reporter's own, too
    "issues.translation.write": SIGNED_IN,
    "issues.translation.remove": SIGNED_IN,
    "issues.office.set_status": OFFICE,
    "issues.office.correct": OFFICE,
    "issues.office.save_correction": OFFICE,
    "issues.office.find_merge": OFFICE,
    "issues.office.merge": OFFICE,
    "issues.office.unmerge": OFFICE,
    "issues.importing.files": OFFICE,
    "issues.importing.upload": OFFICE,
    "issues.importing.choosing.columns": OFFICE,
    "issues.importing.choosing.choose_table": OFFICE,
    "issues.importing.choosing.choose_columns": OFFICE,
    "issues.importing.review": OFFICE,
    "issues.importing.run": OFFICE,
    "issues.importing.outcome.mistakes": OFFICE,
    "issues.importing.outcome.left_out": OFFICE,
    "issues.importing.outcome.result": OFFICE,
    "issues.importing.outcome.resume": OFFICE,
    "issues.importing.outcome.undo": OFFICE,
    "issues.importing.drop": OFFICE,
    # meetings
    "meetings.index": EVERYONE,
    "meetings.show": EVERYONE,
    "meetings.files.give": EVERYONE,  # published ones; the others to the office
    "meetings.sign_up": SIGNED_IN,
    "meetings.cancel_sign_up": SIGNED_IN,
    "meetings.office.index": OFFICE,
    "meetings.office.new": OFFICE,
    "meetings.office.create": OFFICE,
    "meetings.office.show": OFFICE,
    "meetings.office.edit": OFFICE,
    "meetings.office.change": OFFICE,
    "meetings.office.cancel": OFFICE,
    "meetings.office.sign_ups": OFFICE,
    "meetings.office.after": OFFICE,
    "meetings.office.write_up": OFFICE,
    "meetings.office.add_photos": OFFICE,
    "meetings.office.remove_photo": OFFICE,
    "meetings.files.add": OFFICE,
    "meetings.files.publish": OFFICE,
    "meetings.files.take_back": OFFICE,
    "meetings.files.remove": OFFICE,
    "meetings.opinions.entry": OFFICE,
    "meetings.opinions.check": OFFICE,
    "meetings.opinions.save": OFFICE,
    "meetings.opinions.batch": OFFICE,
    "meetings.opinions.confirm": OFFICE,  # another than who entered it: TwoPerson
    "meetings.opinions.drop": OFFICE,
    "meetings.opinions.withdrawal.propose": OFFICE,
    "meetings.opinions.withdrawal.confirm": OFFICE,  # another than who proposed it: TwoPerson
    "meetings.opinions.withdrawal.drop": OFFICE,
    # panel
    "panel.show": EVERYONE,
    "panel.file": EVERYONE,
    "panel.apply": SIGNED_IN,
    "panel.withdraw": SIGNED_IN,  # one's own, as accept
    "panel.accept": SIGNED_IN,
    "panel.office.show": OFFICE,
    "panel.office.edit": OFFICE,
    "panel.office.save": OFFICE,
    "panel.office.announce": OFFICE,
    "panel.office.propose_change": OFFICE,
    "panel.office.confirm_change": OFFICE,  # another than who proposed it: TwoPerson
    "panel.office.drop_change": OFFICE,
    "panel.office.enter_seed": OFFICE,
    "panel.office.confirm_seed": OFFICE,  # another than who entered it: TwoPerson
    "panel.office.drop_seed": OFFICE,
    "panel.office.people": OFFICE,
    "panel.office.propose_removal": OFFICE,
    "panel.office.confirm_removal": OFFICE,  # another than who proposed it: TwoPerson
    "panel.office.drop_removal": OFFICE,
    # solutions
    "solutions.index": EVERYONE,
    "solutions.show": EVERYONE,
    "solutions.catalogue": EVERYONE,
    "solutions.entries.new": OFFICE,
    "solutions.entries.add": OFFICE,
    "solutions.entries.edit": OFFICE,
    "solutions.entries.withdraw": OFFICE,
    "solutions.proposals.new": SIGNED_IN,
    "solutions.proposals.create": SIGNED_IN,
    "solutions.proposals.edit": SIGNED_IN,  # the proposer's own, or the office: Solution.may_revise
    "solutions.proposals.revise": SIGNED_IN,
    "solutions.proposals.withdraw": SIGNED_IN,
    "solutions.comment": SIGNED_IN,
    "solutions.edit_comment": SIGNED_IN,  # one's own, as long as nobody answered
    "solutions.withdraw_comment": SIGNED_IN,  # one's own
    "solutions.follow": SIGNED_IN,
    "solutions.stop_following": SIGNED_IN,
    "solutions.put_on_ballot": OFFICE,
    "solutions.screening.index": OFFICE,
    "solutions.screening.form": OFFICE,
    "solutions.screening.screen": OFFICE,
    "solutions.screening.answer": SIGNED_IN,  # the proposer: Solution.may_answer
    "solutions.project_plan.index": OFFICE,
    "solutions.project_plan.edit": OFFICE,
    "solutions.project_plan.save": OFFICE,
    # themes
    "themes.browsing.index": EVERYONE,
    "themes.browsing.show": EVERYONE,
    "themes.proposals.ask": OFFICE,
    "themes.proposals.show": OFFICE,
    "themes.proposals.cancel": OFFICE,
    "themes.proposals.adopt": OFFICE,
    "themes.proposals.drop": OFFICE,
    "themes.desk.index": OFFICE,
    "themes.desk.start": OFFICE,
    "themes.desk.names": OFFICE,
    "themes.desk.save_names": OFFICE,
    "themes.desk.merge": OFFICE,
    "themes.desk.dissolve": OFFICE,
    "themes.desk.undo": OFFICE,
    "themes.desk.texts.none": OFFICE,
    "themes.desk.texts.show": OFFICE,
    "themes.desk.texts.name": OFFICE,
    "themes.desk.texts.move": OFFICE,
    "themes.desk.quotes.choose": OFFICE,
    # triage
    "triage.index": OFFICE,
    "triage.filter_by": OFFICE,
    "triage.act": OFFICE,
    "triage.undo": OFFICE,
    "triage.acts": OFFICE,
    "triage.show_act": OFFICE,
    "triage.departments.index": OFFICE,
    "triage.departments.add": OFFICE,
    "triage.departments.rename": OFFICE,
    "triage.departments.end": OFFICE,
    "triage.departments.resume": OFFICE,
    "triage.departments.note": OFFICE,
    "triage.answers.index": OFFICE,
    "triage.answers.keep": OFFICE,
    "triage.answers.drop": OFFICE,
    "triage.piles.index": OFFICE,
    "triage.piles.merge": OFFICE,
    "notices.areas.show": SIGNED_IN,
    "notices.areas.add": SIGNED_IN,
    "notices.areas.drop": SIGNED_IN,
    # sharing
    "sharing.issue": EVERYONE,
    "sharing.solution": EVERYONE,
    "sharing.result": EVERYONE,
    "sharing.round": EVERYONE,
    "sharing.survey": EVERYONE,
    "sharing.survey_poster": OFFICE,
    "sharing.posters": OFFICE,
    "sharing.poster": OFFICE,
    # votes
    "votes.show": EVERYONE,
    "votes.save_draft": SIGNED_IN,
    "votes.look_over": SIGNED_IN,
    "votes.review": SIGNED_IN,
    "votes.submit": SIGNED_IN,
    "votes.submitted": SIGNED_IN,
    "votes.withdraw": SIGNED_IN,
    "votes.result": EVERYONE,
    "votes.seal.tally": OFFICE,
    "votes.seal.ledger": EVERYONE,
    "votes.seal.find": EVERYONE,
    "votes.seal.file": EVERYONE,
    "votes.seal.receipts": SIGNED_IN,
    "votes.paper.index": OFFICE,
    "votes.paper.enter": OFFICE,
    "votes.paper.confirm": OFFICE,
    "votes.paper.drop": OFFICE,
    "votes.corrections.index": OFFICE,
    "votes.corrections.propose": OFFICE,  # and another one has to confirm: TwoPerson
    "votes.corrections.confirm": OFFICE,
    "votes.corrections.drop": OFFICE,
    "votes.paper.blank": OFFICE,
    "votes.paper.enter_ballots": OFFICE,
    "votes.paper.check": OFFICE,
    "votes.paper.confirm_ballots": OFFICE,
    # surveys
    "surveys.index": EVERYONE,
    "surveys.show": EVERYONE,
    "surveys.answer": EVERYONE,  # of one for residents: Survey.answer
    "surveys.as_csv": EVERYONE,
    "surveys.office.index": OFFICE,
    "surveys.office.new": OFFICE,
    "surveys.office.show": OFFICE,
    "surveys.office.edit": OFFICE,
    "surveys.office.preview": OFFICE,
    "surveys.office.new_question": OFFICE,
    "surveys.office.edit_question": OFFICE,
    "surveys.office.move_question": OFFICE,
    "surveys.office.remove_question": OFFICE,
    "surveys.office.open_it": OFFICE,
    "surveys.office.close": OFFICE,
    "surveys.office.discard": OFFICE,
    "surveys.office.words": OFFICE,
    "surveys.office.quote": OFFICE,
    "surveys.paper.index": OFFICE,
    "surveys.paper.enter": OFFICE,
    "surveys.paper.blank": OFFICE,
    "surveys.paper.check": OFFICE,
    "surveys.paper.confirm": OFFICE,  # another than who typed it: TwoPerson
    "surveys.paper.drop": OFFICE,
    # targets
    "targets.index": EVERYONE,
    "targets.show": EVERYONE,
    "targets.set_preference": SIGNED_IN,
    "targets.new_indicator": OFFICE,
    "targets.edit_indicator": OFFICE,
    "targets.override": OFFICE,
    "targets.follow_residents": OFFICE,
    "targets.weights.points": EVERYONE,
    "targets.weights.give_points": SIGNED_IN,
    "targets.weights.show": OFFICE,
    "targets.weights.decide": OFFICE,
    "targets.results.index": EVERYONE,
    "targets.results.new": OFFICE,
    "targets.results.correct": OFFICE,
    "targets.results.withdraw": OFFICE,
    # participation
    "participation.show": EVERYONE,
    "participation.as_json": EVERYONE,
    "participation.as_csv": EVERYONE,
    # plans
    "plans.show": EVERYONE,  # civic/plans/rules.py: the workshop, and everyone once it is over
    "plans.export": EVERYONE,
    "plans.summary": EVERYONE,
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
    "plans.writing.restore_paragraph": OFFICE,
    "plans.writing.remove_paragraph": OFFICE,
    "plans.readiness.show": OFFICE,
    "plans.readiness.items": OFFICE,
    "plans.readiness.mark": OFFICE,
    "plans.readiness.withdraw": OFFICE,
    "plans.readiness.photo_words": OFFICE,
    "plans.call_form.uploads.index": OFFICE,
    "plans.call_form.uploads.keep": OFFICE,
    "plans.call_form.show": OFFICE,
    "plans.call_form.place": OFFICE,
    "plans.call_form.choose": OFFICE,
    "plans.call_form.withdraw": OFFICE,
    "plans.call_form.confirm": OFFICE,
    "plans.call_form.settle": OFFICE,
    "plans.call_form.uploads.copy": OFFICE,
    "plans.call_form.uploads.retire": OFFICE,
    "plans.call_form.uploads.renew": OFFICE,
    "plans.call_form.uploads.draw": OFFICE,
    "plans.call_form.page": OFFICE,
    "plans.call_form.files.preview": OFFICE,
    "plans.call_form.files.receipt": OFFICE,
    "plans.call_form.files.file": OFFICE,
    "plans.jobs.make_form": OFFICE,
    "plans.filing.show": OFFICE,
    "plans.outcomes.show": OFFICE,
    "plans.outcomes.move": OFFICE,
    "plans.filing.record": OFFICE,
    "plans.follow_up.edit": OFFICE,
    "plans.follow_up.save": OFFICE,
    "plans.criteria.check": OFFICE,
    "plans.material.index": OFFICE,
    "plans.material.new": OFFICE,
    "plans.material.bring": OFFICE,
    "plans.material.edit": OFFICE,
    "plans.material.revise": OFFICE,
    "plans.material.move": OFFICE,
    "plans.material.take_back": OFFICE,
    "plans.material.remove": OFFICE,
    "plans.material.bring_back": OFFICE,
    "plans.undo.undo": OFFICE,  # one's own
    "plans.undo.redo": OFFICE,  # likewise
    "plans.printing.issues": OFFICE,
    "plans.printing.theme": OFFICE,
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
    "notices.feeds.of_municipality": EVERYONE,
    "notices.feeds.of_issues": EVERYONE,
    "notices.feeds.of_issue": EVERYONE,
    "notices.feeds.of_results": EVERYONE,
    # the phone's share menu
    "issues.reporting.share": EVERYONE,
    # moderation
    "moderation.flag_issue": SIGNED_IN,
    "moderation.flag_issue_comment": SIGNED_IN,
    "moderation.flag_solution": SIGNED_IN,
    "moderation.flag_solution_comment": SIGNED_IN,
    "moderation.masked.index": OFFICE,
    "moderation.masked.show": OFFICE,
    "moderation.masked.show_as_written": OFFICE,
    "moderation.masked.leave_masked": OFFICE,
    "moderation.masked.show_spots": OFFICE,
    "moderation.masked.mask": OFFICE,
    "moderation.waiting.index": OFFICE,
    "moderation.waiting.decide": OFFICE,
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
    # dashboard
    "dashboard.show": OFFICE,
    "dashboard.as_csv": OFFICE,
    # open data: anybody's programs; sending asks for a key of its own
    "open_data.open311.discovery": EVERYONE,
    "open_data.open311.list_services": EVERYONE,
    "open_data.open311.define_service": EVERYONE,
    "open_data.open311.list_requests": EVERYONE,
    "open_data.open311.show_request": EVERYONE,
    "open_data.open311.show_token": EVERYONE,
    "open_data.open311.send": EVERYONE,  # whoever holds a client's key
    "open_data.api.docs": EVERYONE,
    "open_data.elections.show": EVERYONE,
    "open_data.elections.count": EVERYONE,
    "open_data.embeds.frame": EVERYONE,
    "open_data.embeds.oembed": EVERYONE,
    "open_data.embeds.script": EVERYONE,
    "open_data.webhooks.index": frozenset({OPERATOR}),
    "open_data.webhooks.retry": frozenset({OPERATOR}),
    "open_data.webhooks.pause": frozenset({OPERATOR}),
    "open_data.webhooks.resume": frozenset({OPERATOR}),
    "open_data.api.v1.cities": EVERYONE,
    "open_data.api.v1.city": EVERYONE,
    "open_data.api.v1.catalogue": EVERYONE,
    "open_data.api.v1.rounds": EVERYONE,
    "open_data.api.v1.round": EVERYONE,
    "open_data.api.v1.issues": EVERYONE,
    "open_data.api.v1.issue": EVERYONE,
    "open_data.api.v1.solutions": EVERYONE,
    "open_data.api.v1.result": EVERYONE,
    "open_data.api.v1.ledger": EVERYONE,
    "open_data.api.v1.targets": EVERYONE,
    "open_data.api.v1.panel": EVERYONE,
    "open_data.api.v1.panel_files": EVERYONE,
    "open_data.api.v1.surveys": EVERYONE,
    "open_data.api.v1.participation": EVERYONE,
    "open_data.api.v1.bundle": EVERYONE,
    "open_data.api.v1.dcat": EVERYONE,
    "open_data.api.v1.description": EVERYONE,
    # outbox
    "outbox.session": EVERYONE,
    "outbox.index": EVERYONE,
    # housekeeping
    "housekeeping.show": frozenset({OPERATOR}),
    "outbox.kept.show": EVERYONE,  # the browser that sent the form, as its owner
    "outbox.kept.drop": EVERYONE,
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
    app.jinja_env.globals.update(roles_here=roles_here, waits_for_factor=waits_for_factor)


def roles_here() -> frozenset[str]:
    """Role names of whoever asks, in the municipality of this request; those of an office once
    the second factor has been shown."""
    if not current_user.is_authenticated:
        return frozenset({VISITOR})
    held = frozenset() if waits_for_factor() else _held()
    return frozenset({RESIDENT}) | held


def waits_for_factor() -> bool:
    """True for whoever has signed in and has yet to show the second factor, or to set one up."""
    if not current_user.is_authenticated:
        return False
    required = factor_is_required()
    return _waits_on_plan(required) or current_user.waits_for_factor(required)


def _waits_on_plan(required: bool) -> bool:
    """Who came by invitation has no right by which the factor would be asked for, and is asked
    for it on the plan: one shown within a session of staff."""
    if not (required and g.get("lent_roles")):
        return False
    return not current_user.showed_factor_within(timedelta(hours=current_app.config["STAFF_HOURS"]))


def factor_is_required() -> bool:
    """By default outside the demo."""
    how = current_app.config["SECOND_FACTOR"]
    return how == "required" or not (how or current_app.config["DEMO"])


def _held() -> frozenset[str]:
    lent = g.get("lent_roles", frozenset())  # for this request's plan only: plans/links/routes.py
    return current_user.role_names(g.get("municipality")) | lent


def is_office_of(municipality_id: int) -> bool:
    """Whoever asks works for the office of this municipality, and has shown it."""
    if not current_user.is_authenticated or waits_for_factor():
        return False
    return any(
        role.name in OFFICE and role.municipality_id in (None, municipality_id)
        for role in current_user.roles
    )


def check():
    endpoint = request.endpoint
    if endpoint is None:
        return None
    secret = BEHIND_HASH.get(endpoint)
    if secret and request.args.get(secret):
        return redirect(f"{request.path}#{urlencode({secret: request.args[secret][:40]})}", 303)
    allowed = TABLE.get(endpoint, frozenset())
    if allowed == EVERYONE and request.method != "POST":  # without asking the database who it is
        return None
    if waits_for_factor() and not endpoint.startswith(WITHOUT_FACTOR):
        return to_factor() if allowed & (_held() | {RESIDENT}) else abort(403)
    if allowed == EVERYONE:
        return None
    if roles_here() & allowed:
        again = endpoint in ASKED_AGAIN and current_user.shows_factor_again()
        return to_factor() if again else None
    if not current_user.is_authenticated and allowed:
        return to_sign_in()
    abort(403)


def to_factor():
    """Send who has signed in to show the second factor, and back again; what they sent is kept."""
    if wants_json():
        return {"error": _("2단계 확인을 먼저 해 주세요.")}, 401
    back = keep_form() if request.method == "POST" else request.full_path
    if request.method == "POST" and back:
        flash(_("적은 내용은 보관했어요. 번호를 적으면 이어서 보낼 수 있어요."), "ok")
    address = own_path(back or request.referrer or "/")
    page = _page_of_file()
    return lead_to(url_for("people.second_factor.show", next=address, back=page), 401)


def to_sign_in(back: str | None = None):
    """Send a visitor to sign in and back again; what they sent is kept, and stands there then."""
    if wants_json():
        return {"error": _("먼저 로그인해 주세요.")}, 401
    if g.get("session_ended"):
        flash(
            _("한동안 쓰지 않아 안전하게 로그아웃했어요. 다시 로그인하면 이어서 할 수 있어요."),
            "warn",
        )
    asked = _page_of_file() or request.full_path
    back = back or (keep_form() if request.method == "POST" else asked)
    if request.method == "POST" and back and not g.get("goes_out"):  # that the page says itself
        flash(_("적은 내용은 보관했어요. 로그인하면 이어서 보낼 수 있어요."), "ok")
    return lead_to(
        url_for("people.sign_in.show", next=own_path(back or request.referrer or "/")), 401
    )


def _page_of_file() -> str | None:
    """The page with the link to the file that was asked for: a browser stays where it is while a
    file comes, and that is to be no page of signing in."""
    is_file = request.endpoint in FILES and request.referrer
    return own_path(request.referrer) if is_file else None


def keep_form() -> str | None:
    """Keep what was sent for after signing in, where the outbox can; gives where to go on then."""
    return current_app.extensions["keep_form"]()


def lead_to(address: str, status: int):
    """Another page instead of an answer; htmx, told so with this status, moves the whole page."""
    if "HX-Request" in request.headers:
        return "", status, {"HX-Redirect": address}
    return redirect(address, 303)
