"""What a snapshot keeps of how chosen solutions are carried out, of the office's screening, and of
complaints there were before; see schema/__init__.py. Pure."""

from typing import NotRequired, TypedDict

# "from" is a word of Python's own.
ProjectStepData = TypedDict(
    "ProjectStepData", {"title": str, "from": int, "to": int, "detail": str}
)


class CostData(TypedDict):
    """id: solution-position. Won by who pays."""

    id: str
    item: str
    basis: str
    national: int
    province: int
    city: int
    private: int


class RunningData(TypedDict):
    """year: 1 is the first after the funded ones."""

    id: str
    year: int
    item: str
    payer: str
    cost_won: int


class ProjectData(TypedDict):
    """problem … effect: the office's texts, a line each. cases: keys of CaseData. steps: of the
    proposal where the office wrote none."""

    solution: int
    problem: list[str]
    approach: list[str]
    site: list[str]
    operation: list[str]
    effect: list[str]
    steps: list[ProjectStepData]
    costs: list[CostData]
    running: list[RunningData]
    cases: list[str]


class CaseData(TypedDict):
    """A measured result of another city, from the catalogue."""

    key: str
    title: str
    city: str
    indicator: str
    unit: str
    before: float | None
    after: float | None
    stated_change: str
    period: str
    source: str
    source_date: str
    note: str


class ScreeningData(TypedDict):
    """verdict, grounds: in words. on: an ISO date. cost_won: where the office thinks otherwise.
    concealed: the solution was hidden after the snapshot was taken."""

    solution: int
    verdict: str
    grounds: list[str]
    note: str
    department: str
    on: str
    cost_won: int | None
    concealed: NotRequired[bool]


class ImportData(TypedDict):
    """A file of existing complaints. first_on, last_on: ISO dates of its complaints; empty without
    any that is shown."""

    id: int
    name: str
    first_on: str
    last_on: str
    reports: int


class CarriedData(TypedDict):
    """An earlier round's report that this one goes on with. round: its number. supports, comments,
    solutions: of this round."""

    round: int
    receipt: int
    supports: int
    comments: int
    solutions: int
