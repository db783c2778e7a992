"""Fields the plan's forms share."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length


def stripped(text):
    # A browser counts a line break as one letter but sends two.
    return text.replace("\r\n", "\n").strip() if text else text


def long_text(label, limit, missing, too_long, *more):
    validators = [DataRequired(missing), Length(max=limit, message=too_long), *more]
    return TextAreaField(label, validators, filters=[stripped])
