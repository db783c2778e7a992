"""Fields the plan's forms share."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from civic.text import paragraphs


def long_text(label, limit, missing, too_long, *more):
    validators = [DataRequired(missing), Length(max=limit, message=too_long), *more]
    return TextAreaField(label, validators, filters=[paragraphs])
