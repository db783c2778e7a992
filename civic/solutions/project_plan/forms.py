"""The page of a project plan: texts and three tables, every mistake said in its own cell."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Form,
    FormField,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)

from civic.solutions.forms import as_id, at_most
from civic.solutions.project_plan import rules
from civic.solutions.project_plan.models import TEXTS, ProjectPlan
from civic.text import one_line, paragraphs
from civic.web.row_numbers import RowList

FIRST_ROWS = 3


def cell(label, limit: int) -> StringField:
    return StringField(label, filters=[one_line], validators=[at_most(limit)])


def text(label) -> TextAreaField:
    return TextAreaField(label, filters=[paragraphs], validators=[at_most(rules.WORDS)])


class MillionsField(StringField):
    """Money in 백만원; won is what was read of it, 0 of nothing."""

    won = 0

    def pre_validate(self, form):
        try:
            self.won = rules.read_millions(self.data) if self.data else 0
        except rules.NotMillions as wrong:
            raise ValidationError(_("백만원으로 적어 주세요. 예: 1,250 또는 12.5")) from wrong


def millions(label) -> MillionsField:
    return MillionsField(label, filters=[one_line])


def count_in(field, most: int, sentence: str) -> int | None:
    """A whole number from 1 to most, else a mistake of the field; None of nothing or a mistake."""
    typed = field.data or ""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
    if 1 <= number <= most:
        return number
    field.errors = [*field.errors, sentence]
    return None


class RowForm(Form):
    """A row of a table; without anything in it, it is none."""

    needed = ""  # the cell that a row can't do without

    @property
    def is_blank(self) -> bool:
        return not any(field.data for field in self)

    def check(self, longest: int) -> bool:
        """What a row says together; a row with mistakes keeps them in its cells."""
        named = self[self.needed]
        if not named.data:
            named.errors = [*named.errors, _("적어 주세요.")]
        return not any(field.errors for field in self)


class StepRow(RowForm):
    needed = "title"
    title = cell(_l("단계"), rules.TITLE)
    month_from = cell(_l("시작 달"), 4)
    month_to = cell(_l("끝 달"), 4)
    detail = cell(_l("내용"), rules.DETAIL)

    def check(self, longest):
        first, last = (
            count_in(each, longest, _("1부터 %(n)s까지예요.", n=longest))
            for each in (self.month_from, self.month_to)
        )
        if first and last and last < first:
            self.month_to.errors = [_("시작 달보다 앞이에요.")]
        return super().check(longest)

    @property
    def values(self) -> dict[str, Any]:
        months = {name: int(self[name].data) for name in ("month_from", "month_to")}
        return {"title": self.title.data, "detail": self.detail.data or ""} | months


class CostRow(RowForm):
    needed = "item"
    item = cell(_l("비목"), rules.ITEM)
    basis = cell(_l("산출근거"), rules.BASIS)
    national = millions(_l("국비"))
    province = millions(_l("도비"))
    city = millions(_l("시비"))
    private = millions(_l("민간"))

    @property
    def won(self) -> list[int]:
        return [self[source].won for source in rules.SOURCES]

    def check(self, longest):
        if not any(self.won) and not any(self[source].errors for source in rules.SOURCES):
            self.national.errors = [_("누가 얼마를 내는지 적어 주세요.")]
        return super().check(longest)

    @property
    def values(self) -> dict[str, Any]:
        words = {"item": self.item.data, "basis": self.basis.data or ""}
        return words | {f"{source}_won": self[source].won for source in rules.SOURCES}


class RunningRow(RowForm):
    needed = "item"
    year = cell(_l("연차"), 4)
    item = cell(_l("항목"), rules.ITEM)
    payer = cell(_l("재원"), rules.PAYER)
    cost = millions(_l("운영비"))

    def check(self, longest):
        count_in(self.year, rules.YEARS, _("1부터 %(n)s까지예요.", n=rules.YEARS))
        if not self.cost.won and not self.cost.errors:
            self.cost.errors = [_("얼마인지 적어 주세요.")]
        return super().check(longest)

    @property
    def values(self) -> dict[str, Any]:
        words = {"item": self.item.data, "payer": self.payer.data or ""}
        return words | {"year": int(self.year.data), "cost_won": self.cost.won}


TABLES = {"steps": rules.STEPS, "costs": rules.COSTS, "running": rules.RUNNING}


def rows(kind: type[RowForm], label, name: str) -> RowList:
    return RowList(FormField(kind), label, max_entries=TABLES[name])


class ProjectForm(FlaskForm):
    """longest (months that may be built) and entries (catalogue, by id) are set by the route."""

    problem = text(_l("현황과 문제"))
    approach = text(_l("해결방안"))
    site = text(_l("대상지"))
    steps = rows(StepRow, _l("구축계획"), "steps")
    costs = rows(CostRow, _l("사업비"), "costs")
    operation = text(_l("운영계획"))
    running = rows(RunningRow, _l("운영비"), "running")
    effect = text(_l("기대효과"))
    cases = SelectMultipleField(_l("유사 사례"), coerce=as_id, validate_choice=False)
    revision = HiddenField()

    longest = rules.BUILD_MONTHS
    entries: dict = {}

    def validate_cases(self, field):
        if len(field.data or []) > rules.CASES:
            raise ValidationError(_("사례는 %(n)s개까지 골라 주세요.", n=rules.CASES))
        if set(field.data or []) - set(self.entries):
            raise ValidationError(_("목록에 있는 사례를 골라 주세요."))

    def validate(self, **kwargs):
        fine = super().validate(**kwargs)
        return all([fine, *(row.check(self.longest) for row in self._rows())])

    def _rows(self) -> Iterator[RowForm]:
        for name in TABLES:
            yield from (row for row in self.rows_of(name) if not row.is_blank)

    def rows_of(self, name: str) -> list[RowForm]:
        return [entry.form for entry in self[name]]

    def add_rows(self, name: str, count: int = 1) -> None:
        for _n in range(min(count, TABLES[name] - len(self[name]))):
            self[name].append_entry()

    def fill_up(self) -> None:
        """An empty table begins with a few empty rows."""
        for name in TABLES:
            self.add_rows(name, max(0, FIRST_ROWS - len(self[name])))

    def read_money(self) -> None:
        """What is typed so far, for the sums, before all of it is right."""
        for row in [*self.rows_of("costs"), *self.rows_of("running")]:
            for field in row:
                if isinstance(field, MillionsField):
                    try:
                        field.pre_validate(row)
                    except ValidationError:
                        field.won = 0

    def sums(self) -> list[int]:
        """Of each of rules.SOURCES, in won."""
        columns = zip(*(row.won for row in self.rows_of("costs")), strict=True)
        return [sum(column) for column in columns] or [0] * len(rules.SOURCES)

    def mistakes(self) -> list:
        """Every field with a mistake, those of the rows too."""
        fields = [self[name] for name in (*TEXTS, "cases")]
        fields += [field for name in TABLES for row in self.rows_of(name) for field in row]
        return [field for field in fields if field.errors]

    def values(self) -> dict[str, Any]:
        """What ProjectPlan.save wants, after the form was found right."""
        entered = {
            name: [row.values for row in self.rows_of(name) if not row.is_blank] for name in TABLES
        }
        words = {name: self[name].data or "" for name in TEXTS}
        chosen = [self.entries[id] for id in dict.fromkeys(self.cases.data or [])]
        return entered | {"words": words, "cases": chosen}


def shown(plan: ProjectPlan) -> dict[str, Any]:
    """A saved plan as the form's data."""
    return {name: getattr(plan, name) for name in TEXTS} | {
        "steps": [_cells(row, "title", "month_from", "month_to", "detail") for row in plan.steps],
        "costs": [
            _cells(row, "item", "basis") | {s: _typed(row.won(s)) for s in rules.SOURCES}
            for row in plan.costs
        ],
        "running": [
            _cells(row, "year", "item", "payer") | {"cost": _typed(row.cost_won)}
            for row in plan.running
        ],
        "cases": [entry.id for entry in plan.cases],
        "revision": str(plan.revision),
    }


def _cells(row, *names: str) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in names}


def _typed(won: int) -> str:
    return rules.in_millions(won) if won else ""
