"""What a question to the open-data API may ask, field by field. Pure."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from civic.open_data.api.shapes import Category, Status

MOST = 1000
# Where the page before ended, empty for the first; a 행정동코드; from when on.
Cursor = Annotated[
    str, Meta(pattern="^([0-9]{1,18}([.][0-9]{1,18})?)?$", description="앞 답의 next")
]
Position = Annotated[str, Meta(pattern="^([0-9]{1,9})?$", description="앞 답의 next")]
Limit = Annotated[int, Meta(ge=1, le=MOST, description="한 번에 몇 건")]
Code = Annotated[str, Meta(pattern="^[0-9]{10}$", description="행정동코드 10자리")]
Since = Annotated[datetime, Meta(tz=True, description="이 뒤로 바뀐 것만, 바뀐 순서로")]


class Nothing(Struct):
    """No question is asked."""


class TableQuery(Struct):
    """Of what is one answer in JSON, and a table beside."""

    format: Annotated[Literal["json", "csv"], Meta(description="json 또는 csv")] = "json"


class Query(Struct):
    """Of every list. Without a limit all of it comes at once."""

    format: Annotated[Literal["json", "csv"], Meta(description="json 또는 csv")] = "json"
    limit: Limit | None = None
    cursor: Position | None = None


class IssueQuery(Struct):
    """Which issues of a round."""

    format: Literal["json", "geojson", "csv"] = "json"
    limit: Limit = 100
    cursor: Cursor | None = None
    category: Category | None = None
    status: Status | None = None
    district: Code | None = None
    updated_after: Since | None = None


class BundleQuery(Struct):
    """Which bundle: the newest, or the one that an answer of 202 named."""

    of: Annotated[int, Meta(ge=1, le=2**31 - 1, description="202 답의 url에 있는 번호")] | None = (
        None
    )
