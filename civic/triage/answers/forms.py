"""Words to answer with, kept under a name."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from civic.text import one_line, paragraphs
from civic.triage.answers.placeholders import unknown


class AnswerTemplateForm(FlaskForm):
    name = StringField(
        _l("문구 이름"),
        filters=[one_line],
        validators=[
            DataRequired(_l("문구 이름을 적어 주세요.")),
            Length(max=60, message=_l("60자까지 적을 수 있어요.")),
        ],
    )
    body = TextAreaField(
        _l("문구"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("문구를 적어 주세요.")),
            Length(max=2000, message=_l("2,000자까지 적을 수 있어요.")),
        ],
    )

    def validate_body(self, field):
        if names := unknown(field.data):
            raise ValidationError(
                _("{%(name)s}는 쓸 수 없어요.", name=names[0]) + " " + placeholder_words()
            )


def placeholder_words() -> str:
    return _("{접수번호}, {제목}, {읍면동}, {분야}, {접수일}은 제보마다 채워져요.")
