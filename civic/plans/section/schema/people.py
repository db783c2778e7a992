"""What a snapshot keeps of who took part, by place and age; see schema/__init__.py. Pure."""

from typing import TypedDict


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


class MeetingPhotoData(TypedDict):
    """photo: its id, by which it is known once it is taken out. jpeg: base64, empty without a
    file."""

    photo: int
    alt: str
    jpeg: str


class MeetingRow(TypedDict):
    """id: 1, 2 … in order of time. starts_on: an ISO date. people: None where hidden or not noted.
    district: the code of the place's, empty where none is known. minutes: the first line of what
    was published of it."""

    id: int
    starts_on: str
    kind: str
    people: int | None
    title: str
    place: str
    district: str
    reports: int
    minutes: str
    photos: list[MeetingPhotoData]


class MeetingsData(TypedDict):
    """Those held; people: None under the least number that is told."""

    held: int
    people: int | None
    reports: int
    supports: int
    rows: list[MeetingRow]
