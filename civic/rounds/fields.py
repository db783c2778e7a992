"""What forms share: fields and what they check, and the change a form was opened after."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from civic.rounds.money import NotMoney, parse_won, won_for_input

YEARS = (2000, 2100)


def in_our_time(_form, field) -> None:
    """Near year 1 and year 9999 no day comes before or after, and calendars can't be drawn."""
    first, last = YEARS
    if field.data is not None and not first <= field.data.year <= last:
        raise ValidationError(_l("2000년부터 2100년 사이의 날짜로 적어 주세요."))


class WonField(Field):
    """Money as people write it; data is won or None, and what was typed is kept."""

    widget = TextInput()

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return "" if self.data is None else won_for_input(self.data)

    def process_formdata(self, values):
        text = values[0].strip() if values else ""
        try:
            self.data = parse_won(text) if text else None
        except NotMoney as wrong:
            self.data = None
            sentence = _l(
                "금액으로 읽을 수 없어요. 14억, 3억 5천만, 1,400,000,000처럼 적어 주세요."
            )
            raise ValueError(sentence) from wrong


def seen_change() -> int | None:
    """The change the form was opened after; None from a page that did not say."""
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
