"""The page of how participation goes on: activities, targets by year, and columns of one's own.
Every mistake is said in its own cell."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from civic.plans.follow_up import rules
from civic.plans.follow_up.labels import KIND_NAMES, YEAR_MISTAKES
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.rules import MeasuredIndicator
from civic.targets.numbers import NotANumber, parse_number
from civic.text import one_line
from civic.web.choices import choices
from civic.web.filters import number
from civic.web.row_numbers import RowList

FIRST_ROWS = 3
NEEDED = ("kind", "timing", "host")
YEARS, NOTES = range(rules.MOST_YEARS), range(rules.COLUMNS)


def cell(label, limit: int) -> StringField:
    too_long = Length(max=limit, message=_l("%(max)d자까지 쓸 수 있어요."))
    return StringField(label, filters=[one_line], validators=[too_long])


def say(field, sentence: str) -> None:
    field.errors = [*field.errors, sentence]


class ActivityRow(Form):
    """A row without anything in it is none."""

    kind = SelectField(_l("구분"), default="", validate_choice=False)
    what = cell(_l("활동"), rules.WHAT)
    timing = cell(_l("언제"), rules.WHEN)
    host = cell(_l("누가"), rules.HOST)
    people = cell(_l("몇 명"), 12)
    way_back = cell(_l("결과를 돌려주는 방법"), rules.BACK)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.choices = choices([("", _("고르기")), *KIND_NAMES.items()])

    @property
    def is_blank(self) -> bool:
        return not any(field.data for field in self)

    def check(self) -> None:
        for name in NEEDED:
            if not self[name].data:
                say(self[name], _("적어 주세요."))
        if self.kind.data and self.kind.data not in KIND_NAMES:
            say(self.kind, _("목록에서 골라 주세요."))
        if self.people.data and self.count is None:
            say(self.people, _("1부터 %(n)s까지예요.", n=number(rules.MOST_PEOPLE)))

    @property
    def count(self) -> int | None:
        """How many people; None of nothing, and of what is no such number."""
        typed = (self.people.data or "").replace(",", "").removesuffix("명").strip()
        known = typed.isascii() and typed.isdecimal() and len(typed) < 7
        return int(typed) or None if known else None

    @property
    def values(self) -> dict[str, Any]:
        words = ("kind", "what", "timing", "host", "way_back")
        return {name: self[name].data or "" for name in words} | {"people": self.count}


class YearField(StringField):
    """value: the number that was typed, None of nothing."""

    value: float | None = None


class IndicatorRow(Form):
    """The years of an indicator, and its cells in the planner's columns; measured: set by the
    form, None of an indicator that is not asked for."""

    indicator_id = HiddenField()
    measured: MeasuredIndicator | None = None

    def check(self, years: int) -> None:
        measured, fields = self.measured, self.years(years)
        assert measured is not None  # others are left out
        for field in fields:
            field.value = self._read(field, measured.unit)
        if measured.target is None or any(field.errors for field in fields):
            return
        typed = [field.value for field in fields]
        ends = measured.baseline, measured.target, measured.direction
        for n, code in rules.wrong_years(typed, *ends).items():
            before = typed[n - 1] if n else measured.baseline
            shown = {"before": number(before or 0), "target": number(measured.target)}
            say(fields[n], str(YEAR_MISTAKES[code]) % shown)

    def _read(self, field: YearField, unit: str) -> float | None:
        try:
            return parse_number(field.data, unit) if field.data else None
        except NotANumber:
            say(field, _("숫자로 적어 주세요."))
            return None

    def name_fields(self, count: int) -> None:
        """Labels that tell the indicator, for the list of mistakes."""
        assert self.measured is not None  # others are not shown
        for n, field in enumerate(self.years(count), 1):
            field.label.text = f"{self.measured.name} {_('%(n)s차년도', n=n)}"
        for field in self.notes():
            field.label.text = self.measured.name

    def years(self, count: int) -> list:
        return [self[f"year_{n}"] for n in YEARS[:count]]

    def notes(self) -> list:
        return [self[f"note_{n}"] for n in NOTES]


for _n in YEARS:
    setattr(IndicatorRow, f"year_{_n}", YearField(filters=[one_line]))
for _n in NOTES:
    setattr(IndicatorRow, f"note_{_n}", cell("", rules.CELL))


class ColumnRow(Form):
    """A column of one's own; without a title it is none."""

    title = cell(_l("열 이름"), rules.TITLE)
    place = cell(_l("차례"), 2)

    @property
    def order(self) -> int:
        typed = self.place.data or ""
        return int(typed) if typed.isascii() and typed.isdecimal() else rules.COLUMNS + 1


