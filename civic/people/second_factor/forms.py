"""What is typed to show a second factor."""

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, StopValidation

from civic.people.second_factor.passkeys import LONGEST_NAME
from civic.text import one_line

REFUSALS = {
    "wrong": _l("번호가 맞지 않아요. 앱에 지금 보이는 번호를 적어 주세요. 한 번 쓴 번호는 다시 "
                "쓸 수 없어요."),
    "waits": _l("다섯 번 틀려서 잠시 멈췄어요. 15분 뒤에 다시 해 주세요."),
    "passkey": _l("패스키를 확인하지 못했어요. 다시 해 주세요."),
    "stale": _l("시간이 지났거나 이미 쓴 확인이에요. 다시 눌러 주세요."),
    "unknown": _l("여기에 등록하지 않은 패스키예요. 다른 방법으로 들어와 주세요."),
    "known": _l("이미 등록한 패스키예요."),
    "copied": _l("이 패스키는 복제됐을 수 있어서 받지 않아요. 다른 방법으로 들어와 이 패스키를 "
                 "지워 주세요."),
    "many": _l("패스키는 열 개까지 등록할 수 있어요. 쓰지 않는 것을 먼저 지워 주세요."),
    "last": _l("하나 남은 패스키는 지울 수 없어요. 다른 패스키나 인증 앱을 먼저 등록해 주세요."),
    "elsewhere": _l("이 주소에서는 패스키를 쓸 수 없어요. https로 시작하는 안내받은 주소로 들어와 "
                    "주세요."),
}  # fmt: skip


class UnlessPasskey:
    """Nothing has to be typed where a passkey was shown instead."""

    def __call__(self, form, field):
        if form.passkey.data:
            field.errors = []
            raise StopValidation


class FactorForm(FlaskForm):
    """Six digits of the app, or a recovery code of ten symbols; or what a passkey signed, which a
    script fills in."""

    code = StringField(
        _l("앱에 보이는 번호 6자리, 또는 복구 코드"),
        [
            UnlessPasskey(),
            InputRequired(_l("인증 앱에 보이는 번호를 적어 주세요.")),
            Length(max=40, message=_l("번호 6자리나 복구 코드 10자리를 적어 주세요.")),
        ],
        render_kw={"autocomplete": "one-time-code", "maxlength": 40},
    )
    passkey = HiddenField()

    def __init__(self, *args, **values):
        super().__init__(*args, **values)
        if not current_user.has_app:  # passkeys alone
            self.code.label.text = _l("복구 코드 10자리")


class NewFactorForm(FlaskForm):
    """The first digits of an app that has just been told the secret."""

    code = StringField(
        _l("앱에 보이는 번호 6자리"),
        [
            InputRequired(_l("인증 앱에 보이는 번호를 적어 주세요.")),
            Length(max=40, message=_l("번호 6자리를 적어 주세요.")),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12},
    )


class PasskeyForm(FlaskForm):
    """What a passkey signed, and nothing typed."""

    passkey = HiddenField(validators=[InputRequired(REFUSALS["passkey"])])


class NewPasskeyForm(PasskeyForm):
    """What a device made, and what its person calls it."""

    name = StringField(
        _l("이 패스키를 부를 이름"),
        [Length(1, LONGEST_NAME, _l("이름을 1~40글자로 적어 주세요."))],
        filters=[one_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
