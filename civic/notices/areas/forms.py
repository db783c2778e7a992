"""Choosing an area: a district, or a circle on the map."""

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from civic.notices.areas.rules import RADII_M
from civic.places.point_in_district import OutsideMunicipality
from civic.places.typed_point import parse_point
from civic.web.choices import choices
from civic.web.filters import called


class AreaForm(FlaskForm):
    district_id = SelectField(_l("읍면동"), default="")
    lat = StringField()
    lon = StringField()
    radius_m = SelectField(
        _l("반경"),
        choices=choices((str(m), f"{m}m" if m < 1000 else f"{m // 1000}km") for m in RADII_M),
        default="500",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [(str(each.id), called(each)) for each in g.municipality.districts]
        self.district_id.choices = choices([("", _("골라 주세요")), *offered])

    @property
    def point(self) -> tuple[float, float] | None:
        return parse_point(self.lat.data, self.lon.data)

    @property
    def district(self):
        wanted = self.district_id.data
        return next((each for each in g.municipality.districts if str(each.id) == wanted), None)

    def validate_district_id(self, field):
        if not field.data and not (self.lat.data or self.lon.data):
            raise ValidationError(_("읍면동을 고르거나 지도에서 위치를 눌러 주세요."))

    def validate_lat(self, field):
        if not (field.data or self.lon.data):
            return
        if self.point is None:
            raise ValidationError(_("위치를 읽을 수 없어요. 지도에서 다시 골라 주세요."))
        try:
            g.municipality.district_at(*self.point)
        except OutsideMunicipality as outside:
            city = g.municipality.name
            raise ValidationError(
                _("고른 위치가 %(city)s 밖이에요. %(city)s 안에서 다시 골라 주세요.", city=city)
            ) from outside
