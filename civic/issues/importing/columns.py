"""What a file of complaints seems to hold: which column is which, its kinds, its default points.
Pure."""

import re
import unicodedata
from collections import Counter

from civic.places.tables import Table

FIELDS = (
    "title",
    "body",
    "category",
    "district",
    "place",
    "lat",
    "lon",
    "supports",
    "external_id",
    "created_at",
)
# Names a column goes by, the likeliest first; compared without spaces and marks, in lower case.
NAMES = {
    "title": "제목 민원제목 제안제목 민원명 제안명 건명 title subject summary",
    "body": "내용 본문 민원내용 제안내용 상세내용 신청내용 요지 민원요지"
    " body content description detail bodyhtml text",
    "category": "분야 분류 민원분야 유형 카테고리 구분 category reason type service servicename",
    "district": "읍면동 행정동 법정동 동 동이름 행정동명 district dong neighborhood",
    "place": "장소 위치 발생장소 민원장소 발생위치 주소 도로명주소 지번주소"
    " 소재지 place address street location",
    "lat": "위도 y y좌표 lat latitude",
    "lon": "경도 x x좌표 lon lng long longitude",
    "supports": "공감 공감수 추천수 찬성수 동의수 득표수 votes supports agree likes count",
    "external_id": "접수번호 민원번호 제안번호 신청번호 관리번호 문서번호 번호"
    " id externalid petitionidx no",
    "created_at": "접수일시 접수일자 접수일 접수날짜 접수시각 접수시간 민원접수일시 민원접수일자"
    " 민원접수일 등록일시 등록일자 등록일 작성일시 작성일자 작성일 신청일시 신청일자 신청일"
    " 제출일시 제출일자 제출일 제안일시 제안일자 제안일 발생일시 발생일자 발생일 일시 일자 날짜"
    " createdat created opened date",
}
# A point shared by so many rows stands for "no place".
DEFAULT_POINT_SHARE = 0.01
DEFAULT_POINT_ROWS = 20
MAX_CATEGORY_VALUES = 30


KNOWN_NAMES = frozenset(" ".join(NAMES.values()).split())


def guess_mapping(table: Table) -> dict[str, str]:
    """field → column name, for the columns whose name gives them away; each column once.

    A column that counts the rows is nobody's number.
    """
    plain = {plain_name(name): name for name in reversed(table.header)}
    mapping = {}
    for field, names in NAMES.items():
        found = [plain[n] for n in names.split() if n in plain and plain[n] not in mapping.values()]
        if field == "external_id":
            found = [name for name in found if not counts_rows(column(table, name))]
        if found:
            mapping[field] = found[0]
    if not {"lat", "lon"} <= mapping.keys():  # half a position is none
        mapping.pop("lat", None)
        mapping.pop("lon", None)
    return mapping


def plain_name(name: str) -> str:
    """A column's name without spaces, marks and what stands in brackets, in lower case."""
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", unicodedata.normalize("NFKC", name))
    return re.sub(r"[\W_]", "", outside).lower()


def is_known_name(cell: str) -> bool:
    """Whether a cell names a column of complaints."""
    return len(cell) < 40 and plain_name(cell) in KNOWN_NAMES


def counts_rows(cells: list[str]) -> bool:
    """Whether a column is a serial number (연번, 순번): 1 to n, up or down; totals may differ."""
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdecimal() and len(cell) < 9]
    filled = sum(bool(cell) for cell in cells)
    if len(numbers) < max(1, filled - 2):
        return False
    return sorted(numbers) == list(range(1, len(numbers) + 1))


def column(table: Table, name: str | None) -> list[str]:
    """The cells of a column, stripped; empty for a name the table does not have."""
    if name not in table.header:
        return []
    place = table.header.index(name)
    return [cells[place].strip() for _, cells in table.rows]


def category_values(table: Table, name: str | None) -> list[tuple[str, int]]:
    """(value, rows) of a column, most rows first, at most MAX_CATEGORY_VALUES."""
    counts = Counter(value for value in column(table, name) if value)
    return counts.most_common(MAX_CATEGORY_VALUES)


def default_points(table: Table, mapping: dict[str, str]) -> list[tuple[str, str, int]]:
    """(lat, lon, rows) as written, of points that too many rows share to be real places.

    That is more than DEFAULT_POINT_SHARE of all rows and at least DEFAULT_POINT_ROWS.
    """
    lats, lons = (column(table, mapping.get(field)) for field in ("lat", "lon"))
    # With half a position mapped, one of the two is empty and so is the result.
    counts = Counter(pair for pair in zip(lats, lons, strict=False) if all(pair))
    least = max(DEFAULT_POINT_ROWS, DEFAULT_POINT_SHARE * len(table.rows))
    return [(*pair, n) for pair, n in counts.most_common(10) if n >= least and _numbers(pair)]


def _numbers(pair):
    return all(re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) for text in pair)
