"""What a city says in its notice of personal data, beside what the program says by itself."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from civic.db import now
from civic.korean_time import SEOUL
from civic.text import one_line, paragraphs


def _line(label, needed: str = ""):
    checks = [DataRequired(needed)] if needed else []
    return StringField(label, filters=[one_line], validators=[*checks, _at_most(120)])


def _text(label):
    return TextAreaField(label, filters=[paragraphs], validators=[_at_most(2000)])


def _at_most(letters: int) -> Length:
    return Length(max=letters, message=_l("%(max)d자까지 쓸 수 있어요."))


class NoticeForm(FlaskForm):
    officer = _line(
        _l("개인정보 보호책임자"), _l("보호책임자의 직책이나 이름을 적어 주세요. 예: 기획예산과장")
    )
    department = _line(_l("담당 부서"), _l("어느 부서가 맡는지 적어 주세요."))
    phone = _line(_l("전화번호"), _l("주민이 걸 수 있는 번호를 적어 주세요."))
    email = _line(_l("이메일"))
    processors = _text(_l("처리를 맡긴 곳"))
    third_parties = _text(_l("다른 곳에 주는 경우"))
    more = _text(_l("더 알릴 것"))
    in_force_on = DateField(
        _l("시행하는 날"), validators=[InputRequired(_l("시행하는 날을 골라 주세요."))]
    )

    def validate_in_force_on(self, field):
        if field.data and field.data < now().astimezone(SEOUL).date():
            raise ValidationError(_l("오늘이나 그 뒤의 날을 골라 주세요."))
