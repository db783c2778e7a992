"""A status and a merge, as planners fill them in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from civic.issues.labels import STATUSES
from civic.issues.status import SETTABLE
from civic.web.choices import choices


class StatusForm(FlaskForm):
    status = SelectField(
        _l("처리 상태"), choices=choices((code, STATUSES[code][2]) for code in SETTABLE)
    )
    reason = TextAreaField(
        _l("이유"), [Optional(), Length(max=1000, message=_l("이유는 1,000자까지 쓸 수 있어요."))]
    )


class MergeForm(FlaskForm):
    target_id = IntegerField(
        _l("합칠 제보"), [InputRequired(message=_l("어느 제보와 합칠지 골라 주세요."))]
    )
    reason = StringField(
        _l("이유"), [Optional(), Length(max=300, message=_l("이유는 300자까지 쓸 수 있어요."))]
    )


class UnmergeForm(FlaskForm):
    reason = StringField(
        _l("이유"), [Optional(), Length(max=300, message=_l("이유는 300자까지 쓸 수 있어요."))]
    )
