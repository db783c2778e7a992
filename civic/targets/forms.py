"""A resident's preference, the planner's override, and the form of an indicator."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import TextInput

from civic.surveys.labels import figure_words
from civic.targets.figure_field import FigureField, chosen_figure, filled
from civic.targets.labels import PROBLEMS
from civic.targets.numbers import NotANumber, parse_number
from civic.targets.rules import POINTS, OutOfBounds, WrongWay, one_spelling
from civic.text import one_line, paragraphs
from civic.web.choices import choices
from civic.web.filters import number


class NumberField(Field):
    """A number with commas and unit as people type it; what was typed is kept."""

    widget = TextInput()
    whole = False

    def __init__(self, *args, whole=False, unit="", **kwargs):
        super().__init__(*args, **kwargs)
        self.whole, self.unit = whole, unit

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else f"{self.data:.15g}"

    def process_formdata(self, values):
        self.data, text = None, values[0].strip() if values else ""
        if not text:
            return
        if self.unit == "%" and one_spelling(text.lstrip("+-−0123456789., ")) == POINTS:
            raise ValueError(_l("%p는 두 비율의 차이예요. 얼마가 되기를 바라는지 %로 적어 주세요."))
        try:
            value = parse_number(text, self.unit)
        except NotANumber as wrong:
            raise ValueError(_l("숫자로 읽을 수 없어요. 20이나 12.5처럼 적어 주세요.")) from wrong
        if self.whole and not (value.is_integer() and 1900 <= value <= 2200):
            raise ValueError(_l("네 자리 연도로 적어 주세요. 1900년부터 2200년까지예요."))
        self.data = int(value) if self.whole else value


def text_line(label, most, *validators):
    limit = Length(max=most, message=_l("%(max)d자까지 쓸 수 있어요."))
    return StringField(label, filters=[one_line], validators=[*validators, limit])


class PreferenceForm(FlaskForm):
    """One preference. Bounds are checked by the indicator."""

    value = NumberField(_l("바라는 값"), validators=[InputRequired(_l("바라는 값을 적어 주세요."))])
    reason = text_line(_l("그렇게 생각한 이유"), 300)

    @classmethod
    def of(cls, indicator, answer):
        """The answer given, which may carry the indicator's unit."""
        form = cls(formdata=None)
        form.value.unit = indicator.unit
        form.process(answer)
        return form

    def say(self, wrong: OutOfBounds | WrongWay, indicator) -> None:
        """Put the sentence about a value the indicator refused at its field."""
        if isinstance(wrong, OutOfBounds):
            sentence = _(
                "%(lowest)s부터 %(highest)s까지 적을 수 있어요.",
                lowest=number(wrong.lowest),
                highest=number(wrong.highest),
            )
        else:
            now = f"{number(wrong.baseline)}{indicator.unit}"
            sentence = (
                _("줄어야 좋은 지표예요. 지금 값 %(now)s보다 클 수 없어요.", now=now)
                if indicator.direction == "down"
                else _("늘어야 좋은 지표예요. 지금 값 %(now)s보다 작을 수 없어요.", now=now)
            )
        self.value.errors = [*self.value.errors, sentence]


class OverrideForm(PreferenceForm):
    """A target other than the residents' median, and why."""

    value = NumberField(_l("정할 값"), validators=[InputRequired(_l("정할 값을 적어 주세요."))])
    reason = TextAreaField(
        _l("주민이 바란 값과 다른 이유"),
        filters=[paragraphs],
        validators=[Length(1, 300, _l("모두에게 보일 이유를 1~300자로 적어 주세요."))],
    )


class IndicatorForm(FlaskForm):
    """성과지표 as the plan's table needs it. lowest and highest bound what residents may prefer."""

    name = text_line(_l("성과지표"), 80, DataRequired(_l("무엇을 재는지 적어 주세요.")))
    goal = text_line(_l("성과목표"), 120)
    unit = text_line(_l("단위"), 20, DataRequired(_l("단위를 적어 주세요. 분, 건/년, %처럼요.")))
    direction = RadioField(
        _l("방향"),
        choices=choices([("down", _l("줄어야 좋아요")), ("up", _l("늘어야 좋아요"))]),
        validate_choice=False,
    )
    baseline = NumberField(_l("기준값"), validators=[Optional()])
    baseline_year = NumberField(_l("기준값을 잰 해"), whole=True, validators=[Optional()])
    baseline_source = text_line(_l("기준값 출처"), 200)
    lowest = NumberField(
        _l("고를 수 있는 가장 작은 값"),
        validators=[InputRequired(_l("가장 작은 값을 적어 주세요."))],
    )
    highest = NumberField(
        _l("고를 수 있는 가장 큰 값"), validators=[InputRequired(_l("가장 큰 값을 적어 주세요."))]
    )
    target_year = NumberField(_l("목표로 하는 해"), whole=True, validators=[Optional()])
    formula = text_line(_l("산출식"), 300)
    method = text_line(_l("측정방법"), 300)
    data_source = text_line(_l("자료출처"), 200)
    rationale = TextAreaField(
        _l("설정근거"),
        filters=[paragraphs],
        validators=[Length(max=300, message=_l("%(max)d자까지 쓸 수 있어요."))],
    )
    over_hundred = BooleanField(_l("100%를 넘을 수 있는 비율이에요"))
    figure = FigureField(_l("설문 결과에서 가져오기"))

    @classmethod
    def of(cls, figures, answer=None, row=None, draft=None) -> "IndicatorForm":
        """The answer given; else a row to change, or a draft of a new one. figures: which surveys'
        numbers may be the baseline: one that is chosen fills it in."""
        chosen = row.baseline_figure.key if row is not None and row.baseline_figure else ""
        if figure := chosen_figure(answer, figures):
            answer = filled(answer, baseline=f"{figure.value:g}", **_year_and_source(figure))
        form = cls(answer or None, obj=row, data=draft, figure=chosen)
        form.figure.offer(figures)
        return form

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        return self.figure.fits(self.unit.data or "") and good

    def values(self) -> dict:
        """What the indicator's verbs want."""
        without = ("csrf_token", "figure")
        values = {name: field.data for name, field in self._fields.items() if name not in without}
        values |= {"baseline_figure_id": self.figure.kept_id()}
        return values | {
            "unit": one_spelling(values["unit"]),
            "direction": values["direction"] or "",
        }

    def say(self, problems: dict[str, str]) -> None:
        """Put each problem's sentence at its field."""
        for name, code in problems.items():
            self[name].errors = [*self[name].errors, PROBLEMS[code]]

    def say_answered(self, count: int) -> None:
        sentence = _(
            "주민 %(n)s명이 이미 답했어요. 단위, 방향, 고를 수 있는 값은 바꿀 수 없어요.", n=count
        )
        self.unit.errors = [*self.unit.errors, sentence]


def _year_and_source(figure) -> dict[str, str]:
    year, source = figure.measured_on.year, figure_words(figure)
    return {"baseline_year": str(year), "baseline_source": source[:200]}
