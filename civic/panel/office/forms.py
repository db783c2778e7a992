"""What planners type of a panel: its terms, a change of them, the public result, a removal."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput

from civic.korean_time import SEOUL
from civic.panel.draw.seeds import NotAResult, is_possible, number_after, read_result
from civic.panel.labels import FEATURE_NAMES, SCHEME_NAMES, SOURCE_NAMES, YOUNGEST_NAMES
from civic.panel.rules import (
    ABOUT_MAX,
    ANSWER_DAYS,
    LEAST_GAP,
    MOST_RESERVE,
    REASON_MAX,
    SIZES,
)
from civic.rounds.fields import in_our_time
from civic.text import one_line, paragraphs
from civic.web.choices import choices

TIMES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
CHOOSE = _l("하나를 골라 주세요.")


def _number(label, least: int, most: int, default: int):
    words = _l("%(least)s부터 %(most)s까지의 수로 적어 주세요.", least=least, most=most)
    return IntegerField(
        label,
        [InputRequired(words), NumberRange(least, most, words)],
        default=default,
        render_kw={"inputmode": "numeric"},
    )


def _moment(label):
    words = _l("때를 적어 주세요.")
    return DateTimeLocalField(label, [InputRequired(words), in_our_time], format=TIMES)


def _choice(label, names, default):
    return RadioField(
        label, choices=choices(names.items()), default=default, validators=[InputRequired(CHOOSE)]
    )


class _Reason(FlaskForm):
    """Says why, for everybody to read."""

    reason = StringField(
        _l("이유"),
        filters=[one_line],
        validators=[
            DataRequired(_l("누구나 볼 이유를 적어 주세요.")),
            Length(max=REASON_MAX, message=_l("%(max)d자까지 쓸 수 있어요.")),
        ],
    )


class _Sourced(FlaskForm):
    """Names when applications end and the public result the seed is made of."""

    applies_until = _moment(_l("신청 끝"))
    source = _choice(_l("무엇으로 추첨할까요?"), SOURCE_NAMES, "lotto")
    source_round = IntegerField(_l("회차"), [Optional()], render_kw={"inputmode": "numeric"})

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        number = self.source_round.data
        if number is not None and not is_possible(self.source.data or "", number):
            self.source_round.errors = [_("그런 회차는 없어요.")]
        return good and not self.errors

    def sourced(self) -> dict:
        """Without a number: the first result that comes an hour after the end or later."""
        until = self.applies_until.data.replace(tzinfo=SEOUL)
        number = self.source_round.data or number_after(self.source.data, until + LEAST_GAP)
        return {
            "applies_until": until,
            "source": self.source.data,
            "source_round": number,
        }


class TermsForm(_Sourced):
    """After validate(), values() is what Panel.prepare takes."""

    about = TextAreaField(
        _l("무슨 일을 하나요?"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("참여단이 하는 일을 적어 주세요.")),
            Length(max=ABOUT_MAX, message=_l("%(max)d자까지 쓸 수 있어요.")),
        ],
    )
    size = _number(_l("몇 명을 뽑나요?"), *SIZES, 30)
    reserve_each = _number(_l("칸마다 예비 몇 명"), 0, MOST_RESERVE, 2)
    features = SelectMultipleField(
        _l("무엇을 인구와 맞출까요?"),
        choices=choices(FEATURE_NAMES.items()),
        default=list(FEATURE_NAMES),
        option_widget=CheckboxInput(),
    )
    ages = _choice(_l("연령대 나누기"), SCHEME_NAMES, "thirds")
    youngest = _choice(_l("몇 살부터"), YOUNGEST_NAMES, "20")
    applies_from = _moment(_l("신청 시작"))
    answer_days = _number(_l("뽑힌 뒤 답하는 날수"), *ANSWER_DAYS, 7)
    ends_on = DateField(_l("활동이 끝나는 날"), [InputRequired(_l("날짜를 적어 주세요."))])

    def __init__(self, panel=None, **kwargs):
        super().__init__(data=_shown(panel) if panel else {}, **kwargs)

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        start, end, last = self.applies_from.data, self.applies_until.data, self.ends_on.data
        if start and end and end <= start:
            self.applies_until.errors = [_("끝은 시작보다 뒤여야 해요.")]
        if end and last and last <= end.date():
            self.ends_on.errors = [_("신청이 끝난 뒤의 날을 골라 주세요.")]
        return good and not self.errors

    def values(self) -> dict:
        names = ("about", "size", "reserve_each", "ages", "youngest", "answer_days", "ends_on")
        chosen = [name for name in FEATURE_NAMES if name in (self.features.data or ())]
        starts = self.applies_from.data.replace(tzinfo=SEOUL)
        plain = {name: self[name].data for name in names}
        return plain | self.sourced() | {"features": chosen, "applies_from": starts}


class PanelChangeForm(_Sourced, _Reason):
    """Another end of applications, another public result, and why."""

    def values(self) -> dict:
        return self.sourced() | {"reason": self.reason.data}


class MemberRemovalForm(_Reason):
    """Why a member is taken out."""


class PublicResultForm(FlaskForm):
    """The public result as it is read from its source. After validate(), value is its spelling."""

    result = StringField(_l("나온 결과"), filters=[one_line])
    value = ""

    def __init__(self, panel, **kwargs):
        super().__init__(**kwargs)
        self.source = panel.source

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        try:
            self.value = read_result(self.source, self.result.data or "")
        except NotAResult:
            self.result.errors = [_("이 결과로 읽을 수 없어요. 예시처럼 적어 주세요.")]
        return good and not self.errors


def _shown(panel) -> dict:
    """A panel's columns as the form shows them."""
    names = ("about", "size", "reserve_each", "ages", "youngest", "answer_days", "ends_on")
    more = ("features", "source", "source_round")
    times = {name: getattr(panel, name) for name in ("applies_from", "applies_until")}
    local = {name: at.astimezone(SEOUL).replace(tzinfo=None) for name, at in times.items()}
    return {name: getattr(panel, name) for name in (*names, *more)} | local
