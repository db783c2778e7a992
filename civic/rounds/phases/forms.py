"""The phases form: one start and one end for each of the seven phases, in Seoul time."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, StringField
from wtforms.validators import Length, Optional

from civic.db import now
from civic.korean_time import SEOUL
from civic.rounds.calendar import HeldPeriod, NoTimeLeft, Period, check_periods, propose_periods
from civic.rounds.fields import in_our_time
from civic.rounds.rules import (
    PHASES,
    VoteBegan,
    VoteEndsEarlier,
    VoteNeedsReason,
    VoteTooShort,
    last_legal_end,
)
from civic.web.filters import moment

SENTENCES = {
    "half": _l("시작과 끝을 모두 적어 주세요."),
    "backwards": _l("끝나는 때가 시작보다 늦어야 해요."),
    "after_deadline": _l("공모 접수 마감 뒤에 끝나요. 늦어도 %(last)s까지 끝나야 해요."),
}

VOTE_FIXED = _l("시작된 투표의 시작과 끝난 투표의 끝은 바꿀 수 없어요.")
VOTE_WAITS = _l("제안한 투표 기간이 다른 담당자의 확인을 기다려요. 먼저 확인하거나 취소해 주세요.")
VOTE_TOO_SHORT = _l("투표는 지금부터, 또 시작부터 하루가 지난 뒤에 끝나야 해요.")


class PhasesForm(FlaskForm):
    """Fields <kind>_starts and <kind>_ends; a phase with both empty is not held.

    proposed: whether the fields hold a calendar nobody has set yet. reason: why the vote
    that was announced has another period.
    """

    proposed = False
    reason = StringField(
        _l("투표 기간을 바꾸는 이유"),
        [Optional(), Length(max=300, message=_l("300자까지 쓸 수 있어요."))],
    )

    @classmethod
    def of(cls, round):
        form = cls()
        form.deadline = last_legal_end(round.call.apply_to_on)
        periods = {phase.kind: (phase.starts_at, phase.ends_at) for phase in round.phases}
        form.known = {
            f"{kind}_{end}": moment
            for kind, period in periods.items()
            for end, moment in zip(("starts", "ends"), period, strict=True)
        }
        if not form.is_submitted():
            form.proposed = not periods
            form.process(data=_field_values(periods or _proposal(form.deadline)))
        return form

    def periods(self) -> dict[str, Period]:
        """Kind → (start, end) in aware times, for the phases that are held."""
        return {
            kind: (self._moment(f"{kind}_starts"), self._moment(f"{kind}_ends"))
            for kind in PHASES
            if self[f"{kind}_starts"].data or self[f"{kind}_ends"].data
        }

    def _moment(self, name) -> datetime | None:
        """The aware time of a field; one that is stored keeps the seconds a field doesn't show."""
        if self[name].data is None:
            return None
        typed = self[name].data.replace(tzinfo=SEOUL)
        known = self.known.get(name)
        return known if known and known.replace(second=0, microsecond=0) == typed else typed

    def refuse_vote(self, error: VoteBegan | VoteTooShort | VoteNeedsReason) -> None:
        """Say at its field what can't be done to a vote."""
        if isinstance(error, VoteNeedsReason):
            self.reason.errors = [_l("왜 바꾸는지 적어 주세요. 투표 화면과 알림에 그대로 나와요.")]
        elif isinstance(error, VoteEndsEarlier):
            ends_at = moment(error.ends_at)
            self.vote_ends.errors = [
                _("열린 투표는 %(ends_at)s보다 일찍 끝낼 수 없어요.", ends_at=ends_at)
            ]
        elif isinstance(error, VoteTooShort):
            self.vote_ends.errors = [VOTE_TOO_SHORT]
        else:
            self.vote_starts.errors = [VOTE_FIXED]

    def validate(self, **kwargs):
        fine = super().validate(**kwargs)
        for kind, problem in check_periods(self.periods(), self.deadline).items():
            last = moment(self.deadline) if self.deadline else ""
            sentence = str(SENTENCES[problem.value]) % {"last": last}
            self[f"{kind}_ends"].errors = [*self[f"{kind}_ends"].errors, sentence]
            fine = False
        return fine


for _kind in PHASES:
    for _end, _label in (("starts", _l("시작")), ("ends", _l("끝"))):
        setattr(
            PhasesForm,
            f"{_kind}_{_end}",
            DateTimeLocalField(
                _label,
                format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
                validators=[Optional(), in_our_time],
            ),
        )


def _field_values(periods: dict[str, HeldPeriod]) -> dict:
    values = {}
    for kind, (starts_at, ends_at) in periods.items():
        values[f"{kind}_starts"] = starts_at.astimezone(SEOUL).replace(tzinfo=None)
        values[f"{kind}_ends"] = ends_at.astimezone(SEOUL).replace(tzinfo=None)
    return values


def _proposal(deadline) -> dict[str, HeldPeriod]:
    """A calendar from tomorrow on that ends with the call; empty when there is no time left."""
    midnight = now().astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return propose_periods(midnight + timedelta(days=1), deadline)
    except NoTimeLeft:
        return {}
