"""What planners write: a survey, its questions, and until when it is open."""

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from civic.db import now
from civic.korean_time import SEOUL
from civic.panel.models import Panel
from civic.rounds.fields import in_our_time
from civic.surveys.labels import AUDIENCES, KINDS
from civic.surveys.rules import (
    END_MAX,
    INTRO_MAX,
    MOST_OPTIONS,
    OPTION_MAX,
    POINTS,
    SERVICE_MAX,
    TITLE_MAX,
    WORDS_MAX,
)
from civic.text import one_line, paragraphs
from civic.web.choices import choices

TIMES = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]


def at_most(most: int) -> Length:
    return Length(max=most, message=_l("%(n)s자까지 적을 수 있어요.", n=most))


def has_drawn_panel() -> bool:
    panel = Panel.of(g.round, announced=True)
    return panel is not None and panel.drawn_at is not None


def line(label, most: int, *validators) -> StringField:
    return StringField(label, filters=[one_line], validators=[*validators, at_most(most)])


class SurveyForm(FlaskForm):
    """values() is what Survey.write and Survey.rewrite take."""

    title = line(_l("제목"), TITLE_MAX, DataRequired(_l("무엇을 묻는지 제목을 적어 주세요.")))
    service = line(_l("어떤 서비스나 사업인가요?"), SERVICE_MAX)
    intro = TextAreaField(_l("안내"), filters=[paragraphs], validators=[at_most(INTRO_MAX)])
    audience = RadioField(
        _l("누가 답하나요?"),
        choices=choices(AUDIENCES.items()),
        validators=[InputRequired(_l("하나를 골라 주세요."))],
    )
    asks_place = BooleanField(_l("사는 읍면동도 물어요"))
    asks_age = BooleanField(_l("나이대도 물어요"))

    def validate_audience(self, field):
        if field.data == "panel" and not has_drawn_panel():
            raise ValidationError(_("시민참여단을 추첨한 뒤에 고를 수 있어요."))

    def values(self) -> dict:
        names = ("title", "service", "intro", "audience", "asks_place", "asks_age")
        return {name: self[name].data for name in names}


class QuestionForm(FlaskForm):
    """values() is what Survey.add_question takes; what another kind would need is dropped."""

    kind = RadioField(
        _l("어떻게 답하나요?"),
        choices=choices((code, name) for code, (_icon, name) in KINDS.items()),
        validators=[InputRequired(_l("하나를 골라 주세요."))],
    )
    words = line(_l("질문"), WORDS_MAX, DataRequired(_l("질문을 적어 주세요.")))
    required = BooleanField(_l("꼭 답해야 해요"))
    points = SelectField(
        _l("몇 점까지인가요?"),
        choices=choices((str(n), _l("1~%(n)s점", n=n)) for n in POINTS),
        default=str(POINTS[0]),
        validate_choice=False,
    )
    low_end = line(_l("1점의 뜻"), END_MAX)
    high_end = line(_l("가장 높은 점수의 뜻"), END_MAX)
    options = TextAreaField(_l("보기"))

    def validate_points(self, field):
        if field.data not in {str(n) for n in POINTS}:
            raise ValidationError(_l("하나를 골라 주세요."))

    def validate_options(self, field):
        if self.kind.data not in ("one", "several"):
            return
        offered = self.offered()
        if not 2 <= len(offered) <= MOST_OPTIONS:
            raise ValidationError(
                _("보기를 한 줄에 하나씩, 2개부터 %(n)s개까지 적어 주세요.", n=MOST_OPTIONS)
            )
        if len(set(offered)) < len(offered):
            raise ValidationError(_l("같은 보기가 두 번 있어요."))
        if long := next((each for each in offered if len(each) > OPTION_MAX), ""):
            raise ValidationError(
                _("‘%(option)s…’를 %(n)s자까지로 줄여 주세요.", option=long[:12], n=OPTION_MAX)
            )

    def offered(self) -> list[str]:
        lines = (one_line(each) for each in (self.options.data or "").splitlines())
        return [each for each in lines if each]

    def values(self) -> dict:
        is_scale = self.kind.data == "scale"
        return {
            "kind": self.kind.data,
            "words": self.words.data,
            "required": self.required.data,
            "points": int(self.points.data) if is_scale else POINTS[0],
            "low_end": self.low_end.data if is_scale else "",
            "high_end": self.high_end.data if is_scale else "",
            "options": self.offered() if self.kind.data in ("one", "several") else [],
        }

    @classmethod
    def of(cls, question=None) -> "QuestionForm":
        """What was typed; else the question as it is, or a new one."""
        if question is None:
            return cls(data={"required": True, "kind": "scale"})
        names = ("kind", "words", "required", "low_end", "high_end")
        shown = {name: getattr(question, name) for name in names}
        return cls(
            data=shown | {"points": str(question.points), "options": "\n".join(question.options)}
        )


class OpenForm(FlaskForm):
    """Until when a survey takes answers."""

    closes_at = DateTimeLocalField(
        _l("언제까지 받나요?"),
        [InputRequired(message=_l("언제까지 받을지 적어 주세요.")), in_our_time],
        format=TIMES,
    )

    def validate_closes_at(self, field):
        if field.data is not None and self.end() <= now():
            raise ValidationError(_l("지금보다 뒤여야 해요."))

    def end(self):
        """Aware."""
        return self.closes_at.data.replace(tzinfo=SEOUL)
