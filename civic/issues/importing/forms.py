"""The file of an import, and what to leave out of it."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField


class FileForm(FlaskForm):
    file = FileField(_l("엑셀 또는 CSV 파일"), [FileRequired(message=_l("파일을 골라 주세요."))])


class RunForm(FlaskForm):
    skip_mistakes = BooleanField(_l("오류 행은 빼고 가져오기"))
    others_too = BooleanField(_l("여기 보이지 않는 빠지는 행도 모두 가져오기"))
