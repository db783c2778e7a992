"""The table of what the API serves: each route of it with what it takes and gives. Pure.

The OpenAPI description and the page with examples are made of it.
"""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

import msgspec
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from civic.open_data.api import queries, shapes

Word = Annotated[str, msgspec.Meta(pattern="^[a-z0-9-]{1,40}$")]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class Parameter(NamedTuple):
    """A part of a path."""

    name: str
    type: object
    words: LazyString


PARAMETERS = (
    Parameter("municipality", Word, _l("도시의 이름(slug)")),
    Parameter("round_number", Number, _l("참여 기간의 번호")),
    Parameter("issue_id", Number, _l("제보의 id")),
)


@dataclass(frozen=True)
class Operation:
    """name: of the route's function. answer: the shape of it, or of each of a list's items; dict:
    a plain object. query: what may be asked for. is_made_by_worker: 202 until it is there."""

    name: str
    path: str
    summary: LazyString
    answer: type = dict
    is_list: bool = False
    query: type[msgspec.Struct] = queries.Nothing
    media_type: str = "application/json"
    is_made_by_worker: bool = False

    @property
    def asked(self) -> tuple[str, ...]:
        """The names of what may be asked for."""
        return self.query.__struct_fields__

    @property
    def formats(self) -> dict[str, str]:
        """Format → media type."""
        more = {"csv": "text/csv"} if "format" in self.asked else {}
        if self.query is queries.IssueQuery:
            more["geojson"] = "application/geo+json"
        return {"json": self.media_type} | more


CITY = "/cities/<municipality>"
ROUND = f"{CITY}/rounds/<int:round_number>"


def a_list(name: str, path: str, summary: LazyString, answer: type) -> Operation:
    return Operation(name, path, summary, answer, is_list=True, query=queries.Query)


OPERATIONS = {
    each.name: each
    for each in (
        a_list("cities", "/cities", _l("참여하는 도시"), shapes.City),
        Operation("city", CITY, _l("도시 하나"), shapes.City),
        a_list("catalogue", f"{CITY}/catalogue", _l("실증된 솔루션"), shapes.Case),
        a_list("rounds", f"{CITY}/rounds", _l("도시의 참여 기간"), shapes.Round),
        Operation("round", ROUND, _l("참여 기간 하나"), shapes.Round),
        Operation(
            "issues",
            f"{ROUND}/issues",
            _l("도시문제 제보"),
            shapes.Issue,
            is_list=True,
            query=queries.IssueQuery,
        ),
        Operation("issue", f"{ROUND}/issues/<int:issue_id>", _l("제보 하나"), shapes.Issue),
        a_list("solutions", f"{ROUND}/solutions", _l("해결방안"), shapes.Solution),
        Operation(
            "result", f"{ROUND}/result", _l("투표 결과"), shapes.Result, query=queries.TableQuery
        ),
        a_list("ledger", f"{ROUND}/ledger", _l("투표 기록 파일"), shapes.LedgerFile),
        a_list("targets", f"{ROUND}/targets", _l("성과지표와 목표값, 잰 값"), shapes.Target),
        Operation("panel", f"{ROUND}/panel", _l("시민참여단"), shapes.Panel),
        a_list("panel_files", f"{ROUND}/panel/files", _l("시민참여단 추첨 파일"), shapes.PanelFile),
        a_list("surveys", f"{ROUND}/surveys", _l("끝난 설문의 결과"), shapes.SurveyCount),
        Operation(
            "participation",
            f"{ROUND}/participation",
            _l("누가 참여했나(작은 수는 가림)"),
            query=queries.TableQuery,
        ),
        Operation(
            "bundle",
            f"{ROUND}/bundle.zip",
            _l("참여 기간 전체"),
            query=queries.BundleQuery,
            media_type="application/zip",
            is_made_by_worker=True,
        ),
        Operation(
            "dcat", "/dcat.jsonld", _l("데이터 목록(DCAT)"), media_type="application/ld+json"
        ),
    )
}
