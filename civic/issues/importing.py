"""Rows of a file become issues to be, or mistakes with a row number; nothing is stored here."""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from civic.issues.plain_text import one_line, plain_text
from civic.places.point_in_district import OutsideMunicipality
from civic.places.tables import Table

SEOUL = ZoneInfo("Asia/Seoul")
LONGEST = {"title": 200, "body": 10_000, "place": 200, "external_id": 64}
MOST_SUPPORTS = 1_000_000
TITLE_FROM_BODY = 60
EARLIEST_YEAR = 1990
CLOCK = r"(?:\s+(오전|오후)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?(?:\s*([AaPp][Mm]))?)?"
YEAR_FIRST = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?" + CLOCK)
MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + CLOCK)


@dataclass(frozen=True)
class Plan:
    """How to read the columns.

    mapping: field → column name. categories: value in the file → category code.
    no_place: (lat, lon) as numbers that mean "no place".
    outside_is_no_place: take rows whose position lies outside, without the position.
    """

    mapping: dict[str, str]
    categories: dict[str, str] = field(default_factory=dict)
    category_default: str = "other"
    no_place: frozenset[tuple[float, float]] = frozenset()
    outside_is_no_place: bool = False


@dataclass(frozen=True)
class Place:
    """The municipality as reading needs it. districts: name or code → id.

    locate(lat, lon) gives a district's id or raises OutsideMunicipality.
    """

    districts: dict[str, int]
    locate: Callable[[float, float], int]


@dataclass(frozen=True)
class Complaint:
    """A row that may become an issue. created_at is aware; lat and lon are both set or neither."""

    number: int
    title: str
    body: str
    category: str
    district_id: int | None
    place: str
    lat: float | None
    lon: float | None
    supports: int
    external_id: str
    created_at: datetime


class Mistake(Exception):
    """why is wrong with `value` of `field`, in the row of this number.

    why: missing | too_long | not_a_number | negative | too_many | half_position | off_earth |
    outside | unknown_district | not_a_time | future | extra_cells.
    """

    def __init__(self, field: str, why: str, value: str = "", number: int = 0):
        super().__init__(field, why, value)
        self.field, self.why, self.value, self.number = field, why, value[:80], number


@dataclass
class Checked:
    """What a file holds. same: rows left out because an earlier row has their external_id.

    outside, no_place: rows taken without the position they had.
    """

    complaints: list[Complaint] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    same: int = 0
    outside: int = 0
    no_place: int = 0


def check(table: Table, plan: Plan, place: Place, now: datetime) -> Checked:
    """Read every row. A row is one complaint, one or more mistakes, or a repetition."""
    reader = _Reader(table, plan, place, now)
    for number, cells in table.rows:
        reader.read(number, cells)
    return reader.checked


