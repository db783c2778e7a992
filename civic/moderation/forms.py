"""Flagging a thing, and deciding about it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from civic.moderation.labels import FLAG_REASONS
from civic.people.labels import PERSONAL_NAMES
from civic.people.masked_words import MARK, Spot
from civic.text import one_line
from civic.web.choices import choices

FLAG_WORDS, DECISION_WORDS = 250, 300
SPOT_LENGTHS = (2, 100)


class FlagForm(FlaskForm):
    why = RadioField(
        _l("어떤 점이 문제인가요?"),
        [InputRequired(message=_l("이유를 하나 골라 주세요."))],
        choices=choices(FLAG_REASONS.items()),
    )
    words = TextAreaField(
        _l("덧붙일 말"),
        [Optional(), Length(max=FLAG_WORDS, message=_l("덧붙일 말은 250자까지 쓸 수 있어요."))],
    )

    @property
    def reason(self) -> str:
        return f"{self.why.data} {' '.join((self.words.data or '').split())}".strip()


class DecisionForm(FlaskForm):
    """next: the page to go back to."""

    reason = TextAreaField(
        _l("이유"),
        [Optional(), Length(max=DECISION_WORDS, message=_l("이유는 300자까지 쓸 수 있어요."))],
    )
    next = HiddenField()


class SpotForm(FlaskForm):
    """Words that a planner masks by hand."""

    words = StringField(
        _l("가릴 말"),
        [
            InputRequired(message=_l("가릴 말을 적어 주세요.")),
            Length(*SPOT_LENGTHS, _l("가릴 말은 2자에서 100자까지 적을 수 있어요.")),
        ],
        filters=[one_line],
    )
    kind = SelectField(
        _l("어떤 개인정보인가요?"),
        choices=choices([("", _l("고르지 않음")), *PERSONAL_NAMES.items()]),
        default="",
    )
    reason = TextAreaField(
        _l("이유"),
        [
            InputRequired(message=_l("이유를 적어 주세요.")),
            Length(max=DECISION_WORDS, message=_l("이유는 300자까지 쓸 수 있어요.")),
        ],
    )

    def validate_words(self, field) -> None:
        if MARK in field.data or not any(letter.isalnum() for letter in field.data):
            raise ValidationError(_("글자나 숫자가 있는 말을 적어 주세요."))

    def validate_reason(self, field) -> None:
        """It stays in the log, and the writer reads it."""
        if self.words.data and self.words.data in field.data:
            raise ValidationError(_("이유에는 가릴 말을 쓰지 말아 주세요. 처리 기록에 남아요."))

    @property
    def spot(self) -> Spot:
        return Spot(self.words.data or "", self.kind.data or "")
