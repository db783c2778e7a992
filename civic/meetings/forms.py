"""What planners type about a meeting, and who comes to one."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from civic.korean_time import SEOUL
from civic.meetings.head_counts import UNKNOWN
from civic.meetings.labels import KINDS, SEXES, band_name
from civic.meetings.rules import (
    ABOUT_MAX,
    HOST_MAX,
    MINUTES_MAX,
    MOST_PEOPLE,
    PLACE_MAX,
    REASON_MAX,
    TITLE_MAX,
)
from civic.places.population.rows import BANDS
from civic.rounds.fields import in_our_time
from civic.text import one_line, paragraphs
from civic.web.choices import choices

TIMES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
NUMBER = _l("0부터 100,000까지의 수로 적어 주세요.")


def at_most(most: int) -> Length:
    return Length(max=most, message=_l("%(n)s자까지 적을 수 있어요.", n=f"{most:,}"))


class Revised(FlaskForm):
    """A form about a meeting that says which saving of it was seen."""

    revision = HiddenField(default="0")

    def seen_revision(self) -> int:
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1

    def say_it_changed(self, meeting) -> None:
        """Another planner saved first: told, with what was typed kept; the next saving holds."""
        self.form_errors.append(
            _("그 사이에 다른 담당자가 고쳤어요. 적은 것은 그대로 있으니 한 번 더 저장해 주세요.")
        )
        self.revision.data = str(meeting.revision)


class MeetingForm(Revised):
    """A meeting. After validate(), values() is what Meeting.plan and Meeting.change take."""

    kind = RadioField(
        _l("어떤 모임인가요?"),
        choices=choices((code, name) for code, (_icon, name) in KINDS.items()),
        validators=[InputRequired(_l("하나를 골라 주세요."))],
    )
    title = StringField(
        _l("모임 이름"),
        filters=[one_line],
        validators=[DataRequired(_l("모임 이름을 적어 주세요.")), at_most(TITLE_MAX)],
    )
    starts_at = DateTimeLocalField(
        _l("시작"),
        [InputRequired(message=_l("언제 시작하는지 적어 주세요.")), in_our_time],
        format=TIMES,
    )
    ends_at = DateTimeLocalField(_l("끝"), [Optional(), in_our_time], format=TIMES)
    district_id = SelectField(_l("읍면동"), validate_choice=False, default="")
    place = StringField(
        _l("장소"),
        filters=[one_line],
        validators=[DataRequired(_l("어디에서 하는지 적어 주세요.")), at_most(PLACE_MAX)],
    )
    host = StringField(_l("주최"), filters=[one_line], validators=[at_most(HOST_MAX)])
    about = TextAreaField(_l("안내"), filters=[paragraphs], validators=[at_most(ABOUT_MAX)])
    signs_up = BooleanField(_l("주민이 미리 신청할 수 있어요"))
    capacity = IntegerField(
        _l("자리 수"),
        [Optional(), NumberRange(1, MOST_PEOPLE, _l("1부터 100,000까지의 수로 적어 주세요."))],
    )

    def __init__(self, municipality, meeting=None, **kwargs):
        values = _shown(meeting) if meeting else {}
        super().__init__(data=values, **kwargs)
        offered = [(str(each.id), each.name) for each in municipality.districts]
        self.districts = dict(offered)
        self.district_id.choices = choices([("", _("읍면동 고르기")), *offered])

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if self.district_id.data and self.district_id.data not in self.districts:
            self.district_id.errors = [_("목록에 있는 읍면동을 골라 주세요.")]
        start, end = self.starts_at.data, self.ends_at.data
        if start and end and end <= start:
            self.ends_at.errors = [_("끝은 시작보다 뒤여야 해요.")]
        return good and not self.errors

    def values(self) -> dict:
        end = self.ends_at.data
        return {
            "kind": self.kind.data,
            "title": self.title.data,
            "starts_at": self.starts_at.data.replace(tzinfo=SEOUL),
            "ends_at": end.replace(tzinfo=SEOUL) if end else None,
            "district_id": int(self.district_id.data) if self.district_id.data else None,
            "place": self.place.data,
            "host": self.host.data,
            "about": self.about.data,
            "signs_up": self.signs_up.data,
            "capacity": self.capacity.data,
        }


def _shown(meeting) -> dict:
    """A meeting's columns as the form shows them."""
    names = ("kind", "title", "place", "host", "about", "signs_up", "capacity")
    times = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    return {
        **{name: getattr(meeting, name) for name in names},
        **{name: at and at.astimezone(SEOUL).replace(tzinfo=None) for name, at in times.items()},
        "district_id": str(meeting.district_id or ""),
        "revision": str(meeting.revision),
    }


class CancelForm(FlaskForm):
    """Why a meeting does not take place."""

    reason = StringField(
        _l("취소하는 이유"),
        filters=[one_line],
        validators=[
            DataRequired(_l("신청한 주민에게 알릴 이유를 적어 주세요.")),
            at_most(REASON_MAX),
        ],
    )


class AfterForm(Revised):
    """Who came and what was said; fields heads_<band>_<sex> for those who were asked."""

    people = IntegerField(
        _l("온 사람"),
        [Optional(), NumberRange(0, MOST_PEOPLE, NUMBER)],
    )
    minutes = TextAreaField(
        _l("회의록"),
        filters=[paragraphs],
        validators=[at_most(MINUTES_MAX)],
    )
    is_public = BooleanField(_l("회의록을 주민에게도 보여요"))

    @classmethod
    def of(cls, meeting) -> "AfterForm":
        fields = {
            f"heads_{band}_{sex}": IntegerField(
                f"{band_name(band)} {name}", [Optional(), NumberRange(0, MOST_PEOPLE, NUMBER)]
            )
            for band in (*BANDS, UNKNOWN)
            for sex, name in SEXES.items()
            if (band, sex) != (UNKNOWN, UNKNOWN)
        }
        heads = meeting.heads()
        shown = {f"heads_{band}_{sex}": number for (band, sex), number in heads.items()}
        shown |= {
            "people": sum(heads.values()) or None,
            "minutes": meeting.minutes,
            "is_public": meeting.minutes_published_at is not None,
            "revision": str(meeting.revision),
        }
        return type("AfterForm", (cls,), fields)(data=shown)

    def head(self, band: str, sex: str):
        """The field of a band and a sex; None of those of whom nothing is known."""
        return self._fields.get(f"heads_{band}_{sex}")

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if good and (self.people.data or 0) < sum(self._asked().values()) and self.people.data:
            self.people.errors = [_("나이와 성별로 나눈 수를 더하면 온 사람보다 많아요.")]
        return good and not self.errors

    def heads(self) -> dict[tuple[str, str], int]:
        """(band, sex) → people; whoever is not among those asked is of neither."""
        asked = self._asked()
        rest = max(0, (self.people.data or 0) - sum(asked.values()))
        return asked | {(UNKNOWN, UNKNOWN): rest}

    def _asked(self):
        asked = {}
        for field in self:
            if field.name.startswith("heads_") and field.data:
                _heads, band, sex = field.name.split("_")
                asked[band, sex] = field.data
        return asked


def pressed(name: str) -> bool:
    """The form was sent by the button of this name."""
    return request.form.get("act") == name
