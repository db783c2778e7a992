"""What is typed to show a second factor."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

REFUSALS = {
    "wrong": _l("번호가 맞지 않아요. 앱에 지금 보이는 번호를 적어 주세요. 한 번 쓴 번호는 다시 "
                "쓸 수 없어요."),
    "waits": _l("다섯 번 틀려서 잠시 멈췄어요. 15분 뒤에 다시 해 주세요."),
}  # fmt: skip


class FactorForm(FlaskForm):
    """Six digits of the app, or a recovery code of ten symbols."""

    code = StringField(
        _l("앱에 보이는 번호 6자리, 또는 복구 코드"),
        [
            InputRequired(_l("인증 앱에 보이는 번호를 적어 주세요.")),
            Length(max=40, message=_l("번호 6자리나 복구 코드 10자리를 적어 주세요.")),
        ],
        render_kw={"autocomplete": "one-time-code", "maxlength": 40},
    )


class NewFactorForm(FactorForm):
    """The first digits of an app that has just been told the secret."""

    code = StringField(
        _l("앱에 보이는 번호 6자리"),
        [
            InputRequired(_l("인증 앱에 보이는 번호를 적어 주세요.")),
            Length(max=40, message=_l("번호 6자리를 적어 주세요.")),
        ],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12},
    )
