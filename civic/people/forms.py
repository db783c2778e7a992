"""Forms of one's own settings, and the fields that other forms of people share."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from civic.db import SEOUL, now
from civic.people.names import LONGEST_NAME
from civic.text import one_line
from civic.web.choices import choices

NAME_LIMIT = _l("이름은 1~40글자로 적어 주세요.")


def name_field(label):
    return StringField(
        label,
        filters=[one_line],
        validators=[Length(1, LONGEST_NAME, NAME_LIMIT)],
        render_kw={"autocomplete": "nickname", "maxlength": LONGEST_NAME},
    )


def district_field(label):
    return SelectField(label, coerce=lambda text: int(text) if text else None, validate_choice=True)


def offer_districts(field, municipality, empty) -> None:
    """Fill a district field with the districts of a municipality, after an empty choice."""
    districts = municipality.districts if municipality is not None else []
    field.choices = choices([("", empty), *((d.id, d.name) for d in districts)])


class ProfileForm(FlaskForm):
    name = name_field(_l("이름"))
    home_district_id = district_field(_l("사는 동네"))
    birth_year = IntegerField(
        _l("태어난 해"),
        validators=[Optional()],
        render_kw={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": 4},
    )

    def validate_birth_year(self, field):
        if field.data is not None and not 1900 <= field.data <= now().astimezone(SEOUL).year:
            raise ValidationError(_l("1985처럼 네 자리로 적어 주세요."))


class LeaveForm(FlaskForm):
    sure = BooleanField(
        _l("되돌릴 수 없다는 것을 알고 있어요"),
        validators=[InputRequired(_l("지우려면 이 칸에 표시해 주세요."))],
    )
