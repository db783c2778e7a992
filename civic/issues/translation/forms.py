"""What whoever reported an issue types of it in another language."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from civic.issues.rules import BODY_MAX, TITLE_MAX
from civic.personal_data import find
from civic.text import one_line, paragraphs


def without_personal_data(_form, field) -> None:
    """A translation is not masked: what was meant stands in the report, masked there."""
    if find(field.data or ""):
        raise ValidationError(_("전화번호나 주소 같은 개인정보가 있어요. 빼고 올려 주세요."))


class TranslationForm(FlaskForm):
    """A report in another language. language: a code of web/i18n.py."""

    language = HiddenField()
    title = StringField(
        _l("제목"),
        filters=[one_line],
        validators=[
            DataRequired(_l("제목을 적어 주세요.")),
            Length(2, TITLE_MAX, _l("2자에서 100자까지 적을 수 있어요.")),
            without_personal_data,
        ],
    )
    body = TextAreaField(
        _l("자세한 이야기"),
        filters=[paragraphs],
        validators=[
            Length(max=BODY_MAX, message=_l("4,000자까지 적을 수 있어요.")),
            without_personal_data,
        ],
    )
