"""How long each kind is kept, as a city or the operator sets it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from civic.privacy.labels import PERIODS as NAMES
from civic.privacy.retention.rules import PERIODS


class PeriodsForm(FlaskForm):
    """A number of days for each kind; of() has the fields."""

    @classmethod
    def of(cls, by_city: bool) -> "type[PeriodsForm]":
        """For the kinds that a city sets, or for those of the whole program."""
        kinds = [kind for kind, period in PERIODS.items() if period.by_city == by_city]
        return type(cls.__name__, (cls,), {kind: _field(kind) for kind in kinds})

    def days(self) -> dict[str, int]:
        return {kind: self[kind].data for kind in PERIODS if kind in self}


def _field(kind: str) -> IntegerField:
    period = PERIODS[kind]
    return IntegerField(
        NAMES[kind][0],
        [
            InputRequired(_l("며칠인지 숫자로 적어 주세요.")),
            NumberRange(
                period.least, period.most, _l("%(min)s일부터 %(max)s일까지 정할 수 있어요.")
            ),
        ],
        render_kw={"min": period.least, "max": period.most, "inputmode": "numeric"},
    )
