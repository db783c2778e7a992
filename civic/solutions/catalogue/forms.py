"""유사 사례 as a planner writes it: what a city did, what was measured, and who says so."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DecimalField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from civic.issues.labels import CATEGORIES
from civic.text import one_line
from civic.web.choices import choices

LONGEST = {"title": 80, "city": 60, "period": 60, "indicator": 80, "unit": 20}
LONGEST |= {"stated_change": 40, "source": 120, "source_url": 300, "source_date": 20, "note": 300}
MOST = 10**12
SCHEMES = ("https://", "http://")


def words(label, name, needed=""):
    """One line of at most so many letters; needed: what to say when it is empty."""
    longest = LONGEST[name]
    validators = [Length(max=longest, message=_l("%(n)s자까지 쓸 수 있어요.", n=longest))]
    if needed:
        validators.insert(0, DataRequired(needed))
    return StringField(label, filters=[one_line], validators=validators)


class TypedNumberField(DecimalField):
    """A number as people type it: 1,234.5 too."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata([value.replace(",", "").strip() for value in valuelist])
        except ValueError as wrong:
            raise ValueError(_("12.5처럼 수로 적어 주세요.")) from wrong


def figure(label):
    return TypedNumberField(label, places=None, validators=[Optional()])


class CatalogueEntryForm(FlaskForm):
    """Either both values, or one after, or the change as the source words it."""

    title = words(_l("무엇을 했나요?"), "title", _l("무엇을 했는지 적어 주세요."))
    category = SelectField(
        _l("분야"), choices=choices((code, name) for code, (_icon, name) in CATEGORIES.items())
    )
    city = words(_l("도시"), "city", _l("어느 도시인지 적어 주세요."))
    period = words(_l("연도나 기간"), "period", _l("언제인지 적어 주세요. 예) 2024년"))
    indicator = words(_l("잰 것"), "indicator", _l("무엇을 쟀는지 적어 주세요. 예) 평균 대기시간"))
    unit = words(_l("단위"), "unit")
    direction = RadioField(
        _l("어느 쪽이 좋은가요?"),
        choices=choices([("down", _l("줄수록")), ("up", _l("늘수록"))]),
        default="down",
    )
    before = figure(_l("도입 전"))
    after = figure(_l("도입 뒤"))
    stated_change = words(_l("출처에 적힌 변화"), "stated_change")
    source = words(_l("출처"), "source", _l("누가 낸 어느 글인지 적어 주세요."))
    source_url = words(_l("출처 주소"), "source_url")
    source_date = words(_l("출처 날짜"), "source_date")
    note = words(_l("덧붙일 말"), "note")

    def validate(self, extra_validators=None):
        """Fields left empty are asked for here: nothing is asked of one alone."""
        good = super().validate(extra_validators)
        if self.after.data is None and not self.after.errors:
            if self.before.data is not None:
                self.after.errors = [_("도입 뒤의 값도 적어 주세요.")]
            elif not self.stated_change.data:
                words = _("잰 값이나 출처에 적힌 변화 가운데 하나는 적어 주세요.")
                self.after.errors = [words]
        return good and not self.errors

    def validate_before(self, field):
        _check_size(field.data)

    def validate_after(self, field):
        _check_size(field.data)

    def validate_unit(self, field):
        if self.after.data is not None and not field.data:
            raise ValidationError(_("값의 단위를 적어 주세요. 예) 분, 건"))

    def validate_source_url(self, field):
        if field.data and not field.data.startswith(SCHEMES):
            raise ValidationError(_("https://로 시작하는 주소를 적어 주세요."))

    def values(self) -> dict:
        numbers = {
            name: None if self[name].data is None else float(self[name].data)
            for name in ("before", "after")
        }
        names = ("category", "direction", *LONGEST)
        return {name: self[name].data or "" for name in names} | numbers


def _check_size(number) -> None:
    if number is not None and not (number.is_finite() and abs(number) <= MOST):
        raise ValidationError(_("1조까지의 수로 적어 주세요."))
