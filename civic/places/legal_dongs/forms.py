"""The file that says which 행정동 each 법정동 lies in."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from civic.places.legal_dongs.rows import LegalDongs, NoLegalDongs, is_column, read_legal_dongs
from civic.places.tables import UnreadableFile, read_table
from civic.places.tables.labels import about_file


class LegalDongForm(FlaskForm):
    file = FileField(_l("법정동과 행정동을 잇는 표"))
    read: LegalDongs | None = None

    def read_file(self, districts: dict[str, int]) -> bool:
        """Read what was sent into .read; asks no database. False with a sentence at the field."""
        if not self.file.data:
            self.file.errors = [_("파일을 골라 주세요.")]
            return False
        try:
            self.read = read_legal_dongs(read_table(self.file.data.read(), is_column), districts)
        except UnreadableFile as wrong:
            self.file.errors = [about_file(wrong)]
        except NoLegalDongs:
            self.file.errors = [_("법정동 이름과 행정동 코드나 이름이 적힌 열이 있어야 해요.")]
        if self.read is not None and not self.read.pairs:
            self.file.errors = [_("우리 읍면동의 행이 없어요. 다른 지역의 파일인지 봐 주세요.")]
        return not self.file.errors
