"""What was measured, and why an entry is corrected."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from civic.surveys.figures import figures_of
from civic.surveys.labels import figure_words
from civic.targets.figure_field import FigureField, chosen_figure, filled
from civic.targets.forms import NumberField, text_line
from civic.targets.results.rules import WrongResult
from civic.text import paragraphs
from civic.web.filters import day

WRONG = {
    "future": _l("아직 오지 않은 날이에요."),
    "same_day": _l("그날 잰 값이 이미 있어요. 틀렸다면 그 값을 고쳐 주세요."),
}


class ResultForm(FlaskForm):
    """잰 값 하나."""

    measured_on = DateField(
        _l("잰 날"), validators=[InputRequired(_l("언제 잰 값인지 2027-12-31처럼 적어 주세요."))]
    )
    value = NumberField(_l("잰 값"), validators=[InputRequired(_l("잰 값을 적어 주세요."))])
    source = text_line(_l("자료출처"), 200, DataRequired(_l("누가 어떻게 잰 값인지 적어 주세요.")))
    note = TextAreaField(
        _l("주민에게 하는 말"),
        filters=[paragraphs],
        validators=[Length(max=500, message=_l("%(max)d자까지 쓸 수 있어요."))],
    )

    promised_on = DateField(_l("언제까지 다시 재나요?"), validators=[Optional()])
    figure = FigureField(_l("설문 결과에서 가져오기"))

    @classmethod
    def of(cls, indicator, answer=None, row=None):
        """The answer given, which may carry the unit; else a row to correct, or nothing. A survey's
        number that is chosen fills in value, day and source."""
        figures = figures_of(indicator.solution.round)
        if figure := chosen_figure(answer, figures):
            figure_values = {"value": f"{figure.value:g}", "source": figure_words(figure)[:200]}
            answer = filled(answer, measured_on=figure.measured_on.isoformat(), **figure_values)
        form = cls(formdata=None)
        form.value.unit = indicator.unit
        chosen = row.figure.key if row is not None and row.figure else ""
        form.process(answer or None, obj=row, figure=chosen)
        form.figure.offer(figures)
        return form

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        return self.figure.fits(self.value.unit) and good

    def values(self) -> dict:
        names = ("measured_on", "value", "source", "note", "promised_on")
        values = {name: self[name].data for name in names}
        return values | {"figure_id": self.figure.kept_id()}

    def say(self, wrong: WrongResult) -> None:
        sentence = WRONG.get(wrong.why)
        if wrong.day is not None:  # too_early
            sentence = _("목표를 정한 %(day)s부터 잰 값만 적을 수 있어요.", day=day(wrong.day))
        self.measured_on.errors = [*self.measured_on.errors, sentence]


class ResultCorrectionForm(ResultForm):
    """What stands instead, and why; the first entry stays readable."""

    reason = text_line(_l("고치는 이유"), 300, DataRequired(_l("왜 고치는지 적어 주세요.")))
