"""The library of words to answer with."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.triage.answers.forms import AnswerTemplateForm
from civic.triage.answers.models import AnswerTemplate

bp = Blueprint("answers", __name__)


@bp.get("/answers")
def index():
    named = request.args.get("name", "")
    kept = next((each for each in AnswerTemplate.of(g.municipality) if each.name == named), None)
    return _page(AnswerTemplateForm(formdata=None, obj=kept))


@bp.post("/answers")
def keep():
    """Keep words under a name; a name that is taken gets the new words."""
    form = AnswerTemplateForm()
    if not form.validate():
        return _page(form), 422
    AnswerTemplate.keep(g.municipality, form.name.data, form.body.data, current_user)
    db.session.commit()
    flash(_("문구를 남겼어요."), "ok")
    return redirect(url_for(".index"), 303)


@bp.post("/answers/<int:template_id>/drop")
def drop(template_id):
    here = {"id": template_id, "municipality_id": g.municipality.id}
    db.session.delete(db.first_or_404(db.select(AnswerTemplate).filter_by(**here)))
    db.session.commit()
    flash(_("문구를 지웠어요. 이미 한 답변은 그대로예요."), "ok")
    return redirect(url_for(".index"), 303)


def _page(form):
    templates = AnswerTemplate.of(g.municipality)
    return render_template("triage/answers/index.html", form=form, templates=templates)
