"""A department's name, and a note for the office alone."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from civic.text import one_line, paragraphs
from civic.triage.departments.models import Department


class DepartmentForm(FlaskForm):
    name = StringField(
        _l("부서 이름"),
        filters=[one_line],
        validators=[
            DataRequired(_l("부서 이름을 적어 주세요.")),
            Length(max=40, message=_l("40자까지 적을 수 있어요.")),
        ],
    )

    @classmethod
    def of(cls, department: Department, sent: bool = False) -> "DepartmentForm":
        """To rename a department, among others on one page; as sent, or as it is called."""
        prefix = f"d{department.id}-"
        return cls(prefix=prefix) if sent else cls(formdata=None, obj=department, prefix=prefix)


class NoteForm(FlaskForm):
    body = TextAreaField(
        _l("메모"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("메모를 적어 주세요.")),
            Length(max=2000, message=_l("2,000자까지 적을 수 있어요.")),
        ],
    )
