"""Giving a right and taking one back."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from civic.people.forms import NAME_LIMIT, AsksAddress
from civic.people.labels import ROLES
from civic.people.names import LONGEST_NAME
from civic.roles import OPERATOR
from civic.text import one_line
from civic.web.choices import choices

WHY = _l("왜 주거나 거두는지 적어 주세요. 기록에 남아요.")


class ReasonForm(FlaskForm):
    reason = StringField(
        _l("이유"),
        [InputRequired(WHY), Length(max=300, message=_l("300자까지 쓸 수 있어요."))],
        filters=[one_line],
        render_kw={"maxlength": 300},
    )


class GrantForm(AsksAddress, ReasonForm):
    """places: (id, name) of every municipality."""

    address = StringField(
        _l("이메일이나 휴대전화 번호"),
        [InputRequired(_l("누구에게 줄지 적어 주세요.")), Length(max=254)],
        render_kw={"autocomplete": "off", "inputmode": "email", "maxlength": 254},
    )
    name = StringField(
        _l("이름"),
        [Length(max=LONGEST_NAME, message=NAME_LIMIT)],
        filters=[one_line],
        render_kw={"autocomplete": "off", "maxlength": LONGEST_NAME},
    )
    role = SelectField(_l("권한"))
    place_id = SelectField(
        _l("지자체"), coerce=lambda text: int(text) if text else None, validate_choice=True
    )

    @classmethod
    def over(cls, places, **values) -> "GrantForm":
        form = cls(**values)
        form.role.choices = choices(ROLES.items())
        form.place_id.choices = choices([("", _l("모든 지자체 (운영자)")), *places])
        return form

    def validate_place_id(self, field):
        if (self.role.data == OPERATOR) != (field.data is None):
            raise ValidationError(
                _l("운영자는 모든 지자체에, 담당자와 컨설턴트는 한 지자체에 줄 수 있어요.")
            )
