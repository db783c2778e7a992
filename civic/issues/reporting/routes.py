"""Reporting an issue: form, similar reports, sending, and a draft for who has yet to sign in."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.duplicates.similar import find_similar
from civic.issues.finders import find_issue
from civic.issues.forms import IssueForm
from civic.issues.labels import CATEGORIES
from civic.issues.models import AlreadyReported, Issue
from civic.issues.photos import PhotoTaken
from civic.issues.reporting.category_guess import guess_category
from civic.issues.reporting.drafts import COOKIE, FIELDS, LIFETIME, Draft
from civic.issues.reporting.nearby import answer_due_on, issues_near
from civic.issues.reporting.photos import ReportPhotos, photos_sent, usable
from civic.issues.rules import BODY_MAX
from civic.places.typed_point import parse_point
from civic.roles import VISITOR
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.text import one_line
from civic.web import cookies
from civic.web.access import roles_here, to_sign_in
from civic.web.htmx import mistakes, wants_json
from civic.web.idempotency import new_key, request_key
from civic.web.limits import by_setting
from civic.web.security import csrf, takes_uploads

bp = Blueprint("reporting", __name__)
ISSUES = "/<int:round_number>/issues"


@bp.get(f"{ISSUES}/new")
def new():
    draft = _draft()
    form = IssueForm(g.municipality, formdata=None, data=draft.fields if draft else None)
    photos = ReportPhotos()
    if draft:
        photos = _photos_of(draft)
    return _form_page(form, photos, draft=draft)


@bp.post(f"{ISSUES}/")
@takes_uploads
@by_setting("UPLOAD_LIMIT")
def create():
    stored = Issue.reported_as(current_user, request_key())
    if stored is not None:
        return redirect(url_for(".sent", issue_id=stored), 303)
    form = IssueForm(g.municipality)
    if not form.category.data:
        form.category.data = guess_category(form.title.data, form.body.data)
    draft = _draft()
    photos = photos_sent(draft.photo_keys if draft else frozenset())
    if not form.validate() or photos.refusals:
        return _again(form, photos, draft)
    if VISITOR in roles_here():
        return _keep_and_sign_in(form, photos)
    if not form.confirmed.data or not wants_json():
        likely = [] if form.confirmed.data else [each for each in _similar(form) if each.strong]
        if likely or form.asks_about_masks():
            return _again(form, photos, draft, similar=likely, status=200)
    return _send(form, photos, draft)


@bp.get(f"{ISSUES}/<int:issue_id>/sent")
def sent(issue_id):
    """What the reporter sees once: the receipt, what comes next, and what is near."""
    issue = find_issue(issue_id)
    if not issue.is_of(current_user) or issue.hidden_at is not None:
        return redirect(url_for("issues.show", issue_id=issue.id), 303)
    return render_template(
        "issues/reporting/sent.html",
        issue=issue,
        near=issues_near(issue),
        due_on=answer_due_on(issue),
    )


@bp.route(f"{ISSUES}/similar", methods=["GET", "POST"])
def similar():
    """Open issues like the one being written; an empty part when there is none."""
    values = request.values
    category = values.get("category", "")
    point = parse_point(values.get("lat"), values.get("lon")) or (None, None)
    likely = find_similar(
        g.round,
        one_line(values.get("title", ""))[:200],
        category if category in CATEGORIES else "",
        *point,
        carried=True,
    )
    return render_template("issues/reporting/_similar.html", similar=likely).strip()


@bp.get(f"{ISSUES}/guess")
def guess():
    """The category a line speaks for, to be seen before it is sent."""
    return {"category": guess_category(one_line(request.args.get("title", ""))[:200])}


@bp.post("/share")
@csrf.exempt
@takes_uploads
@by_setting("UPLOAD_LIMIT")
def share():
    """The phone's share menu: a photo from the gallery becomes the start of a report.

    It is kept as a draft of this browser, and the report form opens with it. Usually the service
    worker catches the request (static/sw.js). This is for when there is none yet.
    """
    round = Round.with_open(g.municipality, "report")
    if round is None or not _from_this_phone():
        return redirect(url_for("home.go", act="report"), 303)
    photos = photos_sent()
    shared = "\n".join(filter(None, (request.form.get("title"), request.form.get("text"))))
    fields = {"body": shared[:BODY_MAX], "photos": photos.kept, "request_key": new_key()}
    draft, token = Draft.keep(round, fields)
    db.session.commit()
    back = url_for(".new", round_number=round.number, draft=draft.id)
    return _hand_over(redirect(back, 303), token)


def _from_this_phone() -> bool:
    """The share menu carries no form token; a browser says when another site sent a request."""
    return request.headers.get("Sec-Fetch-Site") in ("none", "same-origin")


def _send(form, photos, draft):
    try:
        issue = Issue.report(
            g.round, current_user, request_key=request_key(), photos=photos.chosen, **form.values()
        )
    except AlreadyReported as stored:
        db.session.rollback()
        return redirect(url_for(".sent", issue_id=stored.issue_id), 303)
    except PhotoTaken as taken:
        db.session.rollback()
        photos.take_out(taken.key)
        photos.refusals.append(_("이미 다른 제보에 쓴 사진이 있어요. 사진을 다시 골라 주세요."))
        return _again(form, photos, draft)
    except PhaseClosed:
        form.form_errors.append(_("지금은 제보를 받는 기간이 아니에요. 적은 내용은 그대로 있어요."))
        return _again(form, photos, draft, status=409)
    if draft:
        db.session.delete(draft)
    db.session.commit()
    response = redirect(url_for(".sent", issue_id=issue.id), 303)
    cookies.drop(response, COOKIE)
    return response


def _again(form, photos, draft, similar=(), status=422):
    """The form as it was filled in. Photos that came with it stay."""
    db.session.commit()
    if wants_json():
        answer, _code = mistakes(form, photos=" ".join(photos.refusals))
        answer |= {"missing_photos": photos.missing}
        return (answer | _to_look_at(form, similar), 409) if status == 200 else (answer, status)
    return _form_page(form, photos, draft=draft, similar=similar), status


def _to_look_at(form, similar) -> dict:
    """What a script is told of reports like the one it sent, and of personal data in it."""
    parts = render_template("people/_masked_notice.html", form=form).strip()
    if not similar:
        sentence = _("개인정보를 가리고 올려요. 살펴보고 한 번 더 보내 주세요.")
        return {"error": sentence, "similar": parts, "anyway": _("가리고 보내기")}
    sentence = _("비슷한 제보가 있어요. 다른 문제라면 ‘그래도 새로 제보하기’를 눌러 주세요.")
    parts += render_template("issues/reporting/_similar.html", similar=similar)
    return {"error": sentence, "similar": parts.strip()}


def _keep_and_sign_in(form, photos):
    if wants_json():
        return to_sign_in()
    fields = {name: form[name].data for name in FIELDS}
    fields |= {"photos": photos.kept, "request_key": request_key()}
    draft, token = Draft.keep(g.round, fields)
    db.session.commit()
    back = url_for(".new", draft=draft.id)
    return _hand_over(redirect(url_for("people.sign_in.show", next=back), 303), token)


def _hand_over(response, token):
    """Give this browser the token that opens its draft."""
    cookies.give(response, COOKIE, token, LIFETIME)
    return response


def _form_page(form, photos, draft=None, similar=()):
    return render_template(
        "issues/reporting/new.html",
        form=form,
        photos=photos,
        draft=draft,
        similar=similar,
        key=_key(draft),
    )


def _draft():
    """The draft the address names, opened by this browser's cookie; None when it is gone."""
    text = request.values.get("draft", "")
    if not text.isdecimal() or len(text) > 9:
        return None
    return Draft.find(g.round, int(text), cookies.read(COOKIE) or "")


def _photos_of(draft):
    pairs = draft.fields.get("photos", [])
    keys, alts = [key for key, _alt in pairs], [alt for _key, alt in pairs]
    return ReportPhotos(usable(keys, alts, frozenset(keys)))


def _similar(form):
    lat, lon = form.point or (None, None)
    district_id = form.district.id if form.district else None
    words = form.title.data, form.category.data
    return find_similar(g.round, *words, lat, lon, district_id, carried=True)


def _key(draft):
    """The same key until the report is stored, through mistakes and signing in."""
    if request.method == "POST":
        return request_key()
    return draft.fields["request_key"] if draft else new_key()
