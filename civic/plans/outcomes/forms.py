"""What a planner says to those who reported and support, with the status of their issues."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from civic.issues.labels import STATUSES
from civic.plans.outcomes.labels import MOVE_NAMES
from civic.plans.outcomes.rules import MOVES
from civic.text import paragraphs
from civic.web.choices import choices

LONGEST = 1000


class MoveForm(FlaskForm):
    """One move's; several stand on one page, so its fields begin with its code."""

    status = SelectField(_l("처리 상태"))
    reason = TextAreaField(
        _l("주민이 읽을 이유"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("주민이 읽을 이유를 적어 주세요.")),
            Length(max=LONGEST, message=_l("%(n)s자까지 쓸 수 있어요.", n=LONGEST)),
        ],
    )
    seen = HiddenField()

    def __init__(self, move: str, **options):
        super().__init__(prefix=f"{move}-", **options)
        self.status.choices = choices((code, STATUSES[code][2]) for code in MOVES[move].statuses)

    @classmethod
    def empty(cls, move: str, seen: int) -> "MoveForm":
        words = {
            "status": MOVES[move].statuses[0],
            "reason": str(MOVE_NAMES[move][2]),
            "seen": seen,
        }
        return cls(move, formdata=None, data=words)

    @property
    def revision(self) -> int:
        seen = self.seen.data or ""
        return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= 9 else 0
