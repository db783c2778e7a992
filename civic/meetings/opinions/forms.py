"""What a planner types of what was said: lines at first, then each line's people and report."""

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import (
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange

from civic.db import db
from civic.issues import receipt_numbers
from civic.issues.duplicates.similar import find_similar
from civic.issues.importing.reading.kinds import category_of
from civic.issues.labels import CATEGORIES
from civic.issues.models import Issue, ids_of_receipt
from civic.meetings.forms import at_most
from civic.meetings.opinions.lines import LONGEST, MOST_LINES, MOST_PEOPLE, read_lines
from civic.meetings.opinions.models import OpinionBatch
from civic.people.labels import PERSONAL_NAMES
from civic.personal_data import find
from civic.places.district_names import DistrictNames, Match
from civic.places.legal_dongs.models import names_of
from civic.text import one_line, paragraphs
from civic.web.choices import choices
from civic.web.row_numbers import RowList

NEW = ""
UNCLEAR = "unclear"  # the words of a line fit several districts: which one is still to be said
NOTE_MAX = 300


def category_choices():
    return choices((code, name) for code, (_icon, name) in CATEGORIES.items())


def hint_sentences(text: str) -> list[str]:
    """What in a line looks personal, said to who types or confirms it."""
    return [
        _(
            "%(what)s처럼 보여요: %(found)s",
            what=PERSONAL_NAMES[each.kind],
            found=text[each.start : each.end],
        )
        for each in find(text)
    ]


class OpinionEntryForm(FlaskForm):
    """Opinions, one a line, as fast as they are typed or said."""

    text = TextAreaField(_l("의견"), filters=[paragraphs])
    category = SelectField(
        _l("분야"), choices=[*choices([("", _l("글을 보고 줄마다 고르기"))]), *category_choices()]
    )

    def validate(self, extra_validators=None):
        good = super().validate(extra_validators)
        if wrong := mistakes_in(read_lines(self.text.data), needed=True):
            self.text.errors = wrong
        return good and not self.errors


def mistakes_in(lines, needed: bool) -> list[str]:
    if needed and not lines:
        return [_("들은 의견을 한 줄에 하나씩 적어 주세요.")]
    if len(lines) > MOST_LINES:
        return [
            _("한 번에 %(n)s줄까지 넣을 수 있어요. 나누어 적어 주세요. 지금은 %(now)s줄이에요.",
              n=MOST_LINES, now=len(lines))
        ]  # fmt: skip
    return [
        _(
            "%(n)s자보다 긴 줄이 있어요. 나누어 적어 주세요: %(text)s…",
            n=LONGEST,
            text=line.text[:30],
        )
        for line in lines
        if len(line.text) > LONGEST
    ]


class LineForm(Form):
    """One opinion: how many said it, and the report it is the same as, if any."""

    text = StringField(
        _l("의견"),
        filters=[one_line],
        validators=[Length(max=LONGEST, message=_l("300자까지 적을 수 있어요."))],
    )
    people = IntegerField(
        _l("말한 사람"),
        [
            DataRequired(_l("몇 명이 말했는지 적어 주세요.")),
            NumberRange(1, MOST_PEOPLE, _l("1부터 9,999까지의 수로 적어 주세요.")),
        ],
    )
    category = SelectField(_l("분야"), choices=category_choices(), default="other")
    district = SelectField(_l("읍면동"), default="")
    same_as = SelectField(_l("같은 제보"), validate_choice=False, default=NEW)
    number = StringField(_l("다른 제보의 접수번호"), filters=[one_line])
    seen = HiddenField()  # the text whose hints of personal data were shown

    issue: Issue | None = None
    district_hint = ""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        names = g.municipality.district_names()
        here = [("", _("모임이 열린 곳"))]
        self.district.choices = choices([*here, *((str(id), name) for id, name in names.items())])
        if self.district.data == UNCLEAR:
            self._ask_district(names_of(g.municipality).in_address(self.text.data or ""))

    def look(self, round) -> None:
        """Find what is listed already and offer it; what looks personal is said from now on."""
        similar = find_similar(round, self.text.data or "", "") if self.text.data else []
        offered = {str(each.issue.id): each.issue for each in similar}
        if chosen := _listed(round, Issue.id == _id(self.same_as.data)):
            offered.setdefault(str(chosen.id), chosen)
        words = [(id, _same_words(issue)) for id, issue in offered.items()]
        self.same_as.choices = choices([(NEW, _("새 제보로 넣기")), *words])

    def guess(self, round, places: DistrictNames) -> None:
        """The category of the report most like it, else that its words mean, as in files that are
        imported; and the district that it names."""
        text = self.text.data or ""
        if similar := find_similar(round, text, ""):
            self.category.data = similar[0].issue.category
        elif not self.category.data:
            self.category.data = category_of(text) or "other"
        named = places.in_address(text)
        self.district.data = str(named.key) if named.key else ""
        if named.how == UNCLEAR:
            self._ask_district(named)

    @property
    def hints(self) -> list[str]:
        return hint_sentences(self.text.data or "")

    @property
    def is_empty(self) -> bool:
        return not self.text.data

    def validate(self, extra_validators=None):
        if self.is_empty:
            return True
        good = super().validate(extra_validators)
        self._settle_issue()
        if self.district.data == UNCLEAR and self.issue is None:
            self.district.errors = [_("어느 읍면동인지 골라 주세요.")]
        if self.hints and self.seen.data != self.text.data:
            self.text.errors = [
                _("누구인지 알 수 있는 것이 없는지 보고, 그대로 두려면 한 번 더 저장해 주세요.")
            ]
        return good and not self.errors

    def values(self) -> dict:
        return {
            "text": self.text.data,
            "people": self.people.data,
            "category": self.category.data,
            "district_id": _id(self.district.data) or None,
            "same_as_id": self.issue.id if self.issue else None,
        }

    def _ask_district(self, named: Match) -> None:
        """Have it said which of several districts is meant; of a text changed since, any."""
        self.district.data = UNCLEAR
        self.district.choices = [*choices([(UNCLEAR, _("골라 주세요"))]), *self.district.choices]
        if named.how == UNCLEAR:
            self.district_hint = _(
                "‘%(words)s’에 맞는 읍면동이 여럿이에요: %(fits)s",
                words=named.words,
                fits=", ".join(named.fits),
            )

    def _settle_issue(self):
        if self.number.data:
            self.issue = _by_number(self.number.data)
            if self.issue is None:
                self.number.errors = [_("목록에 이 접수번호의 제보가 없어요. 예) 2026-0012")]
        elif self.same_as.data:
            self.issue = _listed(g.round, Issue.id == _id(self.same_as.data))
            if self.issue is None:
                self.same_as.errors = [_("이제 목록에 없는 제보예요. 다시 골라 주세요.")]


class OpinionCheckForm(FlaskForm):
    """The lines of a batch; more of them may be typed below."""

    lines = RowList(FormField(LineForm), max_entries=MOST_LINES)
    more = TextAreaField(_l("빠진 의견 더 적기"), filters=[paragraphs])
    category = HiddenField(default="")

    @classmethod
    def of_text(cls, typed: str, category: str) -> "OpinionCheckForm":
        form = cls(formdata=None, data={"category": category})
        form.append(read_lines(typed))
        return form

    def append(self, lines) -> None:
        """Add lines, each with what its words say of its category and district."""
        places = names_of(g.municipality)
        for line in lines:
            values = {"text": line.text, "people": line.people, "category": self.category.data}
            entry = self.lines.append_entry(values).form
            entry.guess(g.round, places)

    def take_more(self) -> bool:
        """Lines typed below become lines like the others. False when there are too many."""
        more = read_lines(self.more.data or "")
        room = MOST_LINES - len(self.lines)
        if wrong := mistakes_in(more, needed=False):
            self.more.errors = wrong
        elif len(more) > room:
            self.more.errors = [_("한 번에 %(n)s줄까지 넣을 수 있어요.", n=MOST_LINES)]
        else:
            self.append(more)
            self.more.data = ""
        return not self.more.errors

    def look(self) -> None:
        for entry in self.lines:
            entry.form.look(g.round)

    def say_seen(self) -> None:
        """The page that is drawn now shows every hint."""
        for entry in self.lines:
            entry.form.seen.data = entry.form.text.data

    def filled(self) -> list[LineForm]:
        return [entry.form for entry in self.lines if not entry.form.is_empty]


class WithdrawalForm(FlaskForm):
    """Why a batch that counts is taken back."""

    reason = StringField(
        _l("되돌리는 이유"),
        filters=[one_line],
        validators=[DataRequired(_l("왜 되돌리는지 적어 주세요.")), at_most(NOTE_MAX)],
    )


class Drops:
    """Which opinions a second planner leaves out, and why; errors: opinion id → sentence."""

    def __init__(self, batch: OpinionBatch):
        ids = [opinion.id for opinion in batch.opinions]
        self.chosen = frozenset(id for id in ids if request.form.get(f"drop-{id}"))
        self.notes = {id: one_line(request.form.get(f"note-{id}", ""))[:NOTE_MAX] for id in ids}
        self.errors = {id: _("왜 빼는지 적어 주세요.") for id in self.chosen if not self.notes[id]}

    def dropped(self) -> dict[int, str]:
        return {id: self.notes[id] for id in self.chosen}


def _same_words(issue) -> str:
    return _(
        "공감으로: %(title)s (%(number)s)", title=issue.title[:60], number=issue.receipt_number
    )


def _by_number(typed):
    receipt = receipt_numbers.read(typed)
    if receipt is None:
        return None
    return _listed(g.round, Issue.id.in_(ids_of_receipt(receipt, g.round.id)))


def _listed(round, *which):
    here = select(Issue).where(Issue.round_id == round.id, Issue.listed, *which)
    return db.session.scalar(here.limit(1))


def _id(text) -> int:
    """0, which is no issue's, for anything that is no id."""
    good = text and text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if good else 0
