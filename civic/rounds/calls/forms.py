"""A call's notice as a form: what the notice does not state stays empty."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from civic.rounds.calls.criteria import CriteriaWrong, read_criteria
from civic.rounds.calls.labels import (
    COUNT_NAMES,
    DAY_NAMES,
    MONEY_NAMES,
    SHARE_NAMES,
    WORD_NAMES,
    about_criteria,
    about_shares,
)
from civic.rounds.calls.shares import Shares, SharesWrong, read_shares
from civic.rounds.fields import YEARS, WonField, in_our_time
from civic.rounds.money import LIMIT
from civic.text import one_line, paragraphs

LONGEST = {"programme": 120, "ministry": 60, "agency": 60, "selection": 40, "source": 300}
LARGEST = {"cities": 999, "build_months": 120}
NEEDED = ("programme", "source")


class CallNoticeForm(FlaskForm):
    """One field for each column of Call that a notice may state."""

    year = IntegerField(
        _l("연도"),
        validators=[
            InputRequired(_l("2027처럼 네 자리 숫자로 적어 주세요.")),
            NumberRange(*YEARS, message=_l("2027처럼 네 자리 숫자로 적어 주세요.")),
        ],
    )

    criteria_text = TextAreaField(_l("평가 기준과 배점"), filters=[paragraphs])

    def validate_criteria_text(self, field):
        try:
            read_criteria(field.data)
        except CriteriaWrong as wrong:
            raise ValidationError(about_criteria(wrong)) from wrong

    def validate(self, **kwargs) -> bool:
        fine = super().validate(**kwargs)
        for stage in ("apply", "preliminary", "evaluation"):
            first, last = self[f"{stage}_from_on"], self[f"{stage}_to_on"]
            if first.data and last.data and last.data < first.data:
                last.errors = [*last.errors, _("마지막 날이 시작보다 빨라요.")]
                fine = False
        return self._shares_fit() and fine

    def _shares_fit(self) -> bool:
        """Said at the first of the shares that is stated."""
        stated = self._stated()
        try:
            read_shares(stated)
        except SharesWrong as wrong:
            first = next(name for name, share in stated.items() if share is not None)
            field = self[f"share_{first}"]
            field.errors = [*field.errors, about_shares(wrong)]
            return False
        return True

    def _stated(self) -> dict[str, float | None]:
        return {name: self[f"share_{name}"].data for name in SHARE_NAMES}

    @staticmethod
    def typed_shares(shares: Shares | None) -> dict[str, float]:
        """The shares by their fields."""
        return {f"share_{name}": share for name, share in (shares or {}).items()}

    def values(self) -> dict:
        """Columns of Call by name; empty ones None, or "" for words."""
        words = {name: self[name].data for name in WORD_NAMES}
        others = (*MONEY_NAMES, *COUNT_NAMES, *DAY_NAMES, "year")
        criteria = read_criteria(self.criteria_text.data) or None
        derived = {"criteria": criteria, "shares": read_shares(self._stated())}
        return words | {name: self[name].data for name in others} | derived


def _money_fits(_form, field):
    if field.data is not None and not 0 < field.data < LIMIT:
        raise ValidationError(_("1원보다 큰 금액으로 적어 주세요."))


for _name, _label in WORD_NAMES.items():
    _least, _longest = (1 if _name in NEEDED else 0), LONGEST[_name]
    _words = Length(_least, _longest, _l("%(max)d글자까지, 비우지 말고 적어 주세요."))
    if not _least:
        _words = Length(max=_longest, message=_l("%(max)d글자까지 적을 수 있어요."))
    setattr(CallNoticeForm, _name, StringField(_label, filters=[one_line], validators=[_words]))
for _name, _label in MONEY_NAMES.items():
    setattr(CallNoticeForm, _name, WonField(_label, validators=[Optional(), _money_fits]))
for _name, _label in COUNT_NAMES.items():
    _range = NumberRange(1, LARGEST[_name], _l("%(min)s~%(max)s 사이의 숫자로 적어 주세요."))
    setattr(CallNoticeForm, _name, IntegerField(_label, validators=[Optional(), _range]))
for _name, _label in DAY_NAMES.items():
    setattr(CallNoticeForm, _name, DateField(_label, validators=[Optional(), in_our_time]))
for _name, _label in SHARE_NAMES.items():
    _range = NumberRange(0, 100, _l("%(min)s~%(max)s 사이의 숫자로 적어 주세요."))
    _field = DecimalField(_label, places=None, validators=[Optional(), _range])
    setattr(CallNoticeForm, f"share_{_name}", _field)
