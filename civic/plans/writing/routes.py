"""The words of a plan: paragraphs a planner writes, the copy of the template, and versions."""

from dataclasses import replace

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.documents.diff import BlockChange, changes, figure_changes, words_changed
from civic.documents.model import Document
from civic.plans.finders import find_plan, plan_here
from civic.plans.models import Plan
from civic.plans.section.summary import PROBLEMS
from civic.plans.section.template import EXAMPLE, SUMMARY, check_template
from civic.plans.snapshots.documents import shown_of
from civic.plans.wording.labels import finding_words
from civic.plans.writing.chapter_form import ChapterForm
from civic.plans.writing.chapter_page import (
    changed_meanwhile,
    chapter_page,
    chapters_by_part,
    template_page,
)
from civic.plans.writing.forms import NewParagraphForm, RewriteForm, SummaryForm, TemplateForm
from civic.plans.writing.looking_over import findings_here, lengths_here
from civic.plans.writing.paragraphs import Paragraph, ParagraphChanged, Section, paragraph_key
from civic.plans.writing.template_copy import ChapterChanged, FrameChanged
from civic.plans.writing.undoing import Words
from civic.plans.writing.versions import PlanVersion
from civic.rounds.edits.models import PlanEdit
from civic.web.idempotency import new_key, request_key

bp = Blueprint("writing", __name__)
bp.add_app_template_global(findings_here)
bp.add_app_template_global(lengths_here)
bp.add_app_template_filter(finding_words)


@bp.app_template_filter()
def by_chapter(changes: list[BlockChange]) -> list[tuple[str, list[BlockChange]]]:
    """Changes under their chapter's heading, in reading order."""
    chapters: dict[str, list[BlockChange]] = {}
    for change in changes:
        chapters.setdefault(change.chapter, []).append(change)
    return list(chapters.items())


@bp.route("/paragraphs", methods=["GET", "POST"])
def paragraphs():
    plan = plan_here()
    chapters = {each["part"]: each["heading"] for each in plan.template_in_use()["chapters"]}
    chapters[SUMMARY] = _("요약서 1쪽의 도시문제")
    form = NewParagraphForm(chapters)
    form.lines_left = _lines_left(plan, form.part.data)
    if form.validate_on_submit():
        text, key = form.text.data, request_key()
        with _undoable():
            Plan.start(g.round).write(form.part.data, text, current_user, request_key=key)
        db.session.commit()
        flash(_("글을 더했어요. 다시 만들면 계획서에 들어가요."), "ok")
        return redirect(url_for("plans.writing.paragraphs"), 303)
    context = {"form": form, "chapters": chapters, "written": plan.paragraphs(), "key": new_key()}
    context["removed"] = plan.removed_paragraphs()
    context["headings"] = {each["part"]: each["heading"] for each in EXAMPLE["chapters"]} | chapters
    return render_template("plans/writing/paragraphs.html", **context), 422 if form.errors else 200


@bp.route("/paragraphs/<int:paragraph_id>", methods=["GET", "POST"])
def edit_paragraph(paragraph_id):
    plan, paragraph = _find_paragraph(paragraph_id)
    form = RewriteForm(obj=paragraph)
    form.lines_left = _lines_left(plan, paragraph.section.key, paragraph)
    if not form.is_submitted():
        form.seen.data = paragraph.edition
    if form.validate_on_submit():
        try:
            with _undoable():
                plan.rewrite(paragraph, form.text.data, current_user, form.seen.data)
        except ParagraphChanged:
            return _conflict(paragraph, form)
        db.session.commit()
        flash(_("글을 고쳤어요. 다시 만들면 계획서에 들어가요."), "ok")
        return redirect(url_for("plans.writing.paragraphs"), 303)
    context = {"form": form, "paragraph": paragraph, "remark": _asked_remark(plan)}
    status = 422 if form.errors else 200
    return render_template("plans/writing/edit_paragraph.html", **context), status


def _undoable():
    return PlanEdit.noted(Words, g.round, current_user)


