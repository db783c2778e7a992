"""The office's finding on a proposal, and the proposer's answer."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from civic.rounds.fields import WonField
from civic.solutions.forms import at_most
from civic.solutions.rules import OPERATOR, highest_cost
from civic.solutions.screening import rules
from civic.solutions.screening.labels import GROUND_NAMES, VERDICT_NAMES
from civic.text import one_line, paragraphs
from civic.web.choices import choices
from civic.web.filters import won


class ScreeningForm(FlaskForm):
    """Set by the route: budget_won, on which a cost depends, and needs_cost, where the proposer
    left it to the office."""

    verdict = RadioField(
        _l("검토 결과"),
        choices=choices((code, name) for code, (_icon, _tone, name) in VERDICT_NAMES.items()),
        validators=[InputRequired(_l("검토 결과를 하나 골라 주세요."))],
    )
    grounds = SelectMultipleField(
        _l("부적격이나 조건의 이유"), choices=choices(GROUND_NAMES.items())
    )
    note = TextAreaField(_l("설명"), filters=[paragraphs], validators=[at_most(rules.NOTE)])
    department = StringField(
        _l("검토한 부서"), filters=[one_line], validators=[at_most(rules.DEPARTMENT)]
    )
    cost_won = WonField(_l("검토한 비용"))
    operator = StringField(
        _l("다 만든 뒤 운영할 곳"), filters=[one_line], validators=[at_most(OPERATOR)]
    )
    cost_note = StringField(
        _l("비용에 대한 의견"), filters=[one_line], validators=[at_most(rules.COST_NOTE)]
    )
    edition = HiddenField()

    budget_won, needs_cost = 0, False

    def validate_grounds(self, field):
        if self.verdict.data == "unfit" and not field.data:
            raise ValidationError(_("부적격이면 이유를 하나 이상 골라 주세요."))

    def validate_note(self, field):
        if self.verdict.data == "unfit" and not field.data:
            raise ValidationError(_("제안한 사람이 알 수 있게 이유를 설명해 주세요."))
        if self.verdict.data == "conditional" and not field.data:
            raise ValidationError(_("어떤 조건인지 적어 주세요."))

    def validate_cost_won(self, field):
        is_open = field.data is None and not field.errors
        if is_open and self.needs_cost and self.verdict.data != "unfit":
            raise ValidationError(_("제안한 사람이 비워 둔 값이에요. 드는 돈을 적어 주세요."))
        highest = highest_cost(self.budget_won)
        if field.data is not None and not 0 < field.data <= highest:
            raise ValidationError(_("%(highest)s까지 적을 수 있어요.", highest=won(highest)))

    def values(self) -> dict:
        """What Solution.screen wants, after the form was found right."""
        names = (
            *("verdict", "grounds", "note", "department"),
            *("cost_won", "operator", "cost_note"),
        )
        edition = self.edition.data or ""
        is_number = edition.isascii() and edition.isdecimal() and len(edition) <= 9
        return {name: self[name].data for name in names} | {
            "edition": int(edition) if is_number else -1
        }


class ScreeningReplyForm(FlaskForm):
    body = TextAreaField(
        _l("검토 결과에 답하기"),
        filters=[paragraphs],
        validators=[DataRequired(_l("답할 말을 적어 주세요.")), at_most(rules.REPLY)],
    )
