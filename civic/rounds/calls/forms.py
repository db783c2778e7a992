"""A call's notice as a form: what the notice does not state stays empty."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from civic.rounds.fields import YEARS, WonField, in_our_time
from civic.rounds.money import LIMIT
from civic.text import one_line

# field: (what it is called, longest)
WORDS = {
    "programme": (_l("사업 이름"), 120),
    "ministry": (_l("주관 부처"), 60),
    "agency": (_l("접수하는 기관"), 60),
    "selection": (_l("선정하는 때"), 40),
    "source": (_l("출처"), 300),
}
MONEY = {
    "total_won": _l("전체 사업비"),
    "national_won": _l("한 곳에 주는 국비"),
    "local_won": _l("한 곳이 내는 지방비"),
}
# field: (what it is called, largest)
COUNTS = {"cities": (_l("선정하는 곳의 수"), 999), "build_months": (_l("만드는 달수"), 120)}
DAYS = {
    "announced_on": _l("공고일"),
    "apply_from_on": _l("접수 시작"),
    "apply_to_on": _l("접수 마지막 날"),
    "preliminary_from_on": _l("예비 검토 시작"),
    "preliminary_to_on": _l("예비 검토 마지막 날"),
    "evaluation_from_on": _l("평가 시작"),
    "evaluation_to_on": _l("평가 마지막 날"),
}
NEEDED = ("programme", "source")


class CallForm(FlaskForm):
    """One field for each column of Call that a notice may state."""

    year = IntegerField(
        _l("연도"),
        validators=[
            InputRequired(_l("2027처럼 네 자리 숫자로 적어 주세요.")),
            NumberRange(*YEARS, message=_l("2027처럼 네 자리 숫자로 적어 주세요.")),
        ],
    )

    def validate(self, **kwargs) -> bool:
        fine = super().validate(**kwargs)
        for stage in ("apply", "preliminary", "evaluation"):
            first, last = self[f"{stage}_from_on"], self[f"{stage}_to_on"]
            if first.data and last.data and last.data < first.data:
                last.errors = [*last.errors, _("마지막 날이 시작보다 빨라요.")]
                fine = False
        return fine

    def values(self) -> dict:
        """Columns of Call by name; empty ones None, or "" for words."""
        words = {name: self[name].data for name in WORDS}
        others = (*MONEY, *COUNTS, *DAYS, "year")
        return words | {name: self[name].data for name in others}


def _money_fits(_form, field):
    if field.data is not None and not 0 < field.data < LIMIT:
        raise ValidationError(_("1원보다 큰 금액으로 적어 주세요."))


for _name, (_label, _longest) in WORDS.items():
    _least = 1 if _name in NEEDED else 0
    _words = Length(_least, _longest, _l("%(max)d글자까지, 비우지 말고 적어 주세요."))
    if not _least:
        _words = Length(max=_longest, message=_l("%(max)d글자까지 적을 수 있어요."))
    setattr(CallForm, _name, StringField(_label, filters=[one_line], validators=[_words]))
for _name, _label in MONEY.items():
    setattr(CallForm, _name, WonField(_label, validators=[Optional(), _money_fits]))
for _name, (_label, _most) in COUNTS.items():
    _range = NumberRange(1, _most, _l("%(min)s~%(max)s 사이의 숫자로 적어 주세요."))
    setattr(CallForm, _name, IntegerField(_label, validators=[Optional(), _range]))
for _name, _label in DAYS.items():
    setattr(CallForm, _name, DateField(_label, validators=[Optional(), in_our_time]))
