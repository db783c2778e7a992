"""Rows of a file become issues to be, mistakes, or rows left out; nothing is stored here. Pure."""

import re
from datetime import datetime

from civic.issues.importing.complaints import (
    Checked,
    Complaint,
    DistrictLookup,
    ReadingPlan,
    RowMistake,
)
from civic.issues.importing.dates import NotATime, read_time
from civic.issues.importing.leftovers import LeftOut, beginning, why_no_complaint
from civic.issues.importing.plain_text import one_line, plain_text
from civic.issues.importing.positions import WrongPosition, read_position
from civic.issues.importing.sameness import content_key
from civic.places.point_in_district import OutsideMunicipality
from civic.places.tables import Table

LONGEST = {"title": 200, "body": 10_000, "place": 200, "external_id": 64}
MOST_SUPPORTS = 1_000_000
TITLE_FROM_BODY = 60


def check(table: Table, plan: ReadingPlan, place: DistrictLookup, now: datetime) -> Checked:
    """Read every row: it is one complaint, one or more mistakes, or left out for a reason."""
    reader = _RowReader(table, plan, place, now)
    for number, cells in table.rows:
        reader.read(number, cells)
    return reader.checked


class _RowReader:
    def __init__(self, table, plan, place, now):
        self.plan, self.place, self.now = plan, place, now
        self.header, self.broken = table.header, table.broken
        columns = {name: at for at, name in enumerate(table.header)}
        self.at = {f: columns[name] for f, name in plan.mapping.items() if name in columns}
        self.checked = Checked()
        self.seen, self.located = {}, {}

    def read(self, number, cells):
        why = why_no_complaint(cells, self.header)
        if why and not self.plan.takes(number):
            self.checked.left_out.append(LeftOut(number, beginning(cells), why))
            return
        values, mistakes = self._values(number, cells)
        for mistake in mistakes:
            mistake.number = number
        self.checked.mistakes += mistakes
        if not mistakes:
            self._keep(number, cells, values)

    def _values(self, number, cells):
        wrong = [f for f, at in self.at.items() if (number, at) in self.broken]
        if wrong:
            return {}, [RowMistake(f, "uncalculated", cells[self.at[f]]) for f in wrong]
        texts = {f: cells[at].strip() for f, at in self.at.items()}
        values, mistakes = {}, []
        steps = (self._words, self._kind, self._where, self._supports, self._time, self._id)
        for step in steps:
            try:
                values.update(step(texts))
            except RowMistake as mistake:
                mistakes.append(mistake)
        extra = [cell for cell in cells[len(self.header) :] if cell.strip()]
        if extra:
            mistakes.append(RowMistake("", "extra_cells", extra[0]))
        return values, mistakes

    def _keep(self, number, cells, values):
        at_default, outside = values.pop("at_default"), values.pop("outside")
        content = (values[name] for name in ("title", "body", "place", "lat", "lon"))
        complaint = Complaint(number=number, content_key=content_key(*content), **values)
        earlier = self._earlier(complaint)
        if earlier is not None and not self.plan.takes(number):
            self.checked.left_out.append(LeftOut(number, beginning(cells), "repeated", earlier))
            return
        self.checked.no_place += at_default
        self.checked.outside += outside
        self.checked.complaints.append(complaint)

    def _earlier(self, complaint):
        """The number of an earlier row that says the same under the same number of its own."""
        if not complaint.external_id:
            return None
        same = (complaint.external_id, complaint.content_key, complaint.created_at)
        first = self.seen.setdefault(same, complaint.number)
        return first if first != complaint.number else None

    def _words(self, texts):
        body = _fits("body", plain_text(texts.get("body", "")))
        title = one_line(texts.get("title", ""))
        if not title and "title" not in self.at:
            title = _beginning(body)
        if not title:
            raise RowMistake("title", "missing")
        place = _fits("place", one_line(texts.get("place", "")))
        return {"title": _fits("title", title), "body": body, "place": place}

    def _kind(self, texts):
        value = texts.get("category", "")
        return {"category": self.plan.categories.get(value, self.plan.category_default)}

    def _where(self, texts):
        district_id = self._district(texts.get("district", ""))
        lat, lon = texts.get("lat", ""), texts.get("lon", "")
        none = {"lat": None, "lon": None, "district_id": district_id}
        none |= {"at_default": False, "outside": False}
        if not lat and not lon:
            return none
        point = _position(lat, lon)
        if point == (0, 0) or point in self.plan.no_place:
            return none | {"at_default": True}
        try:
            located_in = self._locate(point)
        except OutsideMunicipality:
            if self.plan.outside_is_no_place:
                return none | {"outside": True}
            raise RowMistake("lat", "outside", f"{lat}, {lon}") from None
        return none | {"lat": point[0], "lon": point[1], "district_id": located_in}

    def _locate(self, point):
        if point not in self.located:
            self.located[point] = self.place.locate(*point)
        return self.located[point]

    def _district(self, name):
        if not name:
            return None
        districts = self.place.districts
        district_id = districts.get(name) or districts.get(name.split()[-1])
        if district_id is None and "lat" not in self.at:
            raise RowMistake("district", "unknown_district", name)
        return district_id

    def _supports(self, texts):
        value = texts.get("supports", "")
        digits = re.sub(r"[,\s]|[명건표개]$", "", value) or "0"
        if not re.fullmatch(r"-?\d{1,12}(\.0+)?", digits):
            raise RowMistake("supports", "not_a_number", value)
        number = int(float(digits))
        if not 0 <= number <= MOST_SUPPORTS:
            raise RowMistake("supports", "negative" if number < 0 else "too_many", value)
        return {"supports": number}

    def _time(self, texts):
        value = texts.get("created_at", "")
        if not value:
            return {"created_at": self.now, "dated": False}
        try:
            time = read_time(value)
        except NotATime as wrong:
            raise RowMistake("created_at", "not_a_time", value) from wrong
        if time > self.now:
            raise RowMistake("created_at", "future", value)
        return {"created_at": time, "dated": True}

    def _id(self, texts):
        return {"external_id": _fits("external_id", one_line(texts.get("external_id", "")))}


def _position(lat, lon):
    try:
        return read_position(lat, lon)
    except WrongPosition as wrong:
        raise RowMistake("lat", wrong.why, f"{lat}, {lon}") from wrong


def _beginning(body):
    line = body.split("\n", 1)[0]
    return line if len(line) <= TITLE_FROM_BODY else line[: TITLE_FROM_BODY - 1] + "…"


def _fits(field, text):
    if len(text) > LONGEST[field]:
        raise RowMistake(field, "too_long", text)
    return text
