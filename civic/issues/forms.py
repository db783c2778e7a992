"""What residents type about issues."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from civic.issues.labels import CATEGORIES
from civic.issues.rules import BODY_MAX, PLACE_MAX, TITLE_MAX
from civic.people.masked_notice import TellsOfMasks
from civic.places.point_in_district import OutsideMunicipality
from civic.places.typed_point import parse_point
from civic.text import one_line, paragraphs
from civic.web.choices import choices
from civic.web.filters import called

COMMENT_MAX, ALT_MAX = 2000, 200


class IssueForm(TellsOfMasks, FlaskForm):
    """A report. After validate(), values() is what Issue.report takes."""

    title = StringField(
        _l("제목"),
        filters=[one_line],
        validators=[
            DataRequired(_l("무엇이 불편한지 한 줄로 적어 주세요.")),
            Length(2, TITLE_MAX, _l("2자에서 100자까지 적을 수 있어요.")),
        ],
    )
    body = TextAreaField(
        _l("자세한 이야기"),
        filters=[paragraphs],
        validators=[Length(max=BODY_MAX, message=_l("4,000자까지 적을 수 있어요."))],
    )
    category = RadioField(
        _l("어떤 분야인가요?"),
        choices=choices((code, name) for code, (_icon, name) in CATEGORIES.items()),
        validators=[DataRequired(_l("분야를 하나 골라 주세요."))],
        validate_choice=False,
    )
    district_id = SelectField(_l("읍면동"), validate_choice=False, default="")
    place = StringField(
        _l("어디쯤인가요?"),
        filters=[one_line],
        validators=[Length(max=PLACE_MAX, message=_l("200자까지 적을 수 있어요."))],
    )
    lat = HiddenField(_l("위치"))
    lon = HiddenField(_l("위치"))
    shows_name = BooleanField(_l("이름 보이기"))
    confirmed = HiddenField()

    def __init__(self, municipality, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        if self.district_id is not None:
            offered = [(str(district.id), called(district)) for district in municipality.districts]
            self.district_id.choices = choices([("", _("읍면동 고르기")), *offered])
        self.point, self.district = None, None

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        category = self.category and self.category.data
        if category and category not in CATEGORIES:
            self.category.errors = [_("목록에 있는 분야를 골라 주세요.")]
        self._settle_place()
        return good and not self.errors

    def values(self) -> dict:
        lat, lon = self.point or (None, None)
        return {
            "title": self.title.data,
            "body": self.body.data,
            "category": self.category.data,
            "district_id": self.district.id if self.district else None,
            "place": self.place.data,
            "lat": lat,
            "lon": lon,
            "shows_name": self.shows_name.data,
        }

    def _settle_place(self):
        """A point decides the district; without one, the chosen district does."""
        chosen = self.district_id.data or ""
        self.district = next(
            (each for each in self.municipality.districts if str(each.id) == chosen), None
        )
        if chosen and self.district is None:
            self.district_id.errors = [_("목록에 있는 읍면동을 골라 주세요.")]
        elif self.lat.data or self.lon.data:
            self._settle_point()
        elif self.district is None:
            self.district_id.errors = [_("지도에서 위치를 고르거나 읍면동을 골라 주세요.")]

    def _settle_point(self):
        point = parse_point(self.lat.data, self.lon.data)
        if point is None:
            self.lat.errors = [_("위치를 읽을 수 없어요. 지도에서 다시 골라 주세요.")]
            return
        try:
            self.district = self.municipality.district_at(*point)
            self.point = point
        except OutsideMunicipality:
            self.lat.errors = [
                _(
                    "고른 위치가 %(city)s 밖이에요. %(city)s 안에서 다시 골라 주세요.",
                    city=called(self.municipality),
                )
            ]


class IssueCommentForm(TellsOfMasks, FlaskForm):
    """A comment on an issue."""

    body = TextAreaField(
        _l("의견 쓰기"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("의견을 적어 주세요.")),
            Length(1, COMMENT_MAX, _l("의견은 1자에서 2,000자까지 적을 수 있어요.")),
        ],
    )
