"""Remarks: made, talked about, answered, taken over, judged; and the 조치표 as a file."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db, now
from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.own_process import answer as done_apart
from civic.plans import rules
from civic.plans.finders import asked_number, find_plan, find_snapshot
from civic.plans.models import Plan
from civic.plans.review.anchors import anchors_of, own_words
from civic.plans.review.disposition_table import as_csv, as_xlsx, disposition_table
from civic.plans.review.forms import DispositionForm, JudgeForm, RemarkForm, RemarkReplyForm
from civic.plans.review.labels import DISPOSITION_NAMES
from civic.plans.review.models import AnswerMoved, LeftOpen, NotYours, QuoteGone, Remark
from civic.plans.review.preview import kind_of_block, loop_number, thread_of, workbench
from civic.plans.review.preview import preview as preview_of
from civic.plans.snapshots.documents import shown_of
from civic.plans.snapshots.gather_outcome import remarks
from civic.plans.writing.versions import PlanVersion
from civic.roles import OFFICE, WORKSHOP
from civic.web.access import roles_here
from civic.web.errors import refuse_when
from civic.web.idempotency import new_key, request_key

bp = Blueprint("review", __name__)
bp.add_app_template_filter(kind_of_block)
bp.add_app_template_global(loop_number)
bp.add_app_template_global(thread_of)

FORMS = {
    "remark": RemarkForm,
    "answer": DispositionForm,
    "reply": RemarkReplyForm,
    "judge": JudgeForm,
}


@bp.post("/<int:number>/remarks")
def remark(number):
    plan, snapshot = find_snapshot(number)
    form = RemarkForm()
    anchor = anchors_of(shown_of(snapshot)).get(form.paragraph_key.data) or abort(404)
    row = form.row.data or ""
    if row and row not in anchor.rows:
        abort(404)
    form.anchor = anchor
    if not form.validate():
        return preview(plan, snapshot, 422, remark=form)
    new_remark = Remark.make(
        snapshot,
        current_user,
        paragraph_key=form.paragraph_key.data,
        row=row,
        quote=form.quote.data or own_words(anchor, row)[: rules.QUOTE],
        body=form.body.data,
        suggestion=form.suggestion.data or "",
        request_key=request_key(),
    )
    db.session.commit()
    return _back_to(new_remark, number)


@bp.post("/remarks/<int:remark_id>/replies")
def reply(remark_id):
    plan, snapshot, remark = _find(remark_id)
    form = RemarkReplyForm()
    if not form.validate():
        return preview(plan, snapshot, 422, remark, reply=form)
    remark.reply(current_user, form.body.data, request_key())
    db.session.commit()
    return _back_to(remark, snapshot.number)


@bp.post("/remarks/<int:remark_id>/answer")
def answer(remark_id):
    plan, snapshot, remark = _find(remark_id)
    form = DispositionForm().offer(PlanVersion.of(plan))
    if not form.validate():
        return preview(plan, snapshot, 422, remark, answer=form)
    version = _version(plan, form.version.data)
    remark.answer(form.kind.data, form.reason.data, current_user, version, request_key())
    db.session.commit()
    flash(_("조치를 적었어요. 다시 만들면 조치표에 들어가요."), "ok")
    return _back_to(remark, snapshot.number)


@bp.post("/remarks/<int:remark_id>/take-over")
def take_over(remark_id):
    """The suggested words, in one press."""
    plan, snapshot, remark = _find(remark_id)
    if not remark.suggestion:
        abort(404)
    try:
        remark.take_over(current_user, request_key())
    except QuoteGone:
        reason = _("짚은 글이 그사이 바뀌었어요. 제안한 문구를 보고 직접 고쳐 주세요.")
        return _by_hand(plan, remark, reason)
    except LeftOpen as wrong:
        reason = _("제안한 문구에 채우지 않은 자리가 있어요: %(words)s", words=wrong.words)
        return _by_hand(plan, remark, reason)
    db.session.commit()
    flash(_("제안한 문구를 넣고 ‘반영’으로 적었어요. 다시 만들면 계획서에 들어가요."), "ok")
    return _back_to(remark, snapshot.number)


def _by_hand(plan, remark: Remark, reason: str):
    """Lead to where the planner writes it, with the suggested words beside."""
    db.session.rollback()
    flash(reason, "warn")
    paragraph = plan.paragraph_of(remark.paragraph_key)
    if paragraph is None:
        return redirect(url_for("plans.writing.paragraphs"), 303)
    edit = {"paragraph_id": paragraph.id, "remark": remark.id}
    return redirect(url_for("plans.writing.edit_paragraph", **edit), 303)


@bp.post("/remarks/<int:remark_id>/verdict")
def judge(remark_id):
    """The one who remarked says whether the answer will do."""
    plan, snapshot, remark = _find(remark_id)
    form = JudgeForm()
    if not form.validate():
        return preview(plan, snapshot, 422, remark, judge=form)
    if form.verdict.data == "accept":
        remark.accept(form.answer_id.data, current_user)
    else:
        remark.reopen(form.answer_id.data, current_user, form.why.data, request_key())
    db.session.commit()
    return _back_to(remark, snapshot.number)


@bp.get("/remarks.<any(csv,xlsx):format>")
def dispositions(format):
    """The table of remarks and what was done about them, as it is now."""
    table = disposition_table(remarks(find_plan()))
    data = as_csv(table) if format == "csv" else done_apart(as_xlsx, table, now())
    headers = {"Content-Disposition": f'attachment; filename="remarks.{format}"'}
    return Response(data, content_type=FORMATS[format].mimetype, headers=headers)


def preview(plan, snapshot, status=200, acting=None, **mistaken):
    """The plan's page. acting: the remark a form with mistakes belongs to; mistaken: that form."""
    # Without data of its own, a form must not take what another form sent.
    forms = {f"{name}_form": mistaken.get(name) or FORMS[name](formdata=None) for name in FORMS}
    versions = PlanVersion.of(plan)
    context = preview_of(plan, snapshot) | forms
    in_workshop = bool(roles_here() & WORKSHOP)
    if in_workshop:
        context |= workbench(plan, context, bool(roles_here() & OFFICE))
    context |= {
        "DISPOSITION_NAMES": DISPOSITION_NAMES,
        "formats": FORMATS,
        "summary_formats": SUMMARY_FORMATS,
        "in_workshop": in_workshop,
        "acting": acting.id if acting else None,
        "act": next(iter(mistaken), None),
        "versions": versions,
        "key": (request.form.get("request_key") if mistaken else None) or new_key(),
    }
    return render_template("plans/show.html", **context), status


def _find(remark_id):
    """The plan, the snapshot on the screen and the remark."""
    plan, snapshot = find_snapshot(asked_number())
    if plan is None:
        abort(404)
    remarks = db.select(Remark).filter_by(id=remark_id, plan_id=plan.id)
    return plan, snapshot, db.first_or_404(remarks)


def _version(plan: Plan, name: str) -> PlanVersion | None:
    """The version that changed the plan; None for an answer that changed nothing."""
    return (PlanVersion.called(plan, name) or abort(404)) if name else None


def _back_to(remark: Remark, number: int):
    return redirect(url_for("plans.show", number=number, _anchor=f"r{remark.id}"), 303)


refuse_when(
    bp,
    {
        NotYours: (_l("의견을 쓴 사람만 조치를 받아들이거나 다시 물을 수 있어요."), 403),
        AnswerMoved: (_l("그사이 조치가 바뀌었어요. 계획서를 다시 열어 새 조치를 봐 주세요."), 409),
    },
)
