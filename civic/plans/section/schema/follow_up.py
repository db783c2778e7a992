"""What a snapshot keeps of how participation goes on; see schema/__init__.py. Pure."""

from typing import TypedDict


class ActivityData(TypedDict):
    """id: 1, 2 … in the planner's order. kind: in words. people: None where not said."""

    id: int
    kind: str
    what: str
    timing: str
    host: str
    people: int | None
    way_back: str


class YearData(TypedDict):
    """id: indicator-year. year: 1 is the first of building."""

    id: str
    indicator: int
    year: int
    value: float


class NoteData(TypedDict):
    indicator: int
    words: str


class ColumnData(TypedDict):
    """A column of the planner's own."""

    title: str
    notes: list[NoteData]


class StratumData(TypedDict):
    """id: 1, 2 … in order. applicants: None where hidden."""

    id: int
    name: str
    population: int
    seats: int
    applicants: int | None


class PanelData(TypedDict):
    """The drawn panel; size 0: none. draw: by which public result, and when, in words."""

    size: int
    applicants: int | None
    members: int | None
    draw: str
    strata: list[StratumData]


class FollowUpData(TypedDict):
    """years: how many targets are set for."""

    years: int
    activities: list[ActivityData]
    yearly: list[YearData]
    columns: list[ColumnData]
