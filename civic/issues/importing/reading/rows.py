"""Rows of a file become issues to be, mistakes, or rows left out; nothing is stored here. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from civic.issues.importing.reading.authors import AuthorReader
from civic.issues.importing.reading.columns import is_known_name
from civic.issues.importing.reading.complaints import (
    Checked,
    Complaint,
    DistrictLookup,
    ReadingPlan,
    RowMistake,
)
from civic.issues.importing.reading.contents import is_day, is_empty
from civic.issues.importing.reading.dates import NotATime
from civic.issues.importing.reading.kinds import category_of
from civic.issues.importing.reading.leftovers import LeftOut, beginning, is_remark, why_no_complaint
from civic.issues.importing.reading.offered import OFFERED
from civic.issues.importing.reading.places import PlaceReader, count_place
from civic.issues.importing.reading.plain_text import one_line, plain_text
from civic.issues.importing.reading.words import fits, read_words
from civic.issues.importing.reading.years import LONGEST_DAY, AssumedDay, Years, day_of
from civic.issues.importing.sameness import content_key
from civic.personal_data import KINDS, mask, names_in
from civic.places.tables import HeadedTable
from civic.places.tables.headers import names_columns

MOST_SUPPORTS = 1_000_000
MOST_PERSONAL = 500  # are shown; all are counted
Each = Callable[[Sequence], Iterator]


def check(
    table: HeadedTable, plan: ReadingPlan, place: DistrictLookup, now: datetime, each: Each = iter
) -> Checked:
    """Read every row: it is one complaint, one or more mistakes, or left out for a reason."""
    reader = _RowReader(table, plan, place, now)
    for number, cells in each(table.rows):
        reader.read(number, cells)
    return reader.checked


class _RowReader:
    def __init__(self, table, plan, place, now):
        self.plan, self.now = plan, now
        self.places = PlaceReader(plan, place)
        self.header, self.broken = table.header, table.broken
        columns = {name: at for at, name in enumerate(table.header)}
        self.at = {f: columns[name] for f, name in plan.mapping.items() if name in columns}
        self.of_people = [columns[name] for name in plan.personal if name in columns]
        self.offered = {at: OFFERED[f] for f, at in self.at.items() if f in OFFERED}
        self.authors = AuthorReader(table, plan.personal)
        self.checked = Checked()
        around = (*table.above, plan.sheet, plan.file_name)
        self.days: set[int] = set()  # numbers of rows that are a day, for those below them
        self.times = self._times(table)
        self.years = Years(self.times, now, plan.year, plan.day_order, around)
        self.checked.day_orders = self.years.asked
        self.seen, self.elsewhere, self.kinds = {}, False, {}
        self.above = not table.header_lines  # a title may stand above rows that nothing names

    def _times(self, table):
        """Row number → what it says of when, or the row of a day above it."""
        at, day, times = self.at.get("created_at"), "", {}
        for number, cells in table.rows:
            if is_remark(cells, table.header) and is_day(
                filled := "".join(cells).strip(), self.now
            ):
                self.days.add(number)
                day = filled
            own = "" if at is None or is_empty(cells[at]) else cells[at].strip()
            times[number] = own or day
        return times

    def read(self, number, cells):
        why = "day" if number in self.days else why_no_complaint(cells, self.header)
        self._notice_other_table(cells, why)
        if self.elsewhere or (why and not self.plan.takes(number)):
            self._leave_out(number, cells, "other_table" if self.elsewhere else why)
            return
        values, mistakes = self._values(number, cells)
        is_remark_only = is_remark(cells, self.header)
        self.above = self.above and is_remark_only
        says_nothing = self.above or any(mistake.why == "missing" for mistake in mistakes)
        if says_nothing and is_remark_only and not self.plan.takes(number):
            self._leave_out(number, cells, "remark")
            return
        for mistake in mistakes:
            mistake.number, mistake.value = number, mask(mistake.value)
        self.checked.mistakes += mistakes
        if not mistakes:
            self._keep(number, cells, values)

    def _notice_other_table(self, cells, why):
        """Other names of columns begin another table; our own, ours once more."""
        if why == "header":
            self.elsewhere = False
        elif not why and names_columns(cells, is_known_name):
            self.elsewhere = True

    def _leave_out(self, number, cells, why, equals=None):
        """Words of a row that becomes no issue are kept with the import: none of people's own."""
        own = {at: column.own(cells[at]) for at, column in self.offered.items()}
        ours = [own.get(at, c) for at, c in enumerate(cells) if at not in self.of_people]
        names = self._names(cells, _offered({c.field: cells[at] for at, c in self.offered.items()}))
        words = mask(beginning(tuple(ours)), names=names)
        self.checked.left_out.append(LeftOut(number, words, why, equals))

    def _values(self, number, cells):
        wrong = [f for f, at in self.at.items() if (number, at) in self.broken]
        if wrong:
            return {}, [RowMistake(f, "uncalculated", cells[self.at[f]]) for f in wrong]
        texts = {f: "" if is_empty(cells[at]) else cells[at].strip() for f, at in self.at.items()}
        offered = _offered(texts)
        names = self._names(cells, offered)
        values, mistakes = {}, []
        steps = (
            lambda: {"words": read_words(texts, number, self.plan.masked, names)},
            lambda: {"category": self._category(texts.get("category", ""))},
            lambda: {"place": self.places.read(texts)},
            lambda: {"supports": _supports(texts.get("supports", ""))},
            lambda: self._time(number, self.times[number]),
            lambda: {"external_id": _own_number(texts.get("external_id", ""))},
            lambda: {"offered": _without_personal(offered, names)},
        )
        for step in steps:
            try:
                values.update(step())
            except RowMistake as mistake:
                mistakes.append(mistake)
        extra = [cell for cell in cells[len(self.header) :] if cell.strip()]
        if extra:
            mistakes.append(RowMistake("", "extra_cells", extra[0]))
        return values, mistakes

    def _names(self, cells, offered):
        """The people a row names in columns of their own, and beside a department."""
        people = [
            words
            for f, offered_cells in offered.items()
            if OFFERED[f].of_people
            for words in offered_cells
        ]
        return names_in([*(cells[at] for at in self.of_people), *people])

    def _keep(self, number, cells, values):
        words, place, assumed = (values.pop(name) for name in ("words", "place", "assumed"))
        where = {name: place[name] for name in ("lat", "lon", "district_id")}
        complaint = Complaint(
            number=number,
            title=words.title,
            body=words.body,
            place=words.place,
            content_key=content_key(*words.bare, where["lat"], where["lon"]),
            author=self.authors.read(cells),
            **where,
            **values,
        )
        earlier = self._earlier(complaint)
        if earlier is not None and not self.plan.takes(number):
            self._leave_out(number, cells, "repeated", earlier)
            return
        count_place(self.checked, place)
        self.checked.days.update(assumed)
        self._note_personal(words.personal)
        self.checked.complaints.append(complaint)

    def _note_personal(self, personal):
        room = MOST_PERSONAL - len(self.checked.personal)
        self.checked.personal += personal[: max(0, room)]
        self.checked.with_personal += bool(personal)
        self.checked.personal_rows.update({kind for each in personal for kind in each.kinds})

    def _earlier(self, complaint):
        """The number of an earlier row that says the same under the same number of its own."""
        if not complaint.external_id:
            return None
        same = (complaint.external_id, complaint.content_key, complaint.created_at)
        first = self.seen.setdefault(same, complaint.number)
        return first if first != complaint.number else None

    def _category(self, value):
        if value not in self.kinds:
            chosen = self.plan.categories.get(value) or category_of(value)
            self.kinds[value] = chosen or self.plan.category_default
        return self.kinds[value]

    def _time(self, number, value):
        if not value:
            return {"created_at": self.now, "dated": False, "assumed": []}
        try:
            reading, why = self.years.read(number, value)
        except NotATime as wrong:
            raise RowMistake("created_at", "not_a_time", value) from wrong
        day = day_of(reading.time)
        if reading.time > self.now:
            raise RowMistake("created_at", "future", f"{value} → {day}" if why else value)
        assumed = [AssumedDay(value[:LONGEST_DAY], day, why)] if why else []
        return {"created_at": reading.time, "dated": True, "assumed": assumed}


