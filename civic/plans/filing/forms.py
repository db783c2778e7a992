"""What the office says of each step after filing."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from civic.documents.placeholders import OpenPlace
from civic.plans.filing.labels import OUTCOME_NAMES
from civic.plans.filing.rules import OUTCOMES, StepNotYet, WrongDay
from civic.text import one_line, paragraphs
from civic.web.choices import choices
from civic.web.filters import day

WORDS = 2000


def _short(label, most):
    limit = Length(max=most, message=_l("%(max)d자까지 쓸 수 있어요."))
    return StringField(label, filters=[one_line], validators=[limit])


class StepForm(FlaskForm):
    """When it happened, and words about it."""

    happened_on = DateField(
        _l("날짜"), validators=[InputRequired(_l("날짜를 2027-01-31처럼 적어 주세요."))]
    )
    words = TextAreaField(
        _l("주민에게 하는 말"),
        filters=[paragraphs],
        validators=[Length(max=WORDS, message=_l("2,000자까지 쓸 수 있어요."))],
    )

    def columns(self) -> dict:
        """Columns of FilingStep by name."""
        names = ("happened_on", "words", "outcome", "receipt_number", "receipt_file")
        return {name: self[name].data or "" for name in names if hasattr(self, name)}

    def say_wrong_day(self, wrong: WrongDay) -> None:
        sentence = _("아직 오지 않은 날이에요.")
        if wrong.why == "before" and wrong.day:
            sentence = _("앞선 일이 있던 %(day)s보다 빠를 수 없어요.", day=day(wrong.day))
        if wrong.why == "after" and wrong.day:
            sentence = _("뒤의 일이 있던 %(day)s보다 늦을 수 없어요.", day=day(wrong.day))
        self.happened_on.errors = [*self.happened_on.errors, sentence]

    def say_not_yet(self, wrong: StepNotYet) -> None:
        sentence = _("공모에 언제 냈는지를 먼저 적어 주세요.")
        if wrong.needs == "evaluation":
            sentence = _("선정된 계획만 세부 실시계획을 적어요. 평가 결과를 먼저 적어 주세요.")
        self.form_errors.append(sentence)


class SubmittedForm(StepForm):
    receipt_number = _short(_l("접수번호"), 60)
    receipt_file = _short(_l("접수증 파일 이름"), 120)
    number = SelectField(_l("낸 계획서"), coerce=int)

    def say_open(self, place: OpenPlace) -> None:
        names = {"name": place.heading, "words": place.words}
        sentence = _("‘%(name)s’ 장에 채우지 않은 자리가 있어요: %(words)s", **names)
        self.number.errors = [*self.number.errors, sentence]


class _OutcomeForm(StepForm):
    outcome = RadioField(
        _l("결과"), validators=[InputRequired(_l("결과를 골라 주세요."))], validate_choice=True
    )


class DetailForm(StepForm):
    words = TextAreaField(
        _l("무엇을 언제까지 하나요?"),
        filters=[paragraphs],
        validators=[
            InputRequired(_l("세부 실시계획을 짧게 적어 주세요.")),
            Length(1, WORDS, _l("1~2,000자로 적어 주세요.")),
        ],
    )


def form_of(kind: str, numbers: list[int], answer=None) -> StepForm:
    """The form of a step; its fields carry the step's name, for all are on one page.

    numbers: of the plan's snapshots, newest first. answer: what was sent.
    """
    forms = {"submitted": SubmittedForm, "detail": DetailForm}
    form = forms.get(kind, _OutcomeForm)(formdata=None, prefix=kind)
    if hasattr(form, "number"):
        form.number.choices = choices((n, _("제%(n)s호", n=n)) for n in numbers)
    if hasattr(form, "outcome"):
        form.outcome.choices = choices((name, OUTCOME_NAMES[name]) for name in OUTCOMES[kind])
    if answer is not None:
        form.process(answer)
    return form
