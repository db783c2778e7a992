"""What a file of complaints seems to hold: which column is which, its kinds, its default points.
Pure."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from civic.issues.importing.reading import contents
from civic.issues.importing.reading.offered import OFFERED
from civic.issues.importing.reading.words import LONGEST
from civic.places.tables import HeadedTable
from civic.places.tables.headers import BETWEEN

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
    "title": "제목 민원제목 제안제목 신청제목 건의제목 민원명 제안명 사업명 건명 안건 안건명"
    " title subject summary",
    "body": "내용 본문 민원내용 제안내용 상세내용 신청내용 건의내용 접수내용 건의사항 요구사항"
    " 민원사항 불편사항 주요내용 세부내용 제안사항 요청사항 요청내용 의견내용 의견"
    " 요지 민원요지 건의요지 제안요지 신청요지 민원내용요약"
    " 메시지 body content description detail bodyhtml text message",
    "category": "분야 분류 민원분야 민원분류 민원유형 민원종류 유형 종류 카테고리 구분"
    " category reason type service servicename",
    "district": "읍면동 읍면동명 행정동 행정동명 행정읍면동 법정동 법정동명 동 동이름 동별"
    " 관할읍면동 소재읍면동 지역 district dong neighborhood",
    "place": "장소 위치 발생장소 민원장소 발생위치 민원위치 발생지 민원발생지 대상지 현장주소"
    " 주소 도로명주소 지번주소 발생주소 상세주소 상세위치 소재지"
    " place address street location",
    "lat": "위도 y y좌표 lat latitude",
    "lon": "경도 x x좌표 lon lng long longitude",
    "supports": "공감 공감수 추천수 추천 찬성수 동의수 득표수 votes supports agree likes count",
    "external_id": "접수번호 민원번호 제안번호 신청번호 관리번호 문서번호 처리번호 글번호 번호"
    " id externalid petitionidx no",
    "created_at": "접수일시 접수일자 접수일 접수날짜 접수시각 접수시간 민원접수일시 민원접수일자"
    " 민원접수일 등록일시 등록일자 등록일 작성일시 작성일자 작성일 신청일시 신청일자 신청일"
    " 제출일시 제출일자 제출일 제안일시 제안일자 제안일 건의일 건의일자 발생일시 발생일자 발생일"
    " 일시 일자 날짜 createdat created opened date",
}
# A body's names that are a title where another column has the body.
GISTS = "요지 민원요지 건의요지 제안요지 신청요지 민원내용요약"
LONGEST_GIST = 80
# Of whom the row is, or whom to ask: never taken as part of an issue.
PERSONAL_NAMES = (
    "성명 성함 신청인 신청자 민원인 민원인명 신고인 신고자 제안자 제안인 건의자 건의인 작성자 "
    "글쓴이 담당공무원 처리담당자 "
    "신청인명 신청자명 신청인성명 민원인성명 제안자명 작성자명 접수자 접수자명 담당자 "
    "담당자명 처리자 처리자명 대표자 보호자 예금주 연락처 신청인연락처 민원인연락처 "
    "담당자연락처 전화 전화번호 휴대폰 휴대폰번호 휴대전화 휴대전화번호 핸드폰 핸드폰번호 "
    "유선전화 자택전화 이메일 이메일주소 전자우편 메일 메일주소 생년월일 생일 나이 성별 "
    "주민번호 주민등록번호 외국인등록번호 여권번호 운전면허번호 차량번호 차번호 계좌 계좌번호 "
    "신청인주소 민원인주소 신청자주소 자택주소 거주지 거주지주소 집주소 아이피 name fullname "
    "user username nickname sender 닉네임 별명 대화명 보낸사람 발신자 응답자 응답자명 참여자 "
    "author writer reporter submitter phone phonenumber mobile tel email mail birthday "
    "birthdate gender sex age ip"
)
PERSONAL = frozenset(PERSONAL_NAMES.split())
# Known names that are no field of an issue: what the office did, and counters. Later features take
# some of them (offered.py).
OFFICE_NAMES = (
    "연번 순번 일련번호 처리부서 담당 담당부서 부서 소관부서 주관부서 처리기관 처리상태 상태 "
    "진행상태 처리결과 답변 답변내용 답변일 처리일 처리일자 처리일시 완료일 처리기한 처리내용 "
    "처리현황 비고 접수경로 접수방법 접수구분 조회수 첨부파일 만족도 department status"
)
OFFICE = frozenset(OFFICE_NAMES.split())
# A point shared by so many rows stands for "no place".
DEFAULT_POINT_SHARE = 0.01
DEFAULT_POINT_ROWS = 20
MAX_CATEGORY_VALUES = 30
LOOKED_AT = 500  # rows, for examples
LONGEST_NAME = 40


OF_FIELDS = frozenset(" ".join(NAMES.values()).split())
KNOWN_NAMES = OF_FIELDS | PERSONAL | OFFICE


def guess_mapping(table: HeadedTable) -> dict[str, str]:
    """field → column name: for the columns whose name gives them away, then for those whose cells
    do; each column once. Letters of a table that nothing names (A, B … X, Y) give nothing away.

    A column that counts the rows is nobody's number.
    """
    personal = personal_columns(table)
    mapping: dict[str, str] = {}
    for field, names in NAMES.items() if table.header_lines else ():
        free = [n for n in table.header if n not in personal and n not in mapping.values()]
        if field == "external_id":
            free = [name for name in free if not counts_rows(column(table, name))]
        if name := _named(free, names.split()):
            mapping[field] = name
    for field, offered in OFFERED.items() if table.header_lines else ():
        of_people = [name for name in table.header if people_field(name) == field]
        others = [n for n in table.header if n not in personal and n not in mapping.values()]
        if name := _named(of_people if offered.of_people else others, offered.names.split()):
            mapping[field] = name
    if "title" not in mapping and (gist := _gist_beside_body(table, mapping, personal)):
        mapping["title"] = gist
    _guess_by_contents(table, mapping, personal)
    if "title" in mapping and "body" not in mapping and _are_long(column(table, mapping["title"])):
        mapping["body"] = mapping.pop("title")
    if not {"lat", "lon"} <= mapping.keys():  # half a position is none
        mapping.pop("lat", None)
        mapping.pop("lon", None)
    return mapping


def personal_columns(table: HeadedTable) -> frozenset[str]:
    """The columns that say who somebody is, by their names or by what stands in them."""
    return frozenset(name for name in table.header if _is_personal(table, name))


def _is_personal(table, name):
    names = plain_names(name) if table.header_lines else []
    if names and _is_of_the_office(names[0]):  # 처리부서 / 담당자
        return False
    if any(plain in PERSONAL for plain in names):
        return True
    if any(plain in OF_FIELDS for plain in names):  # its words may hold such, and are masked
        return False
    cells = contents.sample(column(table, name))
    if not table.header_lines and contents.are_surely_names(cells):
        return True
    return contents.are_contacts(cells) or (
        plain_name(name) == "이름" and contents.are_names(cells)
    )


def _is_of_the_office(plain):
    """A whole name is that of a column which a later feature takes, not of people's."""
    return any(plain in each.names.split() for each in OFFERED.values() if not each.of_people)


