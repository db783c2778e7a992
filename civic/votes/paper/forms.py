"""What planners enter: a sheet of paper ballots or a show of hands."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from civic.korean_time import SEOUL
from civic.rounds.fields import in_our_time
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.paper.labels import SOURCES, fault_sentences
from civic.votes.paper.models import ballot_terms
from civic.votes.rules import BadSheet, FaultyBallots
from civic.web.choices import choices

MOST = 1_000_000
NUMBER = _l("0부터 1,000,000까지의 수로 적어 주세요.")


class SheetForm(FlaskForm):
    """One sheet; fields count_<solution id> for the solutions on the ballot."""

    source = RadioField(
        _l("어떻게 투표했나요?"),
        [InputRequired(message=_l("하나를 골라 주세요."))],
        choices=choices(SOURCES.items()),
    )
    place = StringField(
        _l("장소"),
        [
            InputRequired(message=_l("어디에서 했는지 적어 주세요.")),
            Length(max=120, message=_l("120자까지 적을 수 있어요.")),
        ],
    )
    held_at = DateTimeLocalField(
        _l("일시"),
        [InputRequired(message=_l("언제 했는지 적어 주세요.")), in_our_time],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    voters = IntegerField(
        _l("투표한 사람"),
        [
            InputRequired(message=_l("몇 명이 투표했는지 적어 주세요.")),
            NumberRange(1, MOST, message=_l("1부터 1,000,000까지의 수로 적어 주세요.")),
        ],
    )

    @classmethod
    def of(cls, solutions: list[Solution]) -> "SheetForm":
        fields = {
            f"count_{solution.id}": IntegerField(
                solution.title, [Optional(), NumberRange(0, MOST, message=NUMBER)]
            )
            for solution in solutions
        }
        return type("SheetForm", (cls,), fields)()

    def count_fields(self) -> list:
        return [field for field in self if field.name.startswith("count_")]

    def values(self) -> dict:
        """The sheet's values as PaperSheet.enter takes them."""
        counts = {int(f.name.removeprefix("count_")): f.data or 0 for f in self.count_fields()}
        return {
            "source": self.source.data,
            "place": " ".join(self.place.data.split()),
            "held_at": self.held_at.data.replace(tzinfo=SEOUL),
            "voters": self.voters.data,
            "counts": counts,
        }

    def refuse(self, error: BadSheet, round: Round) -> None:
        """Say at the voters' field why these numbers can't be true."""
        if error.reason == "more_than_voters":
            sentence = _("한 해결방안의 표가 투표한 사람보다 많을 수 없어요.")
        else:
            sentence = _(
                "표를 모두 더한 값은 투표한 사람 수 이상, 그 %(k)s배 이하여야 해요.",
                k=round.max_choices,
            )
        self.voters.errors = [sentence]


class BallotCheckForm(FlaskForm):
    """Whole paper ballots, one a line, as a second planner reads them on the sheets."""

    ballots = TextAreaField(
        _l("투표지"), [InputRequired(message=_l("투표지를 한 줄에 한 장씩 적어 주세요."))]
    )

    def refuse(self, error: FaultyBallots, round: Round) -> None:
        """Say at the ballots' field which lines are none."""
        self.ballots.errors = list(fault_sentences(error.faults, ballot_terms(round)))


class BallotsForm(BallotCheckForm):
    """Whole paper ballots of one place, as the first planner enters them."""

    place, held_at = SheetForm.place, SheetForm.held_at

    def values(self) -> dict:
        """Its values as PaperSheet.enter_ballots takes them."""
        return {
            "place": " ".join(self.place.data.split()),
            "held_at": self.held_at.data.replace(tzinfo=SEOUL),
            "text": self.ballots.data,
        }
