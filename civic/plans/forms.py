"""What consultants remark, what planners answer, and the paragraphs planners write."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from civic.plans.rules import PARAGRAPH, QUOTE, REASON, REMARK
from civic.plans.template import EXAMPLE

KINDS = {"adopted": _l("반영"), "partly": _l("일부반영"), "declined": _l("미반영")}


def _stripped(text):
    # A browser counts a line break as one letter but sends two.
    return text.replace("\r\n", "\n").strip() if text else text


def _long(label, limit, missing, too_long):
    validators = [DataRequired(missing), Length(max=limit, message=too_long)]
    return TextAreaField(label, validators, filters=[_stripped])


class RemarkForm(FlaskForm):
    paragraph_key = StringField(validators=[InputRequired()])
    body = _long(
        _l("컨설팅 의견"),
        REMARK,
        _l("의견을 적어 주세요."),
        _l("의견은 %(max)d자까지 쓸 수 있어요."),
    )
    quote = StringField(
        _l("짚은 글"),
        [Length(max=QUOTE, message=_l("짚은 글은 %(max)d자까지 쓸 수 있어요."))],
        filters=[_stripped],
    )


class AnswerForm(FlaskForm):
    kind = RadioField(
        _l("조치"),
        choices=list(KINDS.items()),
        validators=[InputRequired(_l("반영, 일부반영, 미반영 가운데 하나를 골라 주세요."))],
    )
    reason = _long(
        _l("조치 내용과 이유"),
        REASON,
        _l("어떻게 조치했는지, 또는 왜 반영하지 않는지 적어 주세요."),
        _l("조치 내용은 %(max)d자까지 쓸 수 있어요."),
    )


class ParagraphForm(FlaskForm):
    text = _long(
        _l("글"),
        PARAGRAPH,
        _l("글을 적어 주세요."),
        _l("글은 한 번에 %(max)d자까지 쓸 수 있어요."),
    )


class NewParagraphForm(ParagraphForm):
    part = SelectField(
        _l("들어갈 자리"),
        choices=[(chapter["part"], chapter["heading"]) for chapter in EXAMPLE["chapters"]],
    )
