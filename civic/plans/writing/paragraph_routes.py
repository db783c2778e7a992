"""The paragraphs a planner writes between the computed ones."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.documents.diff import words_changed
from civic.plans.finders import LARGEST_NUMBER, find_plan, find_remark, plan_here
from civic.plans.models import Paragraph, ParagraphChanged, Plan, Remark, Section
from civic.plans.section.template import EXAMPLE
from civic.plans.writing.forms import NewParagraphForm, RewriteForm
from civic.web.idempotency import new_key, request_key


def add_paragraph_routes(bp) -> None:
    """Attach these routes to the plan's blueprint, so that they are called plans.…"""
    both = ["GET", "POST"]
    bp.add_url_rule("/paragraphs", view_func=paragraphs, methods=both)
    one = "/paragraphs/<int:paragraph_id>"
    bp.add_url_rule(one, view_func=edit_paragraph, methods=both)
    bp.add_url_rule(f"{one}/remove", view_func=remove_paragraph, methods=["POST"])


def paragraphs():
    plan = plan_here()
    chapters = {each["part"]: each["heading"] for each in plan.template_in_use()["chapters"]}
    form = NewParagraphForm(chapters)
    if form.validate_on_submit():
        text, key = form.text.data, request_key()
        Plan.start(g.round).write(form.part.data, text, current_user, request_key=key)
        db.session.commit()
        flash(_("글을 더했어요. 다시 만들면 계획서에 들어가요."), "ok")
        return redirect(url_for("plans.paragraphs"), 303)
    context = {"form": form, "chapters": chapters, "written": plan.paragraphs(), "key": new_key()}
    context["headings"] = {each["part"]: each["heading"] for each in EXAMPLE["chapters"]} | chapters
    return render_template("plans/writing/paragraphs.html", **context), 422 if form.errors else 200


def edit_paragraph(paragraph_id):
    plan, paragraph = _find(paragraph_id)
    form = RewriteForm(obj=paragraph)
    if not form.is_submitted():
        form.seen.data = paragraph.edition
    if form.validate_on_submit():
        try:
            plan.rewrite(paragraph, form.text.data, current_user, form.seen.data)
        except ParagraphChanged:
            return _conflict(paragraph, form)
        db.session.commit()
        flash(_("글을 고쳤어요. 다시 만들면 계획서에 들어가요."), "ok")
        return redirect(url_for("plans.paragraphs"), 303)
    context = {"form": form, "paragraph": paragraph, "remark": _asked_remark(plan)}
    status = 422 if form.errors else 200
    return render_template("plans/writing/edit_paragraph.html", **context), status


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


def remove_paragraph(paragraph_id):
    plan, paragraph = _find(paragraph_id)
    plan.remove(paragraph, current_user)
    db.session.commit()
    flash(_("글을 뺐어요. 다시 만들면 계획서에서 빠져요. 뺀 글은 판 목록에서 되돌려요."), "ok")
    return redirect(url_for("plans.paragraphs"), 303)


def _find(paragraph_id: int) -> tuple[Plan, Paragraph]:
    if paragraph_id > LARGEST_NUMBER:
        abort(404)
    plan = find_plan()
    query = db.select(Paragraph).join(Section).where(Section.plan_id == plan.id)
    return plan, db.first_or_404(query.where(Paragraph.id == paragraph_id))


def _asked_remark(plan: Plan) -> Remark | None:
    """The remark whose suggested words are looked at while writing."""
    asked = request.args.get("remark", "")
    return find_remark(plan, int(asked)) if asked.isdecimal() and len(asked) < 10 else None
