"""The proposal form. Every limit is said where it is broken."""

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Optional

from civic.issues.labels import CATEGORIES
from civic.people.masked_notice import TellsOfMasks
from civic.rounds.fields import WonField
from civic.solutions import rules
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.forms import as_id, at_most
from civic.text import one_line, paragraphs
from civic.web.choices import choices
from civic.web.filters import won
from civic.web.row_numbers import RowList

FIRST_STEPS = 3


class BuildStepForm(Form):
    """One row of the build plan; checked together in ProposalForm.validate_steps."""

    title = StringField(filters=[one_line])
    month_from = StringField(filters=[one_line])
    month_to = StringField(filters=[one_line])
    detail = StringField(filters=[one_line])


class ProposalForm(TellsOfMasks, FlaskForm):
    """A new solution. issue_ids and district_ids get their choices from the route."""

    MASKED = ("title", "summary", "body", "operator")

    title = StringField(
        _l("이름"),
        filters=[one_line],
        validators=[
            DataRequired(_l("해결방안의 이름을 적어 주세요.")),
            at_most(rules.TITLE),
        ],
    )
    summary = StringField(
        _l("한두 문장으로"),
        filters=[one_line],
        validators=[
            DataRequired(_l("무엇을 하는지 한두 문장으로 적어 주세요.")),
            at_most(rules.SUMMARY),
        ],
    )
    body = TextAreaField(_l("자세한 설명"), filters=[paragraphs], validators=[at_most(rules.BODY)])
    category = RadioField(
        _l("분야"),
        choices=choices((code, words) for code, (_icon, words) in CATEGORIES.items()),
        validate_choice=False,
    )
    issue_ids = SelectMultipleField(
        _l("해결하려는 문제"),
        coerce=as_id,
        validate_choice=False,
        validators=[DataRequired(_l("해결하려는 문제를 하나 이상 골라 주세요."))],
    )
    find = StringField(_l("문제 더 찾기"), filters=[one_line])
    cost_won = WonField(_l("드는 돈"))
    steps = RowList(
        FormField(BuildStepForm),
        _l("만드는 순서"),
        min_entries=FIRST_STEPS,
        max_entries=rules.STEPS,
    )
    operator = StringField(
        _l("다 만든 뒤 운영할 곳"), filters=[one_line], validators=[at_most(rules.OPERATOR)]
    )
    yearly_cost_won = WonField(_l("해마다 드는 운영비"), validators=[Optional()])
    district_ids = SelectMultipleField(_l("도움을 받는 동네"), coerce=as_id, validate_choice=False)
    catalogue = HiddenField()
    request_key = HiddenField()

    # What the route found for this round, by id.
    budget_won = 0
    issues: dict = {}
    districts: dict = {}

    def validate_category(self, field):
        if field.data and field.data not in CATEGORIES:
            raise ValidationError(_("목록에 있는 분야를 골라 주세요."))

    def validate_cost_won(self, field):
        if field.data is None:
            return
        highest = rules.highest_cost(self.budget_won)
        if not rules.LEAST_WON <= field.data <= highest:
            raise ValidationError(
                _(
                    "%(least)s부터 %(highest)s까지 적을 수 있어요. 억이나 만을 빠뜨리지 않았나요?",
                    least=won(rules.LEAST_WON),
                    highest=won(highest),
                )
            )

    def validate_yearly_cost_won(self, field):
        if field.data is not None and field.data > rules.highest_cost(self.budget_won):
            highest = won(rules.highest_cost(self.budget_won))
            raise ValidationError(_("%(highest)s까지 적을 수 있어요.", highest=highest))

    def validate_issue_ids(self, field):
        if len(field.data or []) > rules.ISSUES:
            raise ValidationError(_("문제는 %(n)s개까지 고를 수 있어요.", n=rules.ISSUES))
        if set(field.data or []) - set(self.issues):
            raise ValidationError(_("이번 참여에 없는 문제가 섞여 있어요. 다시 골라 주세요."))

    def validate_district_ids(self, field):
        if set(field.data or []) - set(self.districts):
            raise ValidationError(_("이 지역에 없는 동네가 섞여 있어요. 다시 골라 주세요."))

    def validate_steps(self, field):
        for number, entry in enumerate(field.entries, 1):
            if any(entry.data[name] for name in ("title", "month_from", "month_to", "detail")):
                sentence = _step_problem(entry.data)
                if sentence:
                    raise ValidationError(_("%(n)s번째 단계: %(why)s", n=number, why=sentence))

    def add_step(self) -> None:
        if len(self.steps) < rules.STEPS:
            self.steps.append_entry()

    @property
    def says_more(self) -> bool:
        """Something is filled in, or wrong, of what may be left to the office."""
        names = ("body", "cost_won", "operator", "yearly_cost_won", "district_ids")
        wrong = self.steps.errors or self.category.errors
        steps = any(entry.data["title"] for entry in self.steps)
        return bool(wrong or steps or any(self[name].data or self[name].errors for name in names))

    def values(self) -> dict:
        """What Solution.propose wants, after the form was found right."""
        names = ("title", "summary", "body", "cost_won", "operator", "yearly_cost_won")
        issues = [self.issues[i] for i in dict.fromkeys(self.issue_ids.data)]
        return {name: self[name].data for name in names} | {
            "issues": issues,
            "category": self.category.data or issues[0].category,
            "districts": [self.districts[i] for i in dict.fromkeys(self.district_ids.data or [])],
            "steps": [_step(entry.data) for entry in self.steps if entry.data["title"]],
            "catalogue_entry": CatalogueEntry.of_key(self.catalogue.data or "", g.municipality),
        }


def _step(row: dict) -> dict:
    months = {name: int(row[name]) for name in ("month_from", "month_to")}
    return {"title": row["title"], "detail": row["detail"], **months}


def _step_problem(row: dict) -> str | None:
    if not row["title"]:
        return _("무엇을 하는 단계인지 이름을 적어 주세요.")
    if len(row["title"]) > rules.STEP_TITLE or len(row["detail"]) > rules.STEP_DETAIL:
        return _(
            "이름은 %(title)s자, 설명은 %(detail)s자까지 쓸 수 있어요.",
            title=rules.STEP_TITLE,
            detail=rules.STEP_DETAIL,
        )
    months = [row["month_from"], row["month_to"]]
    if not all(month.isascii() and month.isdecimal() and len(month) <= 2 for month in months):
        return _("몇째 달인지 1부터 %(last)s까지의 숫자로 적어 주세요.", last=rules.MONTHS)
    if not rules.months_fit(*map(int, months)):
        return _(
            "시작하는 달은 1부터, 끝나는 달은 시작과 같거나 뒤로 %(last)s까지예요.",
            last=rules.MONTHS,
        )
    return None