def _supports(value):
    digits = re.sub(r"[,\s]|[명건표개]$", "", value) or "0"
    if not re.fullmatch(r"-?\d{1,12}(\.0+)?", digits):
        raise RowMistake("supports", "not_a_number", value)
    number = int(float(digits))
    if not 0 <= number <= MOST_SUPPORTS:
        raise RowMistake("supports", "negative" if number < 0 else "too_many", value)
    return number


def _offered(texts):
    """Field of a later feature → what columns say of it, each person once."""
    offered: dict[str, list[str]] = {}
    for column in (column for field, column in OFFERED.items() if texts.get(field)):
        for field, cell in column.parts(texts[column.field]).items():
            about = OFFERED[field]
            words = plain_text(cell) if about.is_long else one_line(cell)
            offered.setdefault(field, []).extend(words.split(", ") if about.of_people else [words])
    return {field: list(dict.fromkeys(filter(None, cells))) for field, cells in offered.items()}


def _without_personal(offered, names):
    """Words for later features, masked: names too, but in a column of the office's own people."""
    masked = {
        field: mask(", ".join(cells), KINDS, () if OFFERED[field].of_people else names)
        for field, cells in offered.items()
    }
    return {field: words for field, words in masked.items() if words}


def _own_number(value):
    return fits("external_id", mask(one_line(value)))
