"""The data of a snapshot: every key a reader may ask for, once upgrade() has filled it. Pure."""

from typing import Any, Literal, NotRequired, TypedDict

from civic.plans.section.schema.follow_up import FollowUpData, PanelData
from civic.plans.section.schema.material import MaterialData
from civic.plans.section.schema.outcome import (
    IndicatorData,
    OverrideRow,
    SolutionData,
    TallyData,
    WeighingData,
)
from civic.plans.section.schema.people import MeetingsData, VoicesData
from civic.plans.section.schema.project import (
    CarriedData,
    CaseData,
    ImportData,
    ProjectData,
    ScreeningData,
)
from civic.plans.section.schema.surveys import SurveysData

# A section template, a chapter of it or a block: see template.py, which says what is in it.
Template = dict[str, Any]


class MunicipalityData(TypedDict):
    name: str
    notice: str
    boundary_source: str


class CallData(TypedDict):
    """Days are ISO dates. shares: percent by who pays, see rounds/calls/shares.py."""

    programme: str
    year: int | None
    ministry: str
    agency: str
    source: str
    total_won: int | None
    cities: int | None
    national_won: int | None
    local_won: int | None
    build_months: int | None
    shares: dict[str, float]
    selection: str
    announced_on: str | None
    apply_from_on: str | None
    apply_to_on: str | None
    preliminary_from_on: str | None
    preliminary_to_on: str | None
    evaluation_from_on: str | None
    evaluation_to_on: str | None


CallDay = Literal[
    "announced_on",
    "apply_from_on",
    "apply_to_on",
    "preliminary_from_on",
    "preliminary_to_on",
    "evaluation_from_on",
    "evaluation_to_on",
]


class RoundData(TypedDict):
    title: str
    number: int
    budget_won: int
    national_share: float
    max_choices: int
    rule: str
    unproven: str  # together | apart | left_out


class PhaseData(TypedDict):
    """starts_at, ends_at: ISO times, half-open."""

    kind: str
    name: str
    starts_at: str
    ends_at: str


class IssueData(TypedDict):
    """concealed: hidden after the snapshot was taken (snapshots/concealing.py). theme: the name of
    a theme that a person named, empty in none. printed: as printing/rules.py has it."""

    receipt: int
    title: str
    category: str
    district: str
    status: str
    supports: int
    reported_at: str
    lat: float | None
    lon: float | None
    theme: str
    printed: str
    concealed: NotRequired[bool]


class PhotoData(TypedDict):
    """jpeg: base64, empty without a file. reported_at, district: empty in the first snapshots."""

    receipt: int
    title: str
    reported_at: str
    district: str
    alt: str
    jpeg: str


class QuoteData(TypedDict):
    """words: what stands in the report's field from start up to end."""

    receipt: int
    reported_at: str
    field: str
    start: int
    end: int
    words: str


class ShareData(TypedDict):
    """How many of a theme's reports are from a district; none that points to a few people."""

    code: str
    name: str
    reports: int


class ThemeCategoryData(TypedDict):
    name: str
    reports: int


class ThemeData(TypedDict):
    """id: a number of its own in the round. people: residents who reported or supported. on_paper,
    heard: of the supports, those without a name and those heard at meetings. authors: who wrote the
    imported ones, as far as that is known. printed: a planner did not leave it out. shares,
    categories: most reports first."""

    id: int
    name: str
    sentence: str
    reports: int
    imported: int
    people: int
    supports: int
    on_paper: int
    heard: int
    authors: int
    first_at: str
    last_at: str
    quotes: list[QuoteData]
    printed: bool
    shares: list[ShareData]
    categories: list[ThemeCategoryData]


class CountedData(TypedDict):
    reports: int
    supports: int


class CategoryData(CountedData):
    name: str


class DistrictData(CategoryData):
    """label: longitude and latitude; polygons: MultiPolygon coordinates in degrees."""

    code: str
    label: list[float]
    polygons: list[Any]


class CountsData(TypedDict):
    reports: int
    listed: int
    merged: int
    imported: int
    supports: int
    comments: int
    solutions: int
    preferences: int
    wishers: int
    participants: int
    office_reports: int
    office_solutions: int
    new_reports: int
    unproven_supports: int
    unproven_preferences: int


# Those of the numbers above that a figure prints as it is.
CountKey = Literal[
    "reports",
    "listed",
    "merged",
    "supports",
    "comments",
    "solutions",
    "preferences",
    "participants",
    "new_reports",
]


class PackedRows(TypedDict):
    columns: list[str]
    rows: list[list[Any]]


ActKey = Literal["reports", "supports", "ballots"]


class ActsData(TypedDict):
    """How many by ISO day."""

    reports: dict[str, int]
    supports: dict[str, int]
    ballots: dict[str, int]


class WrittenLine(TypedDict):
    """under: the key of the block it stands below, if any."""

    key: str
    text: str
    under: NotRequired[str]


class DispositionData(TypedDict):
    kind: str
    reason: str
    on: str
    version: str


class RemarkData(TypedDict):
    number: int
    paragraph: str
    quote: str
    body: str
    author: str
    on: str
    read: str
    disposition: DispositionData | None


class SnapshotData(TypedDict):
    """The whole. format: see upgrade.py, template: template.py, rows and sources:
    evidence/recount.py."""

    format: int
    municipality: MunicipalityData
    call: CallData
    round: RoundData
    phases: list[PhaseData]
    template: Template
    is_example: bool
    issues: list[IssueData]
    carried: list[CarriedData]
    photos: list[PhotoData]
    districts: list[DistrictData]
    unplaced: CountedData
    categories: list[CategoryData]
    themes: list[ThemeData]
    solutions: list[SolutionData]
    tally: TallyData | None
    indicators: list[IndicatorData]
    departures: list[OverrideRow]
    projects: list[ProjectData]
    cases: list[CaseData]
    screenings: list[ScreeningData]
    imports: list[ImportData]
    weighing: WeighingData
    counts: CountsData
    rows: dict[str, PackedRows]
    acts: ActsData
    voices: VoicesData
    meetings: MeetingsData
    surveys: SurveysData
    follow_up: FollowUpData
    panel: PanelData
    material: list[MaterialData]
    written: dict[str, list[WrittenLine]]
    remarks: list[RemarkData]
    sources: dict[str, Any]
