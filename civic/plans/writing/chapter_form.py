"""One chapter of the planner's template: its paragraphs, tables and pictures, in order."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from civic.plans.known_figures import known_figures
from civic.plans.rules import PARAGRAPH
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.sheets import SHEETS
from civic.plans.section.tables import TABLES
from civic.plans.section.template import MOST_ROWS, key_of
from civic.text import one_line
from civic.web.choices import choices
from civic.web.row_numbers import RowList

TOO_LONG = Length(max=PARAGRAPH, message=_l("글은 한 번에 %(max)d자까지 쓸 수 있어요."))
WORDS = {"filters": [one_line]}


class BlockForm(Form):
    """A paragraph, table or picture. Without a place it is left out of the chapter."""

    key = HiddenField()
    place = IntegerField(_l("차례"), [Optional(), NumberRange(1, 999, _l("1부터 999까지예요."))])
    text = TextAreaField(_l("글"), [Optional(), TOO_LONG, known_figures], **WORDS)
    columns = StringField(_l("열"), [Optional(), Length(max=400)], **WORDS)
    most_rows = IntegerField(
        _l("가장 많은 줄 수"),
        [Optional(), NumberRange(1, MOST_ROWS, _l("%(min)d부터 %(max)d까지예요."))],
    )
    otherwise = StringField(
        _l("보일 것이 없을 때 쓸 글"), [Optional(), TOO_LONG, known_figures], **WORDS
    )
    block: dict = {}

    def validate_columns(self, field):
        titles = TABLES[self.block["table"]].titles() if "table" in self.block else []
        for title in _titles(field.data):
            if title not in titles:
                known = {"title": title, "known": ", ".join(titles)}
                raise ValidationError(
                    _("‘%(title)s’라는 열은 없어요. 쓸 수 있는 열: %(known)s", **known)
                )
        if len(set(_titles(field.data))) != len(_titles(field.data)):
            raise ValidationError(_("같은 열을 두 번 적었어요."))

    def validate_place(self, field):
        if field.data and "text" in self.block and not self.text.data:
            raise ValidationError(_("글을 적거나, 차례를 비워 이 문단을 빼 주세요."))

    def changed(self) -> dict:
        """The block with what was asked for."""
        if "text" in self.block:
            asked = {"text": self.text.data}
        elif "table" in self.block:
            asked = {"columns": _titles(self.columns.data), "most_rows": self.most_rows.data}
        elif "sheets" in self.block:
            asked = {"most_rows": self.most_rows.data}
        else:
            asked = {}
        if "columns" not in self.block and asked.get("columns") == _all_columns(self.block):
            del asked["columns"]  # nobody asked for these: those without a word are left out
        whole = self.block | asked | {"otherwise": self.otherwise.data}
        return {name: value for name, value in whole.items() if value}


def _titles(text: str | None) -> list[str]:
    return [title.strip() for title in (text or "").split(",") if title.strip()]


class ChapterForm(FlaskForm):
    heading = StringField(
        _l("제목"),
        [DataRequired(_l("제목을 적어 주세요.")), Length(max=60, message=_l("60자까지예요."))],
        **WORDS,
    )
    most_letters = IntegerField(
        _l("이 장의 글자 수 제한"),
        [Optional(), NumberRange(1, 99_999, _l("%(min)d부터 %(max)d까지예요."))],
    )
    seen = HiddenField()  # the chapter's fingerprint when it was opened
    blocks = RowList(FormField(BlockForm))
    new_text = TextAreaField(_l("문단 더하기"), [Optional(), TOO_LONG, known_figures], **WORDS)
    new_piece = SelectField(_l("표나 그림 더하기"), default="", validate_choice=False)

    @classmethod
    def of(cls, chapter: dict, shipped: dict | None) -> "ChapterForm":
        """chapter: as it is; shipped: the call's, whose left-out blocks can be taken back."""
        kept = chapter["blocks"]
        keys = {key_of(block) for block in kept}
        left_out = [b for b in (shipped or {}).get("blocks", []) if key_of(b) not in keys]
        form = cls(data=_shown(chapter, kept, left_out))
        known = {key_of(block): block for block in [*kept, *left_out]}
        for entry in form.blocks:
            entry.form.block = known.get(entry.form.key.data) or _named(entry.form.key.data)
        form.new_piece.choices = choices([("", _("고르지 않음")), *_pieces(known)])
        return form

    def validate_new_piece(self, field):
        if field.data and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("‘%(name)s’라는 표나 그림은 없어요.", name=field.data))

    def chapter(self, before: dict, new_key: str) -> dict:
        """What was asked for: the blocks in the order of their places, then the new ones."""
        placed = [entry.form for entry in self.blocks if entry.form.place.data]
        blocks = [b.changed() for b in sorted(placed, key=lambda b: b.place.data) if b.block]
        if self.new_text.data:
            blocks.append({"key": new_key, "text": self.new_text.data})
        if self.new_piece.data:
            blocks.append(_named(self.new_piece.data))
        asked = {"heading": self.heading.data, "most_letters": self.most_letters.data}
        whole = before | asked | {"blocks": blocks}
        return {name: value for name, value in whole.items() if value is not None}

    def wrong_fields(self) -> list:
        """Every field with a mistake, those of the blocks too."""
        fields = [self.heading, self.most_letters, self.new_text, self.new_piece]
        for entry in self.blocks:
            fields += list(entry.form)
        return [field for field in fields if field.errors]


def _shown(chapter: dict, kept: list[dict], left_out: list[dict]) -> dict:
    entries = [_entry(block, n) for n, block in enumerate(kept, 1)]
    entries += [_entry(block, None) for block in left_out]
    return {
        "heading": chapter["heading"],
        "most_letters": chapter.get("most_letters"),
        "blocks": entries,
    }


def _entry(block: dict, place: int | None) -> dict:
    return {
        "key": key_of(block),
        "place": place,
        "text": block.get("text"),
        "columns": ", ".join(block.get("columns") or _all_columns(block)),
        "most_rows": block.get("most_rows"),
        "otherwise": block.get("otherwise"),
    }


def _all_columns(block: dict) -> list[str]:
    return TABLES[block["table"]].titles() if "table" in block else []


def _pieces(known: dict) -> list[tuple[str, str]]:
    """Tables and pictures not in the chapter yet, by name."""
    pieces = [(name, _("표: %(name)s", name=kind.caption)) for name, kind in TABLES.items()]
    pieces += [(name, _("그림: %(name)s", name=kind.caption)) for name, kind in PICTURES.items()]
    pieces += [(f"sheets.{n}", _("묶음: %(name)s", name=k.caption)) for n, k in SHEETS.items()]
    return [(name, words) for name, words in pieces if name not in known]


def _named(name: str) -> dict:
    """The block of a table or picture by its name; empty when there is none."""
    if name in TABLES:
        return {"table": name}
    if (name or "").startswith("sheets.") and name.removeprefix("sheets.") in SHEETS:
        return {"sheets": name.removeprefix("sheets.")}
    return {"picture": name} if name in PICTURES else {}
