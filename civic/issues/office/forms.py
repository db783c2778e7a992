"""A status, a correction and a merge, as planners fill them in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from civic.db import now
from civic.issues.forms import IssueForm
from civic.issues.labels import STATUSES
from civic.issues.status import SETTABLE
from civic.korean_time import SEOUL
from civic.photos.models import Photo
from civic.photos.sent_photo import sent_photo
from civic.web.choices import choices
from civic.web.row_numbers import LARGEST

WHICH_ISSUE = _l("어느 제보와 합칠지 골라 주세요.")


class StatusForm(FlaskForm):
    status = SelectField(
        _l("처리 상태"), choices=choices((code, STATUSES[code][2]) for code in SETTABLE)
    )
    reason = TextAreaField(
        _l("이유"), [Optional(), Length(max=1000, message=_l("이유는 1,000자까지 쓸 수 있어요."))]
    )
    promised_on = DateField(
        _l("언제까지 다시 알릴까요?"),
        [Optional()],
        description=_l("적으면 주민에게 약속으로 보이고, 지나면 늦어졌다고 보여요."),
    )
    photo_alt = StringField(
        _l("사진 설명"), [Optional(), Length(max=200, message=_l("200자까지 적을 수 있어요."))]
    )
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])
    photo: Photo | None = None  # how it looks now, as sent
    photo_error = ""

    @classmethod
    def sent(cls) -> "StatusForm":
        """As it was sent, with its photo."""
        photo, error = sent_photo("photo", "photo_key")
        form = cls()
        form.photo, form.photo_error = photo, error
        return form

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        promised = self.promised_on.data
        if promised is not None and promised < now().astimezone(SEOUL).date():
            self.promised_on.errors = [_l("오늘이나 그 뒤의 날을 골라 주세요.")]
            return False
        return good and not self.photo_error


class CorrectionForm(IssueForm):
    """Title, category and place as they should be. A pin decides the district; where there was
    neither before, none is asked for."""

    body = shows_name = confirmed = None
    no_pin = BooleanField(_l("지도 위치 지우기"))
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def fields(self) -> dict[str, dict]:
        """Field of issues/correction.py → its columns."""
        lat, lon = self.point or (None, None)
        district_id = self.district.id if self.district else None
        place = {"district_id": district_id, "place": self.place.data, "lat": lat, "lon": lon}
        return {
            "title": {"title": self.title.data},
            "category": {"category": self.category.data},
            "place": place,
        }

    def _settle_place(self):
        if self.no_pin.data:
            self.lat.data = self.lon.data = ""
        if self.district_id.data or self.lat.data or self.lon.data:
            super()._settle_place()
        if self.place.errors and self.district is not None:
            self.place.errors = []  # the office need not say more than the district


class MergeForm(FlaskForm):
    target_id = IntegerField(
        _l("합칠 제보"),
        [InputRequired(message=WHICH_ISSUE), NumberRange(1, LARGEST, WHICH_ISSUE)],
    )
    reason = StringField(
        _l("이유"), [Optional(), Length(max=300, message=_l("이유는 300자까지 쓸 수 있어요."))]
    )


class UnmergeForm(FlaskForm):
    reason = StringField(
        _l("이유"), [Optional(), Length(max=300, message=_l("이유는 300자까지 쓸 수 있어요."))]
    )
