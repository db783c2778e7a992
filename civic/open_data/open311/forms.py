"""What a program sends as a report, checked like what people type."""

import hashlib

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from civic.issues.rules import BODY_MAX, PLACE_MAX
from civic.open_data.open311.services import DISTRICT
from civic.open_data.open311.splitting import title_and_body
from civic.personal_data import mask
from civic.places.legal_dongs.models import names_of
from civic.places.models import Municipality
from civic.places.point_in_district import OutsideMunicipality
from civic.places.typed_point import parse_point
from civic.text import one_line, paragraphs

ADDRESS_MAX = 1000


class RequestForm(Form):
    """A report as Open311 sends it. After validate(), values() is what SentReport.receive takes.

    Who reports (email, device_id, account_id, first_name, last_name, phone) is not read. What in
    the words looks personal is masked, as in imported files: nobody sees them before all do.
    """

    description = TextAreaField(
        "description",
        filters=[paragraphs],
        validators=[
            DataRequired(_l("description에 무엇이 불편한지 적어 주세요.")),
            Length(2, BODY_MAX, _l("description은 2자에서 4,000자까지예요.")),
        ],
    )
    address_string = StringField(
        "address_string",
        filters=[one_line],
        validators=[Length(max=PLACE_MAX, message=_l("address_string은 200자까지예요."))],
    )
    lat = StringField("lat")
    long = StringField("long")
    address_id = StringField("address_id", filters=[one_line])
    district = StringField(f"attribute[{DISTRICT}]", name=f"attribute[{DISTRICT}]")
    media_url = StringField(
        "media_url",
        filters=[one_line],
        validators=[Length(max=ADDRESS_MAX, message=_l("media_url이 너무 길어요."))],
    )

    def __init__(self, municipality: Municipality, formdata):
        super().__init__(formdata)
        self.municipality = municipality
        self.point: tuple[float, float] | None = None
        self.district_id: int | None = None

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        self._settle_place()
        return good and not self.errors

    def values(self) -> dict:
        title, body = title_and_body(mask(self.description.data))
        lat, lon = self.point or (None, None)
        return {
            "title": title,
            "body": body,
            "place": mask(self.address_string.data)[:PLACE_MAX],
            "district_id": self.district_id,
            "lat": lat,
            "lon": lon,
        }

    def sentences(self) -> list[str]:
        return [str(sentence) for field in self for sentence in field.errors]

    def _settle_place(self):
        """A position decides the district; without one, its code; else what the address names."""
        if self.lat.data or self.long.data:
            self._settle_point()
            return
        code = self.address_id.data or one_line(self.district.data)
        if code:
            self.district_id = self.municipality.district_ids().get(code)
            if self.district_id is None:
                self.address_id.errors = [_("address_id는 읍면동의 행정동코드 10자리예요.")]
            return
        if self.address_string.data:
            self.district_id = names_of(self.municipality).in_address(self.address_string.data).key
        if self.district_id is None:
            self.lat.errors = [
                _("어디인지 알 수 없어요. lat과 long, 또는 읍면동(address_id)을 보내 주세요.")
            ]

    def _settle_point(self):
        self.point = parse_point(self.lat.data, self.long.data)
        if self.point is None:
            self.lat.errors = [_("lat과 long을 함께, 도(°) 단위 숫자로 보내 주세요.")]
            return
        try:
            self.district_id = self.municipality.district_at(*self.point).id
        except OutsideMunicipality:
            self.lat.errors = [_("%(city)s 밖이에요.", city=self.municipality.name)]


def digest_of(form, files: list[bytes]) -> str:
    """Of what was sent, to tell a repeat from another report under the same key."""
    digest = hashlib.sha256()
    for name, value in sorted(form.items(multi=True)):
        if name not in ("api_key", "csrf_token"):
            digest.update(f"{name}\x1f{value}\x1e".encode())
    for content in files:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()
