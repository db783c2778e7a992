"""Flagging a thing, and deciding about it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from civic.moderation.labels import FLAG_REASONS
from civic.web.choices import choices

FLAG_WORDS, DECISION_WORDS = 250, 300


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
