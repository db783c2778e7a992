"""The comment form, and how a row's number is read."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from civic.people.masked_notice import TellsOfMasks
from civic.text import paragraphs


def as_id(text) -> int:
    """A row's number from a form or an address; 0, which no row has, for anything else."""
    text = str(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def at_most(limit: int) -> Length:
    return Length(max=limit, message=_l("%(max)d자까지 쓸 수 있어요."))


class SolutionCommentForm(TellsOfMasks, FlaskForm):
    body = TextAreaField(
        _l("의견"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("의견을 적어 주세요.")),
            Length(max=2000, message=_l("의견은 %(max)d자까지 쓸 수 있어요.")),
        ],
    )
