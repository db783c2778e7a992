"""Boxes as they are typed, dragged with the mouse, or drawn with a finger: four numbers each."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField, StringField

from civic.photos.redaction.boxes import MOST_BOXES, Box
from civic.text import one_line
from civic.web.row_numbers import RowList

EMPTY_ROWS = 1
SIDES = ("left", "top", "width", "height")


class BoxForm(Form):
    """One box, in percent; a row that is left empty is none."""

    left = StringField(_l("왼쪽 끝에서"), filters=[one_line])
    top = StringField(_l("위 끝에서"), filters=[one_line])
    width = StringField(_l("너비"), filters=[one_line])
    height = StringField(_l("높이"), filters=[one_line])

    def box(self) -> Box | None:
        """None for an empty row. Raises: ValueError."""
        typed = [self[side].data or "" for side in SIDES]
        if not any(typed):
            return None
        return Box(*(float(text.rstrip("% ").replace(",", ".")) for text in typed))


class RedactForm(FlaskForm):
    """After validate(), boxes() is what is to be painted over."""

    rows = RowList(
        FormField(BoxForm), _l("가릴 곳"), min_entries=EMPTY_ROWS, max_entries=MOST_BOXES
    )

    @classmethod
    def drawn(cls, boxes: list[Box]) -> "RedactForm":
        """Filled in with these."""
        rows = [dict(zip(SIDES, map(str, box.as_row()), strict=True)) for box in boxes]
        return cls(formdata=None, rows=rows)

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        for number, row in enumerate(self.rows, 1):
            try:
                row.form.box()
            except ValueError:
                row.form.left.errors = [
                    _(
                        "%(n)s번째 가릴 곳에 0부터 100까지의 수 네 개를 적어 주세요.",
                        n=number,
                    )
                ]
        wrong = [row for row in self.rows if row.form.left.errors]
        if not wrong and not self.boxes():
            self.form_errors.append(_("가릴 곳을 사진에서 긋거나 숫자로 적어 주세요."))
        return good and not wrong and not self.form_errors

    def boxes(self) -> list[Box]:
        """Those that are right."""
        boxes = []
        for row in self.rows:
            try:
                boxes.append(row.form.box())
            except ValueError:
                continue
        return [box for box in boxes if box is not None]

    def wrong_fields(self) -> list:
        return [row.form.left for row in self.rows if row.form.left.errors]
