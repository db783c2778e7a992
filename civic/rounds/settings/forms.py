"""The settings of a round: words that may always change, and how it is voted and counted."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DecimalField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from civic.people.rules import LEVELS
from civic.rounds.fields import WonField
from civic.rounds.labels import COMPLETION_NAMES, LEVEL_NAMES, UNPROVEN_NAMES
from civic.rounds.money import LIMIT
from civic.rounds.rules import MOST_CHOICES, RULES, publishes_ballots
from civic.text import one_line
from civic.web.choices import choices

TITLE, INTRO = 120, 2000
NEW_HOURS = 24  # an account is new, where nothing else is said
# One question, so that no form is ever paired with a rule that can't count it.
COUNTINGS = [f"{form} {rule}" for form, rules in RULES.items() for rule in rules]


class WordsForm(FlaskForm):
    """What may change even while people vote."""

    title = StringField(
        _l("참여 기간의 이름"),
        filters=[one_line],
        validators=[Length(1, TITLE, _l("이름은 1~120글자로 적어 주세요."))],
    )
    intro = TextAreaField(
        _l("주민에게 하는 소개"),
        filters=[lambda text: (text or "").replace("\r\n", "\n").strip()],
        validators=[Length(max=INTRO, message=_l("2,000글자까지 적을 수 있어요."))],
    )

    answer_days = IntegerField(
        _l("제보에 며칠 안에 답할까요?"),
        validators=[Optional(), NumberRange(1, 365, _l("1~365 사이의 숫자로 적어 주세요."))],
    )

    wave_posts = IntegerField(
        _l("새 계정의 글이 한 시간에 몇 개를 넘으면 먼저 살펴볼까요?"),
        validators=[Optional(), NumberRange(1, 1000, _l("1~1,000 사이의 숫자로 적어 주세요."))],
    )
    wave_hours = IntegerField(
        _l("가입한 지 몇 시간까지 새 계정인가요?"),
        validators=[Optional(), NumberRange(1, 720, _l("1~720 사이의 숫자로 적어 주세요."))],
    )

    def values(self) -> dict:
        """Columns of Round by name."""
        names = ("title", "intro", "answer_days", "wave_posts")
        values = {name: self[name].data for name in names}
        return values | {"wave_hours": self.wave_hours.data or NEW_HOURS}


class SettingsForm(WordsForm):
    """Every setting. counting: a ballot form and its rule in one choice, "approval greedy-skip"."""

    budget_won = WonField(
        _l("예산"), validators=[InputRequired(_l("쓸 수 있는 돈을 모두 더해 적어 주세요."))]
    )
    national_percent = DecimalField(
        _l("국비 비율(%)"),
        places=None,
        validators=[
            InputRequired(_l("0~100 사이의 숫자로 적어 주세요.")),
            NumberRange(0, 100, _l("0~100 사이의 숫자로 적어 주세요.")),
        ],
    )
    counting = RadioField(
        _l("투표하고 세는 방법"),
        choices=choices((name, name) for name in COUNTINGS),
        validators=[InputRequired(_l("하나를 골라 주세요."))],
    )
    completion = SelectField(
        _l("고르게 나누고 남는 예산은"), choices=choices(COMPLETION_NAMES.items())
    )
    publishes = BooleanField(_l("고른 묶음을 이름 없이 공개하는 데 동의해요"))
    max_choices = IntegerField(
        _l("한 사람이 몇 가지까지 고르나요?"),
        validators=[NumberRange(1, MOST_CHOICES, _l("1~20 사이의 숫자로 적어 주세요."))],
    )
    vote_levels = SelectMultipleField(
        _l("누가 투표할 수 있나요?"),
        choices=choices((level, LEVEL_NAMES[level]) for level in reversed(LEVELS)),
        validators=[InputRequired(_l("하나 이상 골라 주세요."))],
    )
    unproven = RadioField(
        _l("거주 확인 전인 사람의 공감과 희망 목표값은 어떻게 세나요?"),
        choices=choices((name, words[0]) for name, words in UNPROVEN_NAMES.items()),
        validators=[InputRequired(_l("하나를 골라 주세요."))],
    )

    @classmethod
    def of(cls, round, **defaults):
        """As a round has it now. round: a Round, or None to start from defaults."""
        if round is None:
            return cls(formdata=None, **defaults)
        return cls(
            formdata=None,
            obj=round,
            national_percent=percent(round.national_share),
            counting=f"{round.ballot_form} {round.rule}",
            publishes=round.publishes_ballots,
        )

    def validate_budget_won(self, field):
        if field.data is not None and not 0 < field.data < LIMIT:
            raise ValidationError(_l("1원보다 큰 금액으로 적어 주세요."))

    def validate_publishes(self, field):
        if self.counting.data in COUNTINGS and not field.data and self._must_publish():
            raise ValidationError(
                _l(
                    "이 방법은 고른 묶음을 공개해야 누구나 다시 셀 수 있어요."
                    " 동의하거나 다른 방법을 골라 주세요."
                )
            )

    def _must_publish(self):
        return publishes_ballots(*self.counting.data.split())

    def values(self) -> dict:
        ballot_form, rule = self.counting.data.split()
        return super().values() | {
            "budget_won": self.budget_won.data,
            "national_share": float(self.national_percent.data) / 100,
            "ballot_form": ballot_form,
            "rule": rule,
            "completion": self.completion.data,
            "max_choices": self.max_choices.data,
            "vote_levels": [level for level in LEVELS if level in self.vote_levels.data],
            "unproven": self.unproven.data,
        }


def percent(share: float) -> str:
    """A share from 0 to 1 as a field shows it: 0.5 → "50", 1/3 → "33.3333"."""
    return f"{share * 100:.6g}"