class _Reader:
    def __init__(self, table, plan, place, now):
        self.plan, self.place, self.now = plan, place, now
        self.width = len(table.header)
        columns = {name: at for at, name in enumerate(table.header)}
        self.at = {f: columns[name] for f, name in plan.mapping.items() if name in columns}
        self.checked = Checked()
        self.seen, self.alike, self.located = set(), Counter(), {}

    def read(self, number, cells):
        texts = {f: cells[at].strip() for f, at in self.at.items()}
        values, mistakes = {}, []
        steps = (self._words, self._kind, self._where, self._supports, self._time, self._id)
        for step in steps:
            try:
                values.update(step(texts))
            except Mistake as mistake:
                mistake.number = number
                mistakes.append(mistake)
        if any(cell.strip() for cell in cells[self.width :]):
            mistakes.append(Mistake("", "extra_cells", cells[self.width], number))
        if mistakes:
            self.checked.mistakes += mistakes
            return
        self._keep(number, values)

    def _keep(self, number, values):
        at_default, outside = values.pop("at_default"), values.pop("outside")
        values["external_id"] = values["external_id"] or self._made_up_id(values)
        if values["external_id"] in self.seen:
            self.checked.same += 1
            return
        self.seen.add(values["external_id"])
        self.checked.no_place += at_default
        self.checked.outside += outside
        self.checked.complaints.append(Complaint(number=number, **values))

    def _made_up_id(self, values):
        """The same file imported twice is recognised even without ids of its own."""
        said = (values["title"], values["body"], values["place"], values["lat"], values["lon"])
        key = hashlib.sha256(repr(said).encode()).hexdigest()[:24]
        self.alike[key] += 1
        return f"#{key}-{self.alike[key]}"

    def _words(self, texts):
        body = _fits("body", plain_text(texts.get("body", "")))
        title = one_line(texts.get("title", ""))
        if not title and "title" not in self.at:
            title = _beginning(body)
        if not title:
            raise Mistake("title", "missing")
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
            found = self._locate(point)
        except OutsideMunicipality:
            if self.plan.outside_is_no_place:
                return none | {"outside": True}
            raise Mistake("lat", "outside", f"{lat}, {lon}") from None
        return none | {"lat": point[0], "lon": point[1], "district_id": found}

    def _locate(self, point):
        if point not in self.located:
            self.located[point] = self.place.locate(*point)
        return self.located[point]

    def _district(self, name):
        if not name:
            return None
        known = self.place.districts
        found = known.get(name) or known.get(name.split()[-1])
        if found is None and "lat" not in self.at:
            raise Mistake("district", "unknown_district", name)
        return found

    def _supports(self, texts):
        value = texts.get("supports", "")
        digits = re.sub(r"[,\s]|[명건표개]$", "", value) or "0"
        if not re.fullmatch(r"-?\d{1,12}(\.0+)?", digits):
            raise Mistake("supports", "not_a_number", value)
        number = int(float(digits))
        if not 0 <= number <= MOST_SUPPORTS:
            raise Mistake("supports", "negative" if number < 0 else "too_many", value)
        return {"supports": number}

    def _time(self, texts):
        value = texts.get("created_at", "")
        if not value:
            return {"created_at": self.now}
        time = read_time(value)
        if time > self.now:
            raise Mistake("created_at", "future", value)
        return {"created_at": time}

    def _id(self, texts):
        return {"external_id": _fits("external_id", one_line(texts.get("external_id", "")))}


def read_time(text: str) -> datetime:
    """An aware time from ISO, Korean (2019. 8. 31. 18:05) or US notation; Seoul if it has no zone.

    Raises: Mistake not_a_time.
    """
    time = _parts(text, YEAR_FIRST, (1, 2, 3)) or _parts(text, MONTH_FIRST, (3, 1, 2)) or _iso(text)
    if time is None or not EARLIEST_YEAR <= time.year <= 9998:
        raise Mistake("created_at", "not_a_time", text)
    return time if time.tzinfo else time.replace(tzinfo=SEOUL)


def _parts(text, pattern, order):
    found = pattern.fullmatch(text)
    if not found:
        return None
    hour, minute, second = (int(found[i] or 0) for i in (5, 6, 7))
    half = (found[4] or found[8] or "").upper()
    if half:
        hour = hour % 12 + (12 if half in ("PM", "오후") else 0)
    try:
        return datetime(*(int(found[i]) for i in order), hour, minute, second)
    except ValueError:
        return None


def _iso(text):
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _position(lat, lon):
    try:
        point = (float(lat), float(lon)) if lat and lon else None
    except ValueError:
        raise Mistake("lat", "not_a_number", f"{lat}, {lon}") from None
    if point is None:
        raise Mistake("lat", "half_position", f"{lat}, {lon}")
    if not (all(map(math.isfinite, point)) and abs(point[0]) <= 90 and abs(point[1]) <= 180):
        raise Mistake("lat", "off_earth", f"{lat}, {lon}")
    return point


def _beginning(body):
    line = body.split("\n", 1)[0]
    return line if len(line) <= TITLE_FROM_BODY else line[: TITLE_FROM_BODY - 1] + "…"


def _fits(field, text):
    if len(text) > LONGEST[field]:
        raise Mistake(field, "too_long", text)
    return text
