"""해결됐나요?: the reporter's answer."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from civic.db import db
from civic.issues.finders import find_issue
from civic.issues.labels import VERDICTS
from civic.issues.models import Issue
from civic.issues.rules import LONGEST_WORDS
from civic.issues.verdict import VerdictNotAsked
from civic.web.choices import choices
from civic.web.errors import refuse_when
from civic.web.templating import give_templates

CHOICES = [(code, name) for code, (_icon, name) in VERDICTS.items()]
bp = Blueprint("verdict", __name__, url_prefix="/<int:round_number>/issues/<int:issue_id>")
give_templates(bp, VERDICTS=VERDICTS)


class VerdictForm(FlaskForm):
    answer = RadioField(
        _l("지금은 어떤가요?"),
        choices=choices(CHOICES),
        validators=[InputRequired(message=_l("셋 가운데 하나를 골라 주세요."))],
    )
    words = TextAreaField(
        _l("담당자에게 한마디"),
        [Optional(), Length(max=LONGEST_WORDS, message=_l("500자까지 쓸 수 있어요."))],
    )


@bp.app_template_global()
def verdict_form(issue, form=None) -> VerdictForm:
    """The form as sent, else with what was answered before."""
    return form or VerdictForm(formdata=None, obj=issue.verdict)


@bp.app_template_global()
def issues_to_judge() -> Sequence[Issue]:
    """The reader's own issues of this city that wait for their word."""
    return Issue.awaiting(current_user, g.rounds)


@bp.post("/verdict")
def judge(issue_id):
    issue, form = find_issue(issue_id), VerdictForm()
    if not issue.asks(current_user):
        raise VerdictNotAsked
    if not form.validate():
        return render_template("issues/life/verdict.html", issue=issue, form=form), 422
    issue.judge(current_user, form.answer.data, (form.words.data or "").strip())
    db.session.commit()
    flash(_("알려 주셔서 고마워요."), "ok")
    return redirect(url_for("issues.show", issue_id=issue.id, _anchor="solved"), 303)


refuse_when(
    bp,
    {
        VerdictNotAsked: (
            _l("담당 부서에서 완료라고 한 지 4주가 지난 뒤, 제보한 분이 답할 수 있어요."),
            409,
        )
    },
)
