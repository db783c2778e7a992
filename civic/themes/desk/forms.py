"""What planners type about themes: names, where texts go, quotes."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField, StringField
from wtforms.validators import Length, Optional

from civic.text import one_line
from civic.themes.models import LONGEST_NAME, LONGEST_SENTENCE, Theme

WORDS = {"filters": [one_line]}
MOST_CHOSEN = 200


class NameForm(Form):
    """One theme's name and sentence, among others of one form. seen_…: as they were when the page
    was opened, to see what somebody else changed since."""

    name = StringField(
        _l("이름"),
        [Optional(), Length(max=LONGEST_NAME, message=_l("이름은 %(max)d자까지 쓸 수 있어요."))],
        **WORDS,
    )
    sentence = StringField(
        _l("한 문장 설명"),
        [Optional(), Length(max=LONGEST_SENTENCE, message=_l("%(max)d자까지 쓸 수 있어요."))],
        **WORDS,
    )
    seen_name = HiddenField(**WORDS)
    seen_sentence = HiddenField(**WORDS)

    @classmethod
    def of(cls, theme: Theme, sent: bool = False) -> "NameForm":
        """As sent with this request, or as the theme is."""
        prefix = f"t{theme.id}-"
        if sent and f"{prefix}name" in request.form:
            return cls(request.form, prefix=prefix)
        words = {"name": theme.name, "sentence": theme.sentence}
        seen = {"seen_name": theme.name, "seen_sentence": theme.sentence}
        return cls(prefix=prefix, data=words | seen)

    @property
    def seen(self) -> dict:
        return {"name": self.seen_name.data or "", "sentence": self.seen_sentence.data or ""}

    def validate_sentence(self, field):
        if field.data and not self.name.data:
            self.name.errors = [_("설명을 쓰려면 이름도 붙여 주세요.")]

    def validate(self) -> bool:
        return super().validate() and not self.name.errors

    def conflict(self, theme: Theme, by: str) -> None:
        """Say what somebody else wrote meanwhile; sent again as it is, this form's words win."""
        name = theme.name or _("이름 없음")
        self.name.errors = [_("그사이 %(by)s 님이 이렇게 바꿨어요: %(name)s", by=by, name=name)]
        self.seen_name.data, self.seen_sentence.data = theme.name, theme.sentence


def chosen_ids() -> list[int]:
    """The reports that were ticked, at most MOST_CHOSEN."""
    ids = [text for text in request.form.getlist("issue") if text.isdecimal() and len(text) <= 9]
    return [int(text) for text in ids[:MOST_CHOSEN]]
