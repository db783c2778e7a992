"""Forms of one's own settings, and the fields that other forms of people share."""

from flask import g
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from civic.db import now
from civic.korean_time import SEOUL
from civic.languages.romanised import place_name
from civic.people.addresses import Address, NotAnAddress, read_address
from civic.people.models import municipalities, names_of_office
from civic.people.names import LONGEST_NAME
from civic.people.passing_for import passes_for
from civic.roles import WORKSHOP
from civic.text import one_line
from civic.web.choices import choices
from civic.web.filters import called

NAME_LIMIT = _l("이름은 1~40글자로 적어 주세요.")
PASSES_FOR = {
    "office": _l("시의 담당자로 보이는 이름은 쓸 수 없어요. 다른 이름을 적어 주세요."),
    "place": _l("지자체의 이름은 쓸 수 없어요. 다른 이름을 적어 주세요."),
    "official": _l("같은 이름의 담당자가 있어요. 별명이나 동네를 덧붙여 주세요."),
    "mixed": _l("서로 닮은 다른 나라 글자를 섞어 쓸 수 없어요. 한 가지 글자로 적어 주세요."),
}


class AsksAddress:
    """A form with the address of somebody, whose read is what was typed once that is one."""

    read: Address | None = None

    def validate_address(self, field):
        try:
            self.read = read_address(field.data)
        except NotAnAddress:
            raise ValidationError(
                _l("name@example.com 같은 이메일이나 010-1234-5678 같은 번호로 적어 주세요.")
            ) from None


def not_the_office(form, field):
    """Nobody is called as the office, a city or an official is, unless they work for that office.
    What somebody is called already stays. A form whose person has not come in yet names them:
    form.person."""
    person = getattr(form, "person", None) or current_user
    if person.is_authenticated and person.name == field.data:
        return
    others = [place for place in municipalities() if not _is_of_office(person, place)]
    places = [place_name(place, code) for place in others for code in ("ko", "en")]
    places += [place.team for place in others if place.team]
    here = g.get("municipality")
    reason = passes_for(field.data or "", places, names_of_office(here))
    if reason == "office" and _is_of_office(person, here):
        return
    if reason:
        raise ValidationError(PASSES_FOR[reason])


def _is_of_office(person, municipality) -> bool:
    """With none at hand: an operator."""
    return person.is_authenticated and bool(person.role_names(municipality) & WORKSHOP)


def name_field(label):
    return StringField(
        label,
        filters=[one_line],
        validators=[Length(1, LONGEST_NAME, NAME_LIMIT), not_the_office],
        render_kw={"autocomplete": "nickname", "maxlength": LONGEST_NAME},
    )


def district_field(label):
    return SelectField(label, coerce=lambda text: int(text) if text else None, validate_choice=True)


def offer_districts(field, municipality, empty) -> None:
    """Fill a district field with the districts of a municipality, after an empty choice."""
    districts = municipality.districts if municipality is not None else []
    field.choices = choices([("", empty), *((d.id, called(d)) for d in districts)])


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
    """words: keep (under nobody's name) or take (as far as nobody else acted on them)."""

    words = RadioField(
        _l("내가 쓴 글과 사진"),
        choices=choices(
            (("keep", _l("이름 없이 남기기")), ("take", _l("지울 수 있는 것은 모두 지우기")))
        ),
        default="keep",
    )
    sure = BooleanField(
        _l("되돌릴 수 없다는 것을 알고 있어요"),
        validators=[InputRequired(_l("지우려면 이 칸에 표시해 주세요."))],
    )
