"""The paragraphs a planner writes between the computed ones."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.plans.forms import NewParagraphForm, ParagraphForm
from civic.plans.models import Paragraph, Plan, Section

LARGEST_ID = 2**31 - 1


def add_paragraph_routes(bp) -> None:
    """Attach these routes to the plan's blueprint, so that they are called plans.…"""
    both = ["GET", "POST"]
    bp.add_url_rule("/paragraphs", view_func=paragraphs, methods=both)
    one = "/paragraphs/<int:paragraph_id>"
    bp.add_url_rule(one, view_func=edit_paragraph, methods=both)
    bp.add_url_rule(f"{one}/remove", view_func=remove_paragraph, methods=["POST"])


def paragraphs():
    form = NewParagraphForm()
    if form.validate_on_submit():
        Plan.start(g.round).write(form.part.data, form.text.data, current_user)
        db.session.commit()
        flash(_("글을 더했어요. 다시 만들면 계획서에 들어가요."), "ok")
        return redirect(url_for("plans.paragraphs"), 303)
    plan = Plan.of(g.round)
    written = plan.paragraphs() if plan else []
    status = 422 if form.errors else 200
    return render_template("plans/paragraphs.html", form=form, written=written), status


def edit_paragraph(paragraph_id):
    paragraph = _find(paragraph_id)
    form = ParagraphForm(obj=paragraph)
    if form.validate_on_submit():
        paragraph.rewrite(form.text.data, current_user)
        db.session.commit()
        flash(_("글을 고쳤어요. 다시 만들면 계획서에 들어가요."), "ok")
        return redirect(url_for("plans.paragraphs"), 303)
    status = 422 if form.errors else 200
    return render_template("plans/edit_paragraph.html", form=form), status


def remove_paragraph(paragraph_id):
    db.session.delete(_find(paragraph_id))
    db.session.commit()
    flash(_("글을 뺐어요. 다시 만들면 계획서에서 빠져요."), "ok")
    return redirect(url_for("plans.paragraphs"), 303)


def _find(paragraph_id: int) -> Paragraph:
    if paragraph_id > LARGEST_ID:
        abort(404)
    query = db.select(Paragraph).join(Section).join(Plan)
    return db.first_or_404(query.where(Paragraph.id == paragraph_id, Plan.round_id == g.round.id))
