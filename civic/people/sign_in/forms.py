"""Forms of sign-in and sign-up."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    PasswordField,
    StringField,
)
from wtforms.validators import InputRequired, ValidationError

from civic.people.forms import AsksAddress, district_field, name_field
from civic.people.sign_in.codes import digits_only
from civic.people.sign_in.passphrases import WeakPassphrase, judge

if TYPE_CHECKING:
    from civic.people.models import Person

WEAK = {
    "short": _l("15글자 이상으로 적어 주세요. 단어 서너 개를 이으면 외우기 쉬워요."),
    "long": _l("200글자까지 적을 수 있어요."),
    "repeated": _l("같은 글자가 너무 많이 되풀이돼요. 서로 다른 단어를 이어 주세요."),
    "common": _l("많이 쓰는 말이라 남이 맞히기 쉬워요. 나만 아는 단어를 섞어 주세요."),
    "own": _l("이름이나 주소와 같아요. 다른 말로 적어 주세요."),
}


class AddressForm(AsksAddress, FlaskForm):
    """Where to send a one-time code. reaches: the kinds of address the sender can send to."""

    address = StringField(
        _l("이메일이나 휴대전화 번호"),
        validators=[InputRequired(_l("이메일 주소나 휴대전화 번호를 적어 주세요."))],
        render_kw={"autocomplete": "username", "inputmode": "email", "maxlength": 254},
    )
    reaches = frozenset({"email", "phone"})

    def validate_address(self, field):
        super().validate_address(field)
        if self.read.kind not in self.reaches:
            raise ValidationError(_l("지금은 문자를 보낼 수 없어요. 이메일 주소를 적어 주세요."))


class CodeForm(FlaskForm):
    code = StringField(
        _l("인증번호 6자리"),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12},
    )

    def validate_code(self, field):
        if len(digits_only(field.data or "")) != 6:
            raise ValidationError(_l("받은 숫자 6자리를 모두 적어 주세요."))


class PassphraseForm(AddressForm):
    passphrase = PasswordField(
        _l("긴 비밀번호"),
        validators=[InputRequired(_l("긴 비밀번호를 적어 주세요."))],
        render_kw={"autocomplete": "current-password", "maxlength": 400},
    )


class NewPassphraseForm(FlaskForm):
    """old_passphrase: the one so far, where there is one (Person.knows_passphrase)."""

    old_passphrase = PasswordField(
        _l("지금 쓰는 긴 비밀번호"),
        render_kw={"autocomplete": "current-password", "maxlength": 400},
    )
    passphrase = PasswordField(
        _l("새 긴 비밀번호"), render_kw={"autocomplete": "new-password", "maxlength": 400}
    )

    def validate_passphrase(self, field):
        try:
            judge(field.data or "")
        except WeakPassphrase as weak:
            raise ValidationError(WEAK[weak.reason]) from None


class ConsentForm(FlaskForm):
    """The first sign-in: two consents without which there is no account, one that is a choice.

    person: who was given a right before they ever came, or None.
    """

    def __init__(self, person: "Person | None", **values):
        super().__init__(**values)
        self.person = person

    required = BooleanField(
        _l("개인정보 수집·이용에 동의해요"),
        validators=[
            InputRequired(_l("동의해야 이름을 걸고 참여할 수 있어요. 읽기는 동의 없이도 돼요."))
        ],
    )
    age = BooleanField(
        _l("만 14세 이상이에요"),
        validators=[
            InputRequired(_l("만 14세 미만은 보호자 동의가 필요해요. 담당 부서로 연락해 주세요."))
        ],
    )
    contact = BooleanField(_l("참여 결과와 다음 일정을 소식으로 받을게요"))
    name = name_field(_l("어떻게 불러 드릴까요?"))
    home_district_id = district_field(_l("사는 동네"))
    passphrase = PasswordField(
        _l("긴 비밀번호"), render_kw={"autocomplete": "new-password", "maxlength": 400}
    )

    def validate_passphrase(self, field):
        if field.data:
            NewPassphraseForm.validate_passphrase(self, field)