def _lines_left(plan: Plan, part: str, but: Paragraph | None = None) -> int | None:
    """How many lines more the summary page has room for, those of one paragraph not counted; None
    for another part."""
    if part != SUMMARY:
        return None
    here = [each for each in plan.paragraphs() if each.section.key == SUMMARY and each is not but]
    return max(0, PROBLEMS - sum(len(each.lines()) for each in here))


def _conflict(paragraph, form):
    """Both texts, side by side; the one that came second is kept too."""
    paragraph.keep_aside(form.text.data, current_user)
    db.session.commit()
    context = {
        "paragraph": paragraph,
        "mine": form.text.data,
        "pieces": words_changed(paragraph.text, form.text.data),
        "form": form,
    }
    form.seen.data = paragraph.edition
    return render_template("plans/writing/conflict.html", **context), 409


@bp.post("/paragraphs/<int:paragraph_id>/remove")
def remove_paragraph(paragraph_id):
    plan, paragraph = _find_paragraph(paragraph_id)
    with _undoable():
        plan.remove(paragraph, current_user)
    db.session.commit()
    flash(_("글을 뺐어요. 다시 만들면 계획서에서 빠져요. 뺀 글은 아래에서 되돌려요."), "ok")
    return redirect(url_for("plans.writing.paragraphs"), 303)


@bp.post("/paragraphs/<int:paragraph_id>/restore")
def restore_paragraph(paragraph_id):
    plan, paragraph = _find_paragraph(paragraph_id)
    with _undoable():
        plan.put_back(paragraph, current_user)
    db.session.commit()
    flash(_("뺀 글을 되돌렸어요. 다시 만들면 계획서에 들어가요."), "ok")
    return redirect(url_for("plans.writing.paragraphs", _anchor=f"w-{paragraph.key}"), 303)


def _find_paragraph(paragraph_id: int) -> tuple[Plan, Paragraph]:
    plan = find_plan()
    query = db.select(Paragraph).join(Section).where(Section.plan_id == plan.id)
    return plan, db.first_or_404(query.where(Paragraph.id == paragraph_id))


def _asked_remark(plan: Plan):
    """The remark whose suggested words are looked at while writing; None without one."""
    asked = request.args.get("remark", "")
    if not asked.isdecimal() or len(asked) >= 10:
        return None
    return next((each for each in plan.remarks if each.id == int(asked)), None) or abort(404)


@bp.route("/template", methods=["GET", "POST"])
def template():
    """Title, headings and order of the chapters."""
    before = plan_here().template_in_use()
    form = TemplateForm.of(before)
    if form.validate_on_submit():
        try:
            with _undoable():
                plan = Plan.start(g.round)
                plan.rewrite_frame(form.template, form.seen.data, current_user)
        except FrameChanged:
            return template_page(form, before, 409)
        db.session.commit()
        flash(_("서식을 고쳤어요. 다시 만들면 계획서에 반영돼요."), "ok")
        return redirect(url_for("plans.show"), 303)
    return template_page(form, before, 422 if form.errors else 200)


@bp.post("/template/confirm")
def confirm_template():
    """Say that the template is that of the call's own form: the example notice goes."""
    Plan.start(g.round).confirm_template(current_user)
    db.session.commit()
    flash(_("다음에 만드는 계획서부터 예시 서식이라는 말이 빠져요."), "ok")
    return redirect(url_for("plans.writing.template"), 303)


@bp.post("/template/doubt")
def doubt_template():
    """Take that back."""
    find_plan().doubt_template()
    db.session.commit()
    flash(_("다시 예시 서식이라고 적혀요."), "ok")
    return redirect(url_for("plans.writing.template"), 303)


