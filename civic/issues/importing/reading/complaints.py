"""What reading a file takes and gives: a plan and a place; complaints, mistakes, rows left out.
Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from civic.issues.importing.reading.leftovers import LeftOut
from civic.issues.importing.reading.years import AssumedDay
from civic.personal_data import KINDS
from civic.places.district_names import DistrictNames, Match


@dataclass(frozen=True)
class ReadingPlan:
    """How to read the columns.

    mapping: field → column name. categories: value in the file → category code.
    no_place: (lat, lon) as numbers that mean "no place".
    outside_is_no_place: take rows whose position lies outside, without the position.
    sheet: of a workbook. header_row, header_lines: number of the first row that names the columns,
    and how many do; None for the likeliest.
    personal: columns that say who somebody is. unmasked: kinds of personal data that stay.
    rows: number of a row → whether it is to be taken, where the planner chose; others_too: whether
    rows that would be left out are taken, where not. districts: words that fit several → the one
    the planner chose. answers: of offered columns, field → words → what the planner chose. year: of
    days that name none, and day_order: of days, months and years (03/02/26), where the planner
    chose them. file_name: may name a year as well.
    """

    mapping: dict[str, str]
    categories: dict[str, str] = field(default_factory=dict)
    category_default: str = "other"
    no_place: frozenset[tuple[float, float]] = frozenset()
    outside_is_no_place: bool = False
    sheet: str = ""
    header_row: int | None = None
    header_lines: int = 1
    personal: frozenset[str] = frozenset()
    unmasked: frozenset[str] = frozenset()
    rows: dict[int, bool] = field(default_factory=dict)
    others_too: bool = False
    districts: dict[str, int] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    year: int | None = None
    day_order: str = ""
    file_name: str = ""

    def takes(self, number: int, usually: bool = False) -> bool:
        """A row is to be taken. usually: whether such rows are when nobody chose."""
        return self.rows.get(number, usually or self.others_too)

    @property
    def masked(self) -> frozenset[str]:
        """The kinds of personal data that are taken out of words."""
        return frozenset(KINDS) - self.unmasked


@dataclass(frozen=True)
class DistrictLookup:
    """The municipality as reading needs it. districts: name or code → id. city: its own name.
    legal: 법정동 → the districts it is in.

    locate(lat, lon) gives a district's id or raises OutsideMunicipality.
    """

    districts: dict[str, int]
    locate: Callable[[float, float], int]
    city: str = ""
    legal: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> DistrictNames:
        return DistrictNames(self.districts, self.city, self.legal)


@dataclass(frozen=True)
class Complaint:
    """A row that may become an issue. created_at is aware; lat and lon are both set or neither.

    external_id: its number where it comes from, if any. dated: whether created_at is its own.
    content_key: as sameness.py makes it. author: as authors.py reads it, to be kept by nobody.
    offered: field → words of a column that a later feature takes, without personal data.
    """

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
    dated: bool
    content_key: str
    author: str = field(default="", repr=False)
    offered: Mapping[str, str] = field(default_factory=dict)


class RowMistake(Exception):
    """why is wrong with `value` of `field`, in the row of this number.

    why: missing | too_long | not_a_number | negative | too_many | half_position | swapped | plane |
    off_earth | outside | not_a_time | future | extra_cells | uncalculated.
    """

    def __init__(self, field: str, why: str, value: str = "", number: int = 0):
        super().__init__(field, why, value)
        self.field, self.why, self.value, self.number = field, why, value[:80], number


@dataclass(frozen=True)
class PersonalData:
    """Kinds of personal data in a row's field. before: some words around it; after: the same with
    all of it taken out."""

    number: int
    field: str
    kinds: tuple[str, ...]
    before: str
    after: str


@dataclass
class Checked:
    """What a file holds. outside, no_place: rows taken without the position they had.

    districts: what words said of a district → rows, of those without a position. days: what could
    be read otherwise → rows. day_orders: a day of the column in each order it may be written in.
    personal: where the first personal data stand; personal_rows: kind → rows that hold such;
    with_personal: rows that hold any.
    """

    complaints: list[Complaint] = field(default_factory=list)
    mistakes: list[RowMistake] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    outside: int = 0
    no_place: int = 0
    districts: Counter[Match] = field(default_factory=Counter)
    days: Counter[AssumedDay] = field(default_factory=Counter)
    day_orders: tuple[AssumedDay, ...] = ()
    personal: list[PersonalData] = field(default_factory=list)
    personal_rows: Counter[str] = field(default_factory=Counter)
    with_personal: int = 0

    @property
    def found_districts(self) -> int:
        """Rows whose district words told."""
        return sum(rows for match, rows in self.districts.items() if match.key is not None)
