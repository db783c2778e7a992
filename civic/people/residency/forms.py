"""Forms by which residency is proven, by the resident or at a desk, and codes are issued."""

from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from civic.db import now
from civic.korean_time import SEOUL
from civic.people.addresses import NotAnAddress, read_address
from civic.people.forms import district_field
from civic.people.residency.identity import NotAnIdentity, read_birth
from civic.people.residency.labels import CARRIERS
from civic.people.rules import LARGEST_BATCH
from civic.text import one_line
from civic.web.choices import choices

WHICH_DISTRICT = _l("사는 동네를 골라 주세요.")


class CardForm(FlaskForm):
    """A participation code, posted or handed out at a desk."""

    code = StringField(
        _l("참여 코드"),
        validators=[InputRequired(_l("참여 코드 10자리를 적어 주세요."))],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": 40,
            "data-card-code": "",
        },
    )


class ShowingForm(FlaskForm):
    """Why codes that were printed once have to be shown again."""

    reason = StringField(
        _l("이유"),
        [Length(5, 300, _l("왜 다시 봐야 하는지 5자 이상, 300자까지 적어 주세요."))],
        filters=[one_line],
        render_kw={"maxlength": 300},
    )


class DistrictForm(FlaskForm):
    """Where somebody says they live."""

    district_id = district_field(_l("사는 동네"))

    def validate_district_id(self, field):
        if not field.data:
            raise ValidationError(WHICH_DISTRICT)


class AskForm(FlaskForm):
    """Whom the app of a carrier shall ask. Handed on to the service, and not kept."""

    name = StringField(
        _l("이름"),
        [Length(1, 60, _l("통신사에 가입한 이름을 적어 주세요."))],
        filters=[one_line],
        render_kw={"autocomplete": "name", "maxlength": 60},
    )
    phone = StringField(
        _l("휴대전화 번호"),
        render_kw={"autocomplete": "tel", "inputmode": "tel", "maxlength": 30},
    )
    carrier = RadioField(
        _l("통신사"),
        [InputRequired(_l("통신사를 골라 주세요."))],
        choices=choices(CARRIERS.items()),
    )

    def validate_phone(self, field):
        try:
            address = read_address(field.data or "")
        except NotAnAddress:
            address = None
        if address is None or address.kind != "phone":
            raise ValidationError(_l("010-1234-5678처럼 휴대전화 번호를 적어 주세요."))

    @property
    def digits(self) -> str:
        """01012345678"""
        return f"0{read_address(self.phone.data or '').text.removeprefix('+82')}"


class DeskForm(FlaskForm):
    """What the clerk reads on an identity card. Only a mark of it is stored."""

    name = StringField(
        _l("신분증의 이름"),
        filters=[one_line],
        validators=[Length(1, 60, _l("신분증에 적힌 이름을 적어 주세요."))],
        render_kw={"autocomplete": "off", "maxlength": 60},
    )
    birth = StringField(
        _l("생년월일"),
        validators=[InputRequired(_l("19850302처럼 8자리로 적어 주세요."))],
        render_kw={"autocomplete": "off", "inputmode": "numeric", "maxlength": 20},
    )
    district_id = district_field(_l("신분증 주소의 읍면동"))
    namesake = BooleanField(_l("이름과 생년월일이 같은 다른 분임을 신분증으로 확인했어요"))
    born_on: date | None = None

    def validate_birth(self, field):
        try:
            self.born_on = read_birth(field.data, now().astimezone(SEOUL).date())
        except NotAnIdentity:
            raise ValidationError(_l("19850302처럼 8자리로 적어 주세요.")) from None


class CodeBatchForm(FlaskForm):
    """Participation codes that are printed together."""

    label = StringField(
        _l("이 묶음의 이름"),
        filters=[one_line],
        validators=[Length(1, 80, _l("이름은 1~80글자로 적어 주세요."))],
        render_kw={"maxlength": 80},
    )
    size = IntegerField(
        _l("몇 장을 만들까요?"),
        validators=[NumberRange(1, LARGEST_BATCH, _l("1~1,000 사이의 숫자로 적어 주세요."))],
        render_kw={"inputmode": "numeric"},
    )
    district_id = district_field(_l("읍면동"))
    last_on = DateField(
        _l("마지막으로 쓸 수 있는 날"),
        validators=[InputRequired(_l("날짜를 적어 주세요."))],
    )

    def validate_last_on(self, field):
        today = now().astimezone(SEOUL).date()
        if field.data and not today <= field.data <= today + timedelta(days=730):
            raise ValidationError(_l("오늘부터 2년 안의 날짜로 적어 주세요."))

    def expires_at(self) -> datetime:
        """Midnight (Seoul) after the last day."""
        midnight = datetime.combine(self.last_on.data + timedelta(days=1), time(), SEOUL)
        return midnight.astimezone(UTC)
