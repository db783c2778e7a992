"""Uploading a form, and choosing what goes to a place."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from civic.call_forms.place import FillPlace
from civic.plans.call_form.labels import SINGLE_SOURCES, SOURCE_GROUPS, UNIT_NAMES
from civic.plans.call_form.rules import FITS, WORDS, fits
from civic.plans.call_form.sources import is_known, money_unit, sources
from civic.plans.section.tables import TABLES
from civic.text import paragraphs
from civic.web.choices import choices


class UploadForm(FlaskForm):
    file = FileField(_l("양식 파일"), [FileRequired(message=_l("파일을 골라 주세요."))])


class PlaceForm(FlaskForm):
    """source: a code of sources.py; unit: of money; words: for this plan alone."""

    source = SelectField(
        _l("무엇을 넣을까요?"),
        validators=[InputRequired(_l("넣을 것을 골라 주세요."))],
        validate_choice=False,
    )
    unit = SelectField(_l("금액의 단위"), choices=[], default="", validate_choice=True)
    words = TextAreaField(
        _l("적을 글"),
        filters=[paragraphs],
        validators=[Length(max=WORDS, message=_l("20,000자까지 쓸 수 있어요."))],
    )

    seen = HiddenField()  # the fingerprint of what was to go there when it was opened

    def about(self, place: FillPlace, template: dict) -> "PlaceForm":
        """Offer what fits the place."""
        self.place, self.template = place, template
        self.unit.choices = choices(UNIT_NAMES.items())
        return self

    def groups(self, shown: dict[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """(name, [(code, words)]) of what may go there; the single ones first, in no group.

        shown: code → what it says now, printed before what it is.
        """
        kind = self.place.kind
        single = [(code, str(name)) for code, name in SINGLE_SOURCES.items() if fits(kind, code)]
        grouped = [
            (
                str(SOURCE_GROUPS[group]),
                [(code, _said(shown, code, n)) for code, n in codes.items()],
            )
            for group, codes in sources(self.template).items()
            if group in FITS[kind]
        ]
        return [("", single), *grouped]

    def columns(self, answer) -> list[str]:
        """For each of the form's columns the one of ours that was chosen."""
        titles = self.titles()
        given = [answer.get(f"column-{n}", "") for n in range(len(self.place.columns))]
        return [title if title in titles else "" for title in given]

    def titles(self) -> list[str]:
        code = (self.source.data or "").removeprefix("table:")
        return TABLES[code].titles() if code in TABLES else []

    def options(self, answer) -> dict:
        source, options = self.source.data or "", {}
        if money_unit(source) and self.unit.data:
            options["unit"] = self.unit.data
        if self.place.kind == "rows" and source.startswith("table:"):
            options["columns"] = self.columns(answer)
        return options

    def fits_place(self, options: dict) -> bool:
        """What was chosen is there, may go to the place and is complete; else it says why not."""
        if not self.validate():
            return False
        source = self.source.data
        if not is_known(source, self.place.kind, self.template):
            self.source.errors = [_("이 자리에 넣을 수 없는 것이에요. 다시 골라 주세요.")]
        elif source == "text" and not self.words.data:
            self.words.errors = [_("적을 글을 써 주세요.")]
        elif "columns" in options and not any(options["columns"]):
            self.source.errors = [_("열을 하나라도 맞춰 주세요.")]
        return not self.errors


def _said(shown: dict[str, str], code: str, name: str) -> str:
    return f"{shown[code]} · {name}" if shown.get(code) else name


class SettleForm(FlaskForm):
    """Where a place of the earlier version is now."""

    key = RadioField(
        _l("새 자리"),
        validators=[InputRequired(_l("새 자리를 고르거나 ‘쓰지 않기’를 골라 주세요."))],
        validate_choice=False,
    )
    sure = HiddenField()  # that words which were typed may go
    asks = 0  # of how many rounds these are

    def fits_asked(self, rounds: int) -> bool:
        """rounds: that have words of their own for the place."""
        if not self.validate():
            return False
        self.asks = rounds if self.key.data == "none" and not self.sure.data else 0
        return not self.asks


class MakeForm(FlaskForm):
    format = RadioField(_l("파일 형식"), validators=[InputRequired(_l("형식을 골라 주세요."))])
    may_break = BooleanField(_l("긴 표는 다음 쪽으로 잇기"))
    made_of = StringField()
