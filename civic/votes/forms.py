"""What a ballot's form sends."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import Regexp

from civic.votes.order import moved

LARGEST_ID = 2**31 - 1


def _solution_id(text: str) -> int:
    """Raises: ValueError for anything that can't be a row's id."""
    number = int(text)
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number


class BallotForm(FlaskForm):
    """solutions: ids ticked, or in the order of their ranks. move: the pressed button of a ranking,
    e.g. up-12. client_seq: the page's counter, so that late requests stay late."""

    solutions = SelectMultipleField(_l("해결방안"), coerce=_solution_id, validate_choice=False)
    client_seq = HiddenField(
        validators=[Regexp(r"^([0-9]{1,15})?$", message=_l("순서 번호는 15자리까지예요."))]
    )

    move = HiddenField(validators=[Regexp(r"^((add|up|down|drop)-[0-9]{1,9})?$")])

    def chosen(self) -> list[int]:
        ids = self.solutions.data or []
        act, _, id = (self.move.data or "").partition("-")
        return moved(ids, act, int(id)) if id else ids

    def seq(self) -> int | None:
        return int(self.client_seq.data) if self.client_seq.data else None