def people_field(name: str) -> str:
    """The field that a column of people's own may be taken as: of those who work on the rows; or
    else nothing."""
    names = set(plain_names(name))
    offered = (each for each in OFFERED.values() if each.of_people)
    return next((each.field for each in offered if names & {*each.names.split()}), "")


def is_field(field: str) -> bool:
    """A column may be taken as this."""
    return field in FIELDS or field in OFFERED


def _named(free, names):
    """The first of the free columns that has the likeliest of these names."""
    plain = {}
    for name in reversed(free):
        for each in reversed(plain_names(name)):
            plain[each] = name
    return next((plain[name] for name in names if name in plain), None)


def _are_long(cells):
    """Texts are too long for titles: as stories, each gets one from its first words."""
    return max(map(len, cells), default=0) > LONGEST["title"]


def _gist_beside_body(table, mapping, personal):
    """A column of short gists beside the one of bodies."""
    taken = {*personal, *mapping.values()}
    gist = _named([name for name in table.header if name not in taken], GISTS.split())
    is_short = max(map(len, column(table, gist)), default=0) <= LONGEST_GIST
    return gist if gist and is_short and "body" in mapping else None


def _guess_by_contents(table, mapping, personal):
    """Columns of unknown names, by their cells. Only fields that cells give away."""
    unknown = {
        name: contents.sample(column(table, name))
        for name in table.header
        if name not in mapping.values()
        and name not in personal
        and not any(plain in OFFICE for plain in plain_names(name))
    }
    tests = {
        "created_at": contents.are_times,
        "place": contents.are_addresses,
        "district": contents.are_districts,
        "category": contents.are_kinds,
        "body": contents.are_stories,
        "title": contents.are_titles,
    }
    if mapping.keys() & {"title", "body"}:  # then another text may be the office's answer
        tests = {f: test for f, test in tests.items() if f not in ("title", "body")}
    for field, holds in tests.items():
        if field not in mapping:
            fitting = next((name for name, cells in unknown.items() if holds(cells)), None)
            if fitting is not None:
                mapping[field] = fitting
                del unknown[fitting]


def plain_name(name: str) -> str:
    """A column's name without spaces, marks and what stands in brackets, in lower case."""
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", unicodedata.normalize("NFKC", name))
    return re.sub(r"[\W_]", "", outside).lower()


def plain_names(name: str) -> list[str]:
    """A name, and of one of two lines its lower line: 위치 / 위도 is 위치위도 and 위도."""
    names = [plain_name(name)]
    if BETWEEN in name:
        names.append(plain_name(name.rpartition(BETWEEN)[2]))
    return names


def is_known_name(cell: str) -> bool:
    """A cell names a column of complaints."""
    return len(cell) < LONGEST_NAME and _is_known(cell)


@lru_cache(maxsize=2_000)
def _is_known(name):
    names = {name for column in OFFERED.values() for name in column.names.split()}
    return any(plain in KNOWN_NAMES or plain in names for plain in plain_names(name))


def counts_rows(cells: list[str]) -> bool:
    """A column is a serial number (연번, 순번): 1 to n, up or down; totals may differ."""
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdecimal() and len(cell) < 9]
    filled = sum(bool(cell) for cell in cells)
    if len(numbers) < max(1, filled - 2):
        return False
    return sorted(numbers) == list(range(1, len(numbers) + 1))


def column(table: HeadedTable, name: str | None) -> list[str]:
    """The cells of a column, stripped; empty for a name the table does not have."""
    if name not in table.header:
        return []
    place = table.header.index(name)
    return [cells[place].strip() for _, cells in table.rows]


def examples(table: HeadedTable, name: str, most: int = 3) -> list[str]:
    """The first values of a column that differ."""
    values = dict.fromkeys(
        cell for cell in column(table, name)[:LOOKED_AT] if not contents.is_empty(cell)
    )
    return list(values)[:most]


def category_values(table: HeadedTable, name: str | None) -> list[tuple[str, int]]:
    """(value, rows) of a column, most rows first, at most MAX_CATEGORY_VALUES."""
    counts = Counter(value for value in column(table, name) if not contents.is_empty(value))
    return counts.most_common(MAX_CATEGORY_VALUES)


def default_points(table: HeadedTable, mapping: dict[str, str]) -> list[tuple[str, str, int]]:
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
