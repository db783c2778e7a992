"""What a planner says of a table, picture or chapter: where it stands, what it is, where it is
from."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from civic.photos.models import Photo
from civic.photos.sent_photo import sent_photo
from civic.places.tables import UnreadableFile, read_table
from civic.places.tables.labels import about_file
from civic.plans.known_figures import known_figures
from civic.plans.material import rules
from civic.plans.material.labels import about_table
from civic.plans.material.models import Material
from civic.text import one_line, paragraphs
from civic.web.choices import choices


def _words(label: Any, most: int, missing: Any = None, **more: Any) -> StringField:
    asked = [DataRequired(missing)] if missing else []
    too_long = Length(max=most, message=_l("%(max)d자까지 쓸 수 있어요."))
    return StringField(label, [*asked, too_long], filters=[one_line], **more)


class MaterialForm(FlaskForm):
    """What all kinds say. read() comes before anything is asked of the database, for a file takes
    its time; about() gives the places it may stand at."""

    title = _words(_l("제목"), rules.TITLE, _l("제목을 적어 주세요."))
    source = _words(_l("출처"), rules.SOURCE, _l("출처를 적어 주세요."))
    place = SelectField(
        _l("들어갈 자리"), [InputRequired(_l("자리를 골라 주세요."))], validate_choice=True
    )
    revision = HiddenField()

    def read(self) -> None:
        """Read the file that was sent, if the kind has one."""

    def about(self, places: Iterable[tuple[str, str]]) -> None:
        self.place.choices = choices(places)

    @property
    def seen(self) -> int:
        typed = self.revision.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1

    def values(self) -> dict[str, Any]:
        """Columns of Material by name."""
        return {"title": self.title.data, "source": self.source.data, "place": self.place.data}


class TableForm(MaterialForm):
    unit = _words(_l("단위"), rules.UNIT)
    file = FileField(_l("표 파일"))
    cells = TextAreaField(_l("표의 내용"), filters=[lambda text: text or ""])

    table: list[list[str]] | None = None
    sent: list[tuple[str, ...]] | None = None  # the rows of the file
    refused = ""  # why it can't be read

    def read(self) -> None:
        upload = self.file.data
        if not isinstance(upload, FileStorage) or not upload.filename:
            return
        try:
            self.sent = _rows(upload.read(rules.FILE_BYTES + 1))
        except UnreadableFile as wrong:
            self.refused = about_file(wrong)

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        field = self.file if self.refused or self.sent is not None else self.cells
        wrong = self.refused or self._take()
        if wrong:
            field.errors = [wrong]
        return fine and not wrong

    def _take(self) -> str:
        """Keep the table; or what is wrong with it. A file's rows are typed for who corrects
        them."""
        rows = rules.typed_cells(self.cells.data) if self.sent is None else self.sent
        if not rows:
            return _("파일을 고르거나 표를 붙여 넣어 주세요.")
        if self.sent and len(self.sent) <= 2 * rules.ROWS:
            self.cells.data = rules.typed([[one_line(c) for c in row] for row in self.sent])
        try:
            self.table = rules.checked_cells(rows)
        except rules.TableWrong as wrong:
            return about_table(wrong)
        return ""

    def values(self) -> dict[str, Any]:
        return super().values() | {"unit": self.unit.data or "", "cells": self.table}


def _rows(content: bytes) -> list[tuple[str, ...]]:
    """The titles and rows of a file. Raises: UnreadableFile."""
    if len(content) > rules.FILE_BYTES:
        raise UnreadableFile("too_large")
    table = read_table(content)
    return [table.header, *(cells for _number, cells in table.rows)]


class PictureForm(MaterialForm):
    alt = _words(
        _l("그림 설명"), rules.ALT, _l("그림을 볼 수 없는 사람에게 읽어 줄 설명을 적어 주세요.")
    )
    file = FileField(_l("그림 파일"))

    photo: Photo | None = None
    refused = ""

    def read(self) -> None:
        self.photo, self.refused = sent_photo("file", "photo_key")

    def validate(self, **kwargs: Any) -> bool:
        fine = super().validate(**kwargs)
        if self.refused or self.photo is None:
            self.file.errors = [self.refused or _("그림 파일을 골라 주세요.")]
            return False
        return fine

    def values(self) -> dict[str, Any]:
        return super().values() | {"alt": self.alt.data, "photo": self.photo}


class ChapterMaterialForm(MaterialForm):
    text = TextAreaField(
        _l("글"),
        [
            DataRequired(_l("글을 적어 주세요.")),
            Length(max=rules.TEXT, message=_l("%(max)d자까지 쓸 수 있어요.")),
            known_figures,
        ],
        filters=[paragraphs],
    )

    def values(self) -> dict[str, Any]:
        return super().values() | {"text": self.text.data}


FORMS: dict[str, type[MaterialForm]] = {
    "table": TableForm,
    "picture": PictureForm,
    "chapter": ChapterMaterialForm,
}


def shown(row: Material) -> dict[str, Any]:
    """What was saved as the form's data."""
    names = ("title", "source", "place", "alt", "unit", "text")
    typed = {"cells": rules.typed(row.cells), "revision": str(row.revision)}
    return {name: getattr(row, name) for name in names} | typed
