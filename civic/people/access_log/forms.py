"""What for somebody looks, and what a review found."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from civic.people.access_log.rules import SHORTEST_REASON
from civic.text import one_line, paragraphs

TOO_SHORT = _l("무엇에 쓰는지 5자 이상, 300자까지 적어 주세요.")


class PurposeForm(FlaskForm):
    reason = StringField(
        _l("보는 목적"),
        [Length(SHORTEST_REASON, 300, TOO_SHORT)],
        filters=[one_line],
        render_kw={"maxlength": 300},
    )


class ReviewForm(FlaskForm):
    note = TextAreaField(
        _l("살펴본 결과"),
        [Length(SHORTEST_REASON, 500, _l("무엇을 살펴봤는지 5자 이상, 500자까지 적어 주세요."))],
        filters=[paragraphs],
        render_kw={"rows": 3, "maxlength": 500},
    )
