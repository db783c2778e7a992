"""What the open-data API answers with, field by field. Pure.

The OpenAPI description and the tables of the bundle are made of these. What may be asked:
queries.py.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from civic.issues.labels import CATEGORIES, STATUSES
from civic.panel.rules import STATES as PANEL_STATES
from civic.rounds.rules import PHASES

Category = Annotated[str, Meta(pattern=f"^({'|'.join(CATEGORIES)})$", description="분야 코드")]
Status = Annotated[str, Meta(pattern=f"^({'|'.join(STATUSES)})$", description="처리 상태 코드")]
Time = Annotated[datetime, Meta(tz=True)]
Won = Annotated[int, Meta(description="원")]


class City(Struct):
    """A municipality that takes part."""

    slug: str
    name: str
    name_en: str
    population_on: Annotated[date | None, Meta(description="인구 기준일")]
    boundary_source: str
    districts_url: Annotated[str, Meta(description="읍면동 경계(GeoJSON)")]
    url: str


class Phase(Struct):
    """A stage of a round."""

    kind: Annotated[str, Meta(pattern=f"^({'|'.join(PHASES)})$")]
    starts_at: Time
    ends_at: Time


class Round(Struct):
    """참여 기간: a municipality's participation in one call."""

    city: str
    number: int
    title: str
    programme: str
    year: int
    budget_won: Won
    max_choices: int
    ballot_form: str
    rule: str
    unproven: Annotated[
        Literal["together", "apart", "left_out"],
        Meta(description="거주 확인 전인 사람의 공감·희망값을 함께, 따로 세거나 세지 않음"),
    ]
    issues: Annotated[int, Meta(description="공개된 제보 수")]
    vote_sealed_at: Time | None
    phases: list[Phase]
    url: str


class Issue(Struct):
    """도시문제: a report as its page shows it. No reporter is named."""

    id: int
    receipt: Annotated[str, Meta(description="접수번호")]
    title: str
    body: str
    category: Category
    status: Status
    district_code: Annotated[str | None, Meta(description="행정동코드 10자리")]
    district: str | None
    place: str
    lat: float | None
    lon: float | None
    supports: Annotated[int, Meta(description="참여 기간이 정한 대로 센 공감 수")]
    unproven_supports: Annotated[
        int | None, Meta(description="거주 확인 전인 사람의 공감. null이면 밝히지 않음")
    ]
    carried_supports: Annotated[
        int, Meta(description="제보가 이어진 다음 참여 기간에 더해진 공감. supports에 없음")
    ]
    comments: int
    photo_url: str | None
    created_at: Time
    updated_at: Time
    url: str


class Solution(Struct):
    """해결방안: a proposal as its page shows it."""

    id: int
    number: int
    title: str
    summary: str
    body: str
    category: Category
    cost_won: Annotated[int | None, Meta(description="원. null이면 담당자가 아직 어림하지 않음")]
    yearly_cost_won: Annotated[int | None, Meta(description="해마다 드는 운영비, 원")]
    operator: str
    status: Literal["proposed", "on_ballot", "selected", "not_selected"]
    issues: Annotated[
        list[int],
        Meta(description="푸는 제보의 id. 이어진 제보는 지난 참여 기간의 주소에 있어요"),
    ]
    districts: Annotated[list[str], Meta(description="행정동코드 10자리")]
    created_at: Time
    url: str


class Place(Struct):
    """What became of a solution in the count."""

    rank: int
    solution: Annotated[int, Meta(description="해결방안 번호")]
    title: str
    votes: int
    cost_won: Won
    selected: bool


class Result(Struct):
    """The result of a counted vote, as sealed."""

    rule: str
    completion: str | None
    budget_won: Won
    voters: int
    paper_voters: int
    choices: int
    eligible: int
    root: Annotated[str | None, Meta(description="확인용 번호")]
    sealed_at: Time | None
    places: list[Place]


class LedgerFile(Struct):
    """A file published at the seal; verify.py counts them again."""

    name: str
    size: Annotated[int, Meta(description="봉인할 때의 바이트 수")]
    url: str


class PanelStratum(Struct):
    """A part of the population with seats of its own in the panel."""

    name: str
    residents: Annotated[int, Meta(description="인구")]
    seats: int
    applicants: Annotated[int | None, Meta(description="신청자. null이면 작은 수라 가림")]


