"""What a snapshot keeps of solutions, their vote, indicators and weights. Pure."""

from typing import NotRequired, TypedDict

from civic.plans.section.schema.surveys import FromSurvey

# "from" is a word of Python's own.
StepData = TypedDict("StepData", {"title": str, "from": int, "to": int})


class SolutionData(TypedDict):
    """by: resident | office; empty before it was kept."""

    number: int
    title: str
    summary: str
    cost_won: int | None  # None: nobody said yet
    status: str
    by: str
    operator: str
    issues: list[int]
    districts: list[str]
    steps: list[StepData]


class TallyRowData(TypedDict):
    """paper: votes on paper and at meetings, where there were any. left_won: the money left
    when its turn came; reason: of counting/greedy.Placed, how it got in or why not."""

    number: int
    title: str
    rank: int
    votes: int
    cost_won: int
    selected: bool
    left_won: int | None
    reason: str
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
    rows: list[TallyRowData]


class OverrideData(TypedDict):
    value: float
    reason: str


class OverrideRow(OverrideData):
    id: int


class IndicatorData(TypedDict):
    """lower, median, upper, count: of the preferences the round counts. unproven_…: of people whose
    residency is not shown, where the round tells them. missing: names of fields without which it is
    not printed."""

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
    unproven_count: int
    unproven_median: float | None
    weight_percent: float | None
    departure: OverrideData | None
    baseline_from: FromSurvey | None
    missing: list[str]


class WeighingData(TypedDict):
    """people: those whose points are counted. unproven: as of an indicator."""

    by: str
    reason: str
    people: int
    unproven: int
