"""What planners do on an issue's page: status, merging, taking a merge back."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.issues.duplicates.candidates import find_targets
from civic.issues.finders import find_issue
from civic.issues.merging import CannotMerge, Merge, MergeUndone
from civic.issues.models import Issue
from civic.issues.office.forms import CorrectionForm, MergeForm, StatusForm, UnmergeForm
from civic.issues.rules import ReasonMissing
from civic.issues.status import StatusNotSettable
from civic.issues.triaging import ChangedMeanwhile
from civic.web.errors import refuse, refuse_when
from civic.web.htmx import render_page
from civic.web.security import takes_uploads

LONGEST_QUERY = 100
bp = Blueprint("office", __name__, url_prefix="/<int:round_number>/office/issues")


@bp.app_context_processor
def office_context():
    """The forms of issues/office/_acts.html, which the issue's own page includes."""
    return {
        "status_form": lambda issue: StatusForm(
            formdata=None, status=issue.status, seen=issue.office_revision
        )
    }


@bp.errorhandler(CannotMerge)
def cannot_merge(error):
    sentences = {
        "same": _("같은 제보예요. 다른 제보를 골라 주세요."),
        "other_round": _(
            "다른 참여 기간의 제보와는 합칠 수 없어요. 합치면 끝난 기간의 수가 바뀌어요. "
            "상태를 바꾸며 이유에 그 제보의 접수번호를 적어 주세요."
        ),
        "self_merged": _("이미 다른 제보에 합친 제보예요."),
        "hidden": _("가린 제보는 합칠 수 없어요."),
        "target_merged": _("고른 제보는 이미 다른 제보에 합쳤어요. 그 제보를 골라 주세요."),
        "target_hidden": _("고른 제보는 가려져 있어요."),
    }
    return refuse(sentences[error.why], 409)


refuse_when(
    bp,
    {
        MergeUndone: (_l("이미 되돌린 병합이에요."), 409),
        StatusNotSettable: (
            _l("합친 제보의 상태는 바꿀 수 없어요. 병합을 되돌린 뒤 바꿔 주세요."),
            409,
        ),
    },
)


def before_you(changed: ChangedMeanwhile) -> str:
    """A colleague was first; what was typed stays, to be sent again by whoever still wants it."""
    return _(
        "%(who)s 님이 먼저 바꿨어요. 지금 내용을 살펴보고, 그래도 바꾸려면 다시 눌러 주세요.",
        who=changed.who,
    )


@bp.post("/<int:issue_id>/status")
@takes_uploads
def set_status(issue_id):
    form, issue = StatusForm.sent(), find_issue(issue_id)
    if not form.validate():
        db.session.commit()  # a photo that came with a mistake stays
        return render_template("issues/office/status.html", issue=issue, form=form), 422
    try:
        issue.require_seen(form.seen.data, current_user)
        issue.set_status(
            form.status.data,
            current_user,
            form.reason.data or "",
            form.promised_on.data,
            (form.photo, form.photo_alt.data or "") if form.photo else None,
        )
    except ChangedMeanwhile as changed:
        form.status.errors, form.seen.data = [before_you(changed)], issue.office_revision
        return render_template("issues/office/status.html", issue=issue, form=form), 409
    except ReasonMissing:
        form.reason.errors = [_("이 상태로 바꾸려면 주민이 읽을 이유를 적어 주세요.")]
        db.session.commit()
        return render_template("issues/office/status.html", issue=issue, form=form), 422
    db.session.commit()
    flash(_("상태를 바꿨어요."), "ok")
    return redirect(url_for("issues.show", issue_id=issue.id), 303)


@bp.get("/<int:issue_id>/correct")
def correct(issue_id):
    """What the report says of its title, category and place, to be corrected."""
    issue = find_issue(issue_id)
    form = CorrectionForm(g.municipality, formdata=None, obj=issue, seen=issue.office_revision)
    return render_template("issues/office/correct.html", issue=issue, form=form)


@bp.post("/<int:issue_id>/correct")
def save_correction(issue_id):
    issue, form = find_issue(issue_id), CorrectionForm(g.municipality)
    if not form.validate():
        return render_template("issues/office/correct.html", issue=issue, form=form), 422
    try:
        issue.require_seen(form.seen.data, current_user)
    except ChangedMeanwhile as changed:
        form.title.errors, form.seen.data = [before_you(changed)], issue.office_revision
        return render_template("issues/office/correct.html", issue=issue, form=form), 409
    for field, values in form.fields().items():
        issue.correct(field, values, current_user)
    db.session.commit()
    flash(_("바로잡았어요. 제보자에게 알려요."), "ok")
    return redirect(url_for("issues.show", issue_id=issue.id), 303)


@bp.get("/<int:issue_id>/merge")
def find_merge(issue_id):
    """Which issues this one may be merged into: by receipt number or words."""
    issue = find_issue(issue_id)
    q = request.args.get("q", "")[:LONGEST_QUERY]
    return render_page(
        "issues/office/merge.html",
        "issues/office/_targets.html",
        issue=issue,
        q=q,
        targets=find_targets(issue, q),
    )


@bp.post("/<int:issue_id>/merge")
def merge(issue_id):
    issue, form = find_issue(issue_id), MergeForm()
    if not form.validate():
        targets = find_targets(issue)
        page = render_template("issues/office/merge.html", issue=issue, form=form, targets=targets)
        return page, 422
    target = find_issue(form.target_id.data)
    issue.merge_into(target, current_user, form.reason.data or "")
    db.session.commit()
    flash(_("%(number)s에 합쳤어요.", number=target.receipt_number), "ok")
    return redirect(url_for("issues.show", issue_id=target.id), 303)


@bp.post("/merges/<int:merge_id>/undo")
def unmerge(merge_id):
    """Take a merge back; the issue stands on its own again."""
    query = select(Merge).join(Merge.issue).where(Merge.id == merge_id)
    undone = db.one_or_404(query.where(Issue.round_id == g.round.id))
    form = UnmergeForm()
    if not form.validate():
        return refuse(" ".join(form.reason.errors), 422)
    undone.undo(current_user, form.reason.data or _("병합을 되돌림"))
    db.session.commit()
    flash(_("병합을 되돌렸어요."), "ok")
    return redirect(url_for("issues.show", issue_id=undone.issue_id), 303)