class Panel(Struct):
    """시민참여단: a resident panel, drawn by lot from those who applied."""

    state: Annotated[str, Meta(pattern=f"^({'|'.join(PANEL_STATES)})$")]
    about: str
    size: int
    reserve_each: Annotated[int, Meta(description="칸마다 예비 인원")]
    applies_from: Time
    applies_until: Time
    source: Annotated[str, Meta(description="추첨에 쓰는 공개 결과")]
    source_round: int
    known_at: Annotated[datetime, Meta(tz=True, description="그 결과가 나오는 때")]
    list_sha256: Annotated[str, Meta(description="신청 명단의 확인용 번호. 공개 전에는 비어 있음")]
    seed_value: Annotated[str, Meta(description="나온 결과. 추첨 전에는 비어 있음")]
    applicants: Annotated[int | None, Meta(description="신청자. null이면 작은 수라 가림")]
    members: Annotated[int, Meta(description="참여하겠다고 답한 사람")]
    reserve: Annotated[int, Meta(description="남은 예비")]
    strata: list[PanelStratum]
    url: str


class PanelFile(Struct):
    """A file of the draw; redraw.py draws the panel again from the other two."""

    name: str
    size: Annotated[int, Meta(description="바이트 수")]
    url: str


class Measured(Struct):
    """A result of an indicator that stands."""

    measured_on: date
    value: float
    source: str
    note: str
    survey: Annotated[int | None, Meta(description="값을 가져온 설문의 id")]


class Target(Struct):
    """성과지표: what residents set as its target, and what was measured since."""

    id: int
    solution: Annotated[int, Meta(description="해결방안 번호")]
    name: str
    unit: str
    direction: Literal["down", "up"]
    baseline: float | None
    baseline_year: int | None
    baseline_source: str
    baseline_survey: Annotated[int | None, Meta(description="기준값을 가져온 설문의 id")]
    target: Annotated[float | None, Meta(description="목표값. 정하는 동안에는 비어 있어요")]
    target_year: int | None
    people: Annotated[int | None, Meta(description="희망값을 낸 주민 수")]
    unproven_people: Annotated[
        int | None, Meta(description="거주 확인 전에 희망값을 낸 사람 수. null이면 밝히지 않음")
    ]
    unproven_median: Annotated[float | None, Meta(description="그 사람들의 중간값")]
    overridden: Annotated[bool, Meta(description="담당자가 이유를 밝히고 달리 정함")]
    method: str
    data_source: str
    results: list[Measured]
    url: str


class SurveyCount(Struct):
    """설문 결과 한 줄: how many gave an answer, or of a question as a whole. Null where that is
    under ten, nobody too, or would give such a number away."""

    survey: Annotated[int, Meta(description="설문의 id")]
    title: str
    closed_at: Time
    question: Annotated[int, Meta(description="문항 번호")]
    words: str
    kind: Literal["scale", "one", "several", "text"]
    audience: Annotated[
        Literal["residents", "open", "panel"],
        Meta(description="residents: 거주를 확인한 주민, open: 확인하지 않은 사람, panel: 참여단"),
    ]
    by: Annotated[Literal["", "place", "age"], Meta(description="나눈 기준. 빈 값이면 전체")]
    row: Annotated[str, Meta(description="행정동코드, 나이대, 또는 none(말하지 않음)")]
    option: Annotated[int | None, Meta(description="보기 번호. null이면 문항 전체")]
    label: str
    people: Annotated[
        int | None,
        Meta(description="답하거나 이 보기를 고른 사람. null이면 작은 수가 드러나 가림"),
    ]
    percent: float | None
    mean: Annotated[float | None, Meta(description="점수의 평균. null이면 가림")]
    top_percent: Annotated[float | None, Meta(description="높은 두 점수의 비율(%). null이면 가림")]
    url: str


class Case(Struct):
    """실증된 솔루션: one measured result of one city, with its source."""

    key: str
    title: str
    category: Category
    city: str
    indicator: str
    unit: str
    direction: Literal["down", "up"]
    before: float | None
    after: float | None
    period: str
    source: str
    source_url: str
    source_date: str
    note: str


class Mistake(Struct):
    """Why there is no answer, in a sentence (Korean, or English with ?language=en)."""

    status: int
    error: str


class Making(Struct):
    """A bundle that is being made: ask again at url, after the seconds in Retry-After."""

    status: int
    message: str
    url: str