@bp.route("/template/<part>", methods=["GET", "POST"])
def chapter(part):
    """The paragraphs, tables and pictures of one chapter."""
    plan = plan_here()
    before = chapters_by_part(plan.template_in_use()).get(part) or abort(404)
    shipped = chapters_by_part(check_template(g.round.call.template or {})).get(part)
    form = ChapterForm.of(before, shipped)
    if form.validate_on_submit():
        asked = form.chapter(
            before, paragraph_key(part, f"{now().isoformat()} {form.new_text.data}")
        )
        try:
            with _undoable():
                Plan.start(g.round).rewrite_chapter(asked, form.seen.data, current_user)
        except ChapterChanged:
            form.form_errors.append(changed_meanwhile())
            return chapter_page(form, part, before), 422
        db.session.commit()
        flash(_("이 장의 서식을 고쳤어요. 다시 만들면 계획서에 반영돼요."), "ok")
        return redirect(url_for("plans.writing.chapter", part=part), 303)
    return chapter_page(form, part, before), 422 if form.errors else 200


@bp.get("/versions")
def versions():
    return _versions_page(plan_here())


@bp.get("/versions/<name>")
def version(name):
    """One version to read, as it would print."""
    chosen = _find_version(find_plan(), name)
    document = _document_of(chosen)
    return render_template("plans/writing/version.html", version=chosen, document=document)


@bp.get("/versions/compare")
def compare():
    """What changed between two versions; without a choice, since the consultants read it."""
    plan = plan_here()
    listed = PlanVersion.of(plan)
    if not listed:
        return _versions_page(plan)
    new = _asked_version(plan, "to") or listed[0]
    old = _asked_version(plan, "from") or _version_read(plan)
    documents = [_document_of(each) for each in (old, new)]
    context = {
        "old": old,
        "new": new,
        "versions": listed,
        "changes": changes(*documents),
        "figures": figure_changes(*documents),
        "summary_changes": changes(*map(_summary_of, documents)),
        "side": request.args.get("view") == "side",
    }
    return render_template("plans/writing/compare.html", **context)


@bp.post("/versions/<name>/restore")
def restore(name):
    plan = find_plan()
    with _undoable():
        version = plan.restore(_find_version(plan, name), current_user)
    db.session.commit()
    names = {"old": name, "new": version.name}
    flash(
        _("제%(old)s호의 글로 되돌려 제%(new)s호를 만들었어요. 그 전의 글도 남아 있어요.", **names),
        "ok",
    )
    return redirect(url_for("plans.writing.versions"), 303)


@bp.post("/versions/<name>/summary")
def summarise(name):
    plan = find_plan()
    chosen, form = _find_version(plan, name), SummaryForm()
    if not form.validate():
        return _versions_page(plan, form, chosen)
    chosen.summary = form.summary.data or ""
    db.session.commit()
    return redirect(url_for("plans.writing.versions", _anchor=f"v{name}"), 303)


def _summary_of(document: Document) -> Document:
    """Its summary page; nothing at all for those from before there was one."""
    return document.summary or replace(document, blocks=())


def _asked_version(plan: Plan, argument: str) -> PlanVersion | None:
    """The version that the address names; None when it names none."""
    return _find_version(plan, request.args[argument]) if argument in request.args else None


def _find_version(plan: Plan, name: str) -> PlanVersion:
    return PlanVersion.called(plan, name) or abort(404)


def _document_of(version: PlanVersion) -> Document:
    """A version's words over its snapshot's figures, without the words of what is hidden."""
    return shown_of(version.snapshot, words=version.packed_words)


def _versions_page(plan: Plan, form=None, wrong=None):
    context = {"versions": PlanVersion.of(plan), "form": form, "wrong": wrong}
    context["read"] = _version_read(plan)
    return render_template("plans/writing/versions.html", **context), 422 if form else 200


def _version_read(plan: Plan) -> PlanVersion | None:
    """The version the last remark was made on; without remarks, the oldest; None before any."""
    listed = PlanVersion.of(plan)
    read = plan.remarks[-1].snapshot_id if plan.remarks else None
    compiled = [each for each in listed if each.snapshot_id == read and each.revision == 0]
    return next(iter(compiled or listed[-1:]), None)
