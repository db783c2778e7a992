"""What planners propose against a vote: annulling a ballot, taking a solution off the ballot."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from civic.rounds.models import Round
from civic.solutions.labels import shown_title
from civic.votes.ballots.frozen_ballot import on_ballot
from civic.web.choices import choices

NO_REASON = _l("이유를 적어 주세요. 그대로 공개돼요.")


class AnnulmentForm(FlaskForm):
    """address: the e-mail or telephone the voter signs in with."""

    address = StringField(
        _l("이메일이나 휴대전화 번호"),
        [InputRequired(message=_l("누구의 표인지 적어 주세요.")), Length(max=254)],
    )
    reason = StringField(
        _l("이유"),
        [
            InputRequired(message=NO_REASON),
            Length(max=200, message=_l("200자까지 적을 수 있어요.")),
        ],
    )

    @classmethod
    def of(cls, _round: Round) -> "AnnulmentForm":
        return cls()


class RemovalForm(FlaskForm):
    """solution_id: of what stands on the ballot."""

    solution_id = RadioField(
        _l("무엇을 뺄까요?"),
        [InputRequired(message=_l("하나를 골라 주세요."))],
        coerce=int,
    )
    reason = StringField(
        _l("이유"),
        [
            InputRequired(message=NO_REASON),
            Length(max=300, message=_l("300자까지 쓸 수 있어요.")),
        ],
    )

    @classmethod
    def of(cls, round: Round, chosen: str | None = None) -> "RemovalForm":
        """chosen: the id of the solution from whose page somebody comes."""
        form, entries = cls(), on_ballot(round)
        if not form.is_submitted():
            form.solution_id.data = next((e.id for e in entries if str(e.id) == chosen), None)
        form.solution_id.choices = choices((e.id, shown_title(e)) for e in entries)
        return form
