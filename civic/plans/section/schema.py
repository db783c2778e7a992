"""The data of a snapshot: every key a reader may ask for, once upgrade() has filled it. Pure."""

from typing import Any, NotRequired, TypedDict


class Municipality(TypedDict):
    name: str
    notice: str
    boundary_source: str


class CallData(TypedDict):
    """Days are ISO dates."""

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
    selection: str
    announced_on: str | None
    apply_from_on: str | None
    apply_to_on: str | None
    preliminary_from_on: str | None
    preliminary_to_on: str | None
    evaluation_from_on: str | None
    evaluation_to_on: str | None


class RoundData(TypedDict):
    title: str
    number: int
    budget_won: int
    national_share: float
    max_choices: int
    rule: str


class PhaseData(TypedDict):
    """starts_at, ends_at: ISO times, half-open."""

    kind: str
    name: str
    starts_at: str
    ends_at: str


class IssueData(TypedDict):
    """concealed: hidden after the snapshot was taken (snapshots/concealing.py). theme: the name of
    a theme that a person named, empty in none."""

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


class ThemeData(TypedDict):
    """id: a number of its own in the round. people: residents who reported or supported."""

    id: int
    name: str
    sentence: str
    reports: int
    imported: int
    people: int
    supports: int
    first_at: str
    last_at: str
    quotes: list[QuoteData]


class Counted(TypedDict):
    reports: int
    supports: int


class CategoryData(Counted):
    name: str


class DistrictData(CategoryData):
    """label: longitude and latitude; polygons: MultiPolygon coordinates in degrees."""

    code: str
    label: list[float]
    polygons: list[Any]


# "from" is a word of Python's own.
StepData = TypedDict("StepData", {"title": str, "from": int, "to": int})


class SolutionData(TypedDict):
    """by: resident | office; empty before it was kept."""

    number: int
    title: str
    summary: str
    cost_won: int
    status: str
    by: str
    operator: str
    issues: list[int]
    districts: list[str]
    steps: list[StepData]


class TallyRow(TypedDict):
    """paper: votes on paper and at meetings, where there were any."""

    number: int
    title: str
    rank: int
    votes: int
    cost_won: int
    selected: bool
    paper: NotRequired[int]


class TallyData(TypedDict):
    rule: str
    completion: str | None
    budget_won: int
    voters: int
    choices: int
    eligible: int
    paper_voters: int | None
    root: str | None
    leaves: int | None
    rows: list[TallyRow]


class OverrideData(TypedDict):
    value: float
    reason: str


class OverrideRow(OverrideData):
    id: int


class IndicatorData(TypedDict):
    """lower, median, upper, count: of the residents' preferences. missing: names of fields without
    which it is not printed."""

    id: int
    solution: int
    name: str
    goal: str
    unit: str
    direction: str
    baseline: float | None
    baseline_year: int | None
    baseline_source: str
    target_year: int | None
    formula: str
    method: str
    data_source: str
    rationale: str
    count: int
    lower: float | None
    median: float | None
    upper: float | None
    weight_percent: float | None
    departure: OverrideData | None
    missing: list[str]


class WeighingData(TypedDict):
    by: str
    reason: str
    people: int


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


class PackedRows(TypedDict):
    columns: list[str]
    rows: list[list[Any]]


class ActsData(TypedDict):
    """How many by ISO day."""

    reports: dict[str, int]
    supports: dict[str, int]
    ballots: dict[str, int]


class DistrictVoices(TypedDict):
    code: str
    name: str
    population: int | None
    people: int | None
    voters: int | None
    per_thousand: float | None
    silent: bool


class BandVoices(TypedDict):
    band: str
    name: str
    population: int | None
    people: int | None
    share_percent: float | None
    population_percent: float | None


class LevelVoices(TypedDict):
    level: str
    name: str
    voters: int | None


class CellVoices(TypedDict):
    district: str
    band: str
    people: int | None


class VoicesData(TypedDict):
    """Who took part, small numbers hidden; total None: nothing may be told."""

    least: int
    total: int | None
    voters: int | None
    population: int | None
    silent: list[str]
    hidden: list[str]
    districts: list[DistrictVoices]
    bands: list[BandVoices]
    cells: list[CellVoices]
    population_source: str
    population_on: str | None
    levels: list[LevelVoices]
    office_voters: int | None
    paper_voters: int | None


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
    """The whole. template: see template.py, rows and sources: see evidence/recount.py."""

    municipality: Municipality
    call: CallData
    round: RoundData
    phases: list[PhaseData]
    template: dict[str, Any]
    is_example: bool
    issues: list[IssueData]
    photos: list[PhotoData]
    districts: list[DistrictData]
    unplaced: Counted
    categories: list[CategoryData]
    themes: list[ThemeData]
    solutions: list[SolutionData]
    tally: TallyData | None
    indicators: list[IndicatorData]
    departures: list[OverrideRow]
    weighing: WeighingData
    counts: CountsData
    rows: dict[str, PackedRows]
    acts: ActsData
    voices: VoicesData
    written: dict[str, list[WrittenLine]]
    remarks: list[RemarkData]
    sources: dict[str, Any]
