"""Whom a planner lets read the plan, and until when."""

from datetime import UTC, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from civic.db import now
from civic.korean_time import SEOUL
from civic.people.sign_in.passphrases import WeakPassphrase, judge
from civic.plans.rules import LABEL
from civic.text import one_line
from civic.web.choices import choices

LONGEST_DAYS = 180
SHORTEST = 10  # letters of a link's passphrase; ten wrong ones close it for a while


class LinkForm(FlaskForm):
    """PART: what the ids of its fields begin with; two such forms stand on one page."""

    PART = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self:
            field.id = f"{self.PART}-{field.name}"

    label = StringField(
        _l("누구에게 보내나요?"),
        [Length(1, LABEL, _l("1~%(max)d글자로 적어 주세요."))],
        filters=[one_line],
        render_kw={"maxlength": LABEL},
    )
    last_on = DateField(_l("마지막 날"), [InputRequired(_l("날짜를 적어 주세요."))])

    def validate_last_on(self, field):
        today = now().astimezone(SEOUL).date()
        if field.data and not today <= field.data <= today + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_l("오늘부터 180일 안의 날짜로 적어 주세요."))

    def expires_at(self) -> datetime:
        """Midnight (Seoul) after the last day."""
        midnight = datetime.combine(self.last_on.data + timedelta(days=1), time(), SEOUL)
        return midnight.astimezone(UTC)


class InvitationForm(LinkForm):
    PART = "invite"


class ShareForm(LinkForm):
    PART = "share"
    number = SelectField(_l("무엇을 보나요?"), choices=choices([("", "")]), default="")
    passphrase = PasswordField(
        _l("암호"),
        [Optional()],
        render_kw={"autocomplete": "new-password", "maxlength": 200},
    )

    def validate_passphrase(self, field):
        """Whoever has the link may guess."""
        try:
            judge(field.data or "", shortest=SHORTEST)
        except WeakPassphrase:
            raise ValidationError(
                _l("10~200글자로, 남이 짐작하기 어려운 단어 두세 개를 이어 주세요.")
            ) from None


class UnlockForm(FlaskForm):
    passphrase = PasswordField(
        _l("암호"),
        [InputRequired(_l("링크를 보낸 담당자에게 들은 암호를 적어 주세요.")), Length(max=400)],
        render_kw={"autocomplete": "off", "maxlength": 200},
    )
