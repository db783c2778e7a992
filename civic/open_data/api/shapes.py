"""What the open-data API answers with and may be asked, field by field. Pure.

The OpenAPI description, the tables of the bundle and what a query may hold are made of these.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from civic.issues.labels import CATEGORIES, STATUSES
from civic.rounds.rules import PHASES

MOST = 1000
Category = Annotated[str, Meta(pattern=f"^({'|'.join(CATEGORIES)})$", description="분야 코드")]
Status = Annotated[str, Meta(pattern=f"^({'|'.join(STATUSES)})$", description="처리 상태 코드")]
Time = Annotated[datetime, Meta(tz=True)]
Won = Annotated[int, Meta(description="원")]
# Of a query: where the page before ended, empty for the first; a 행정동코드; from when on.
Cursor = Annotated[
    str, Meta(pattern="^([0-9]{1,18}([.][0-9]{1,18})?)?$", description="앞 답의 next")
]
Code = Annotated[str, Meta(pattern="^[0-9]{10}$", description="행정동코드 10자리")]
Since = Annotated[datetime, Meta(tz=True, description="이 뒤로 바뀐 것만, 바뀐 순서로")]


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
    issues: Annotated[list[int], Meta(description="푸는 제보의 id")]
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


class Measured(Struct):
    """A result of an indicator that stands."""

    measured_on: date
    value: float
    source: str
    note: str


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


class Nothing(Struct):
    """No question is asked."""


class Query(Struct):
    """Of every list."""

    format: Annotated[Literal["json", "csv"], Meta(description="json 또는 csv")] = "json"


class IssueQuery(Struct):
    """Which issues of a round."""

    format: Literal["json", "geojson", "csv"] = "json"
    limit: Annotated[int, Meta(ge=1, le=MOST, description="한 번에 몇 건")] = 100
    cursor: Cursor | None = None
    category: Category | None = None
    status: Status | None = None
    district: Code | None = None
    updated_after: Since | None = None
