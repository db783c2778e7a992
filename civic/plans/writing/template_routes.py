"""The planner's copy of the section template: chapters, and each chapter's blocks."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db, now
from civic.documents.canonical import canonical, fingerprint
from civic.plans.finders import find_plan, plan_here
from civic.plans.models import ChapterChanged, Plan, paragraph_key
from civic.plans.section.compile import Writer
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.tables import TABLES
from civic.plans.section.template import EXAMPLE, check_template
from civic.plans.writing.chapter_form import ChapterForm
from civic.plans.writing.forms import TemplateForm


def add_template_routes(bp) -> None:
    """Attach these routes to the plan's blueprint, so that they are called plans.…"""
    both = ["GET", "POST"]
    bp.add_url_rule("/template", view_func=template, methods=both)
    bp.add_url_rule("/template/<part>", view_func=chapter, methods=both)
    bp.add_url_rule("/template/confirm", view_func=confirm_template, methods=["POST"])
    bp.add_url_rule("/template/doubt", view_func=doubt_template, methods=["POST"])


def template():
    """Title, headings and order of the chapters."""
    before = plan_here().template_in_use()
    form = TemplateForm.of(before)
    if form.validate_on_submit():
        Plan.start(g.round).set_template(form.template(before), current_user)
        db.session.commit()
        flash(_("서식을 고쳤어요. 다시 만들면 계획서에 반영돼요."), "ok")
        return redirect(url_for("plans.show"), 303)
    context = {"form": form, "parts": EXAMPLE["chapters"], "in_use": _parts(before)}
    context["plan"] = plan_here()
    return render_template("plans/writing/template.html", **context), 422 if form.errors else 200


def confirm_template():
    """Say that the template is that of the call's own form: the example notice goes."""
    Plan.start(g.round).confirm_template(current_user)
    db.session.commit()
    flash(_("다음에 만드는 계획서부터 예시 서식이라는 말이 빠져요."), "ok")
    return redirect(url_for("plans.template"), 303)


def doubt_template():
    """Take that back."""
    find_plan().doubt_template()
    db.session.commit()
    flash(_("다시 예시 서식이라고 적혀요."), "ok")
    return redirect(url_for("plans.template"), 303)


def chapter(part):
    """The paragraphs, tables and pictures of one chapter."""
    plan = plan_here()
    before = _parts(plan.template_in_use()).get(part) or abort(404)
    shipped = _parts(check_template(g.round.call.template or {})).get(part)
    form = ChapterForm.of(before, shipped)
    if form.validate_on_submit():
        asked = form.chapter(
            before, paragraph_key(part, f"{now().isoformat()} {form.new_text.data}")
        )
        try:
            Plan.start(g.round).rewrite_chapter(asked, form.seen.data, current_user)
        except ChapterChanged:
            form.form_errors.append(_changed_meanwhile())
            return _chapter_page(form, part, before), 422
        db.session.commit()
        flash(_("이 장의 서식을 고쳤어요. 다시 만들면 계획서에 반영돼요."), "ok")
        return redirect(url_for("plans.chapter", part=part), 303)
    return _chapter_page(form, part, before), 422 if form.errors else 200


def _changed_meanwhile() -> str:
    return _(
        "그사이 다른 담당자가 이 장을 고쳤어요. 여기 적은 것은 그대로 있어요. 새 창에서 이 장을 "
        "열어 견주어 보고, 다시 저장하면 여기 적은 것으로 바뀌어요."
    )


def _chapter_page(form, part, before):
    form.seen.data = fingerprint(canonical(before))
    snapshot = plan_here().snapshot()
    data = snapshot.read() if snapshot else None
    context = {
        "captions": {name: kind.caption for name, kind in (TABLES | PICTURES).items()},
        "shown": _shown(data, form) if data else {},
        "figures": [
            (name, figure.says, data and figure.show(name, data))
            for name, figure in FIGURES.items()
        ],
    }
    return render_template("plans/writing/chapter.html", form=form, part=part, **context)


def _shown(data: dict, form) -> dict[str, str]:
    """Each paragraph with the figures of the latest snapshot."""
    writer = Writer(data)
    blocks = [entry.form.block for entry in form.blocks if entry.form.block.get("text")]
    return {block["key"]: writer.preview(block) for block in blocks}


def _parts(template: dict) -> dict[str, dict]:
    return {chapter["part"]: chapter for chapter in template["chapters"]}
