"""The form of population numbers: rows typed, pasted or from a file, and their source."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from civic.db import now
from civic.korean_time import SEOUL
from civic.places.population.rows import (
    NoPopulation,
    PopulationTable,
    is_column,
    read_population,
    write_text,
)
from civic.places.tables import UnreadableFile, read_table
from civic.places.tables.labels import about_file
from civic.text import one_line

LONGEST_TEXT = 500_000


class PopulationForm(FlaskForm):
    """Rows come from the file when one is sent; they are then in `rows` to be seen and mended."""

    file = FileField(_l("파일에서 가져오기"))
    rows = TextAreaField(_l("읍면동, 연령대, 인구"))
    source = StringField(
        _l("자료출처"),
        filters=[one_line],
        validators=[Length(1, 200, _l("어디에서 온 숫자인지 1~200글자로 적어 주세요."))],
    )
    base_on = DateField(_l("기준일"), validators=[InputRequired(_l("기준일을 적어 주세요."))])
    read: PopulationTable | None = None

    def validate_base_on(self, field):
        if field.data and not 1990 <= field.data.year <= now().astimezone(SEOUL).year:
            raise ValidationError(_l("1990년부터 올해까지의 날짜로 적어 주세요."))

    def read_rows(self, districts: dict[str, int]) -> bool:
        """Read what was sent into .read; asks no database. districts: Municipality.district_ids.

        False, with a sentence at the field, when it can't be read.
        """
        source = self.file if self.file.data else self.rows
        try:
            self._read_file()
            if len(self.rows.data or "") > LONGEST_TEXT:
                raise UnreadableFile("too_large")
            table = read_table((self.rows.data or "").encode(errors="replace"), is_column)
            self.read = read_population(table, districts)
        except UnreadableFile as wrong:
            source.errors = [about_file(wrong)]
        except NoPopulation:
            source.errors = [_("읍면동과 인구 열의 제목이 있어야 해요.")]
        if self.read is not None and not self.read.people and not self.read.mistakes:
            source.errors = [_("읽을 수 있는 행이 없어요.")]
        return not source.errors

    def _read_file(self):
        if self.file.data:
            table = read_table(self.file.data.read(), is_column)
            self.rows.data = write_text(table.header, [cells for _, cells in table.rows])