class FollowUpForm(FlaskForm):
    """measured and count (of years) are set by the route, see `about`."""

    activities = RowList(FormField(ActivityRow), max_entries=rules.ACTIVITIES)
    rows = RowList(FormField(IndicatorRow))
    columns = RowList(FormField(ColumnRow), max_entries=rules.COLUMNS)
    revision = HiddenField()

    count = rules.YEARS

    def about(self, measured: Sequence[MeasuredIndicator], count: int) -> "FollowUpForm":
        """A row for each of these indicators, in their order; every table with rows to begin."""
        self.count = count
        typed = {entry.form.indicator_id.data: entry.form for entry in self.rows}
        self.shown = []
        for each in measured:
            row = typed.get(str(each.id)) or self.rows.append_entry().form
            row.indicator_id.data, row.measured = str(each.id), each
            row.name_fields(count)
            self.shown.append(row)
        self.add_activities(max(0, FIRST_ROWS - len(self.activities)))
        while len(self.columns) < rules.COLUMNS:
            self.columns.append_entry()
        return self

    def add_activities(self, many: int = 1) -> None:
        for _n in range(min(many, rules.ACTIVITIES - len(self.activities))):
            self.activities.append_entry()

    def validate(self, **kwargs):
        fine = super().validate(**kwargs)
        for row in self.filled():
            row.check()
        for row in self.shown:
            row.check(self.count)
        self._check_columns()
        return fine and not self.mistakes()

    def _check_columns(self) -> None:
        seen = set()
        for n, column in enumerate(entry.form for entry in self.columns):
            title = column.title.data
            if not title and any(row.notes()[n].data for row in self.shown):
                say(column.title, _("적은 칸이 있어요. 열 이름을 적어 주세요."))
            if title and title in seen:
                say(column.title, _("같은 열을 두 번 적었어요."))
            seen.add(title)

    def filled(self) -> Iterator[ActivityRow]:
        return (entry.form for entry in self.activities if not entry.form.is_blank)

    def mistakes(self) -> list:
        """Every field with a mistake, in the page's order."""
        rows = [entry.form for entry in self.activities]
        rows += [*self.shown, *(entry.form for entry in self.columns)]
        return [field for row in rows for field in row if field.errors]

    def values(self) -> dict[str, Any]:
        """What FollowUp.save wants, after the form was found right."""
        years = {row.measured.id: [f.value for f in row.years(self.count)] for row in self.shown}
        titled = [(n, e.form) for n, e in enumerate(self.columns) if e.form.title.data]
        columns = [
            (column.title.data, {row.measured.id: row.notes()[n].data for row in self.shown})
            for n, column in sorted(titled, key=lambda pair: (pair[1].order, pair[0]))
        ]
        return {
            "activities": [row.values for row in self.filled()],
            "yearly": {id: values for id, values in years.items() if None not in values},
            "columns": columns,
        }


def shown(saved: FollowUp) -> dict[str, Any]:
    """What was saved as the form's data."""
    cells = ("kind", "what", "timing", "host", "way_back")
    rows: dict[int, dict[str, str]] = {}
    for target in saved.yearly:
        rows.setdefault(target.indicator_id, {})[f"year_{target.year - 1}"] = _typed(target.value)
    for n, column in enumerate(saved.columns):
        for note in column.notes:
            rows.setdefault(note.indicator_id, {})[f"note_{n}"] = note.words
    return {
        "activities": [
            {name: getattr(row, name) for name in cells} | {"people": str(row.people or "")}
            for row in saved.activities
        ],
        "rows": [{"indicator_id": str(id)} | row for id, row in rows.items()],
        "columns": [
            {"title": column.title, "place": str(n)} for n, column in enumerate(saved.columns, 1)
        ],
        "revision": str(saved.revision),
    }


def _typed(value: float) -> str:
    return f"{value:.12g}"
