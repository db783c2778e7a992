"""A document of 가온시 with every kind of block, and one full of hostile words."""

from civic.documents.charts.canvas import Canvas
from civic.documents.charts.png import SCALE
from civic.documents.model import (
    Column,
    Document,
    Fact,
    Heading,
    Line,
    ListedIssue,
    Picture,
    Table,
)

TITLES = [
    "달내초등학교 후문 횡단보도에 신호등이 없어 아침마다 아이들이 차 사이로 뛰어 건너는 문제",
    "느티시장 공영주차장 입구 대기 줄이 큰길 버스 정류장까지 이어짐",
    "밤 10시 이후 하천 산책로 가로등이 꺼져 걷기 무서움",
    "마을버스 7번 배차 간격이 40분으로 길어 병원 예약 시각을 맞추기 어려움",
    "장마 때마다 굴다리 밑이 무릎까지 잠겨 우회 안내도 없이 통행이 막힘",
]
DISTRICTS = ["달내동", "느티동", "새벽동", "한들동"]


def reported(n: int) -> Fact:
    return Fact(f"issue.{n}.supports", f"{90 - 3 * n:,}명", 90 - 3 * n, f"제보 {n}번에 공감한 주민")


def issue_table(rows: int = 20) -> Table:
    columns = (
        Column("순위", 0.07, "center"),
        Column("접수번호", 0.15, "center"),
        Column("도시문제", 0.46),
        Column("읍면동", 0.12, "center"),
        Column("공감", 0.1, "right"),
        Column("상태", 0.1, "center"),
    )
    cells = tuple(
        (
            (str(n),),
            (f"GA-26-{n:04d}",),
            (TITLES[n % 5] + (" — 지난해에도 같은 제보 " + "있었음" if n % 3 == 0 else ""),),
            (DISTRICTS[n % 4],),
            (reported(n),),
            (["접수", "검토중", "선정"][n % 3],),
        )
        for n in range(1, rows + 1)
    )
    return Table(
        "issues",
        1,
        "공감이 많은 도시문제",
        columns,
        cells,
        "(단위: 명)",
        "공감 동률은 먼저 접수된 순",
    )


def indicator_table() -> Table:
    titles = "연번 성과목표 성과지표 단위 가중치 방향 기준값(연도) 목표값(연도) 설정근거 산출식"
    titles += " 측정방법 자료출처"
    widths = (0.04, 0.11, 0.11, 0.05, 0.06, 0.05, 0.09, 0.09, 0.12, 0.12, 0.08, 0.08)
    align = ["center", "left", "left", "center", "right", "center", "right", "right"] + ["left"] * 4
    columns = tuple(map(Column, titles.split(), widths, align))
    cells = tuple(
        (
            (str(n),),
            ("보행 안전이 높은 등하굣길 조성",),
            (f"어린이 보호구역 교통사고 {n}",),
            ("건/년",),
            (Fact(f"indicator.{n}.weight", f"{20 + n}%", 20 + n, "지표의 가중치"),),
            ("하향",),
            (Fact(f"indicator.{n}.baseline", f"{14 + n}건", 14 + n, "기준값"), "(2025)"),
            (
                Fact(f"indicator.{n}.target", f"{7.5 + n:.1f}건", 7.5 + n, "희망값의 중앙값"),
                "(2027)",
            ),
            (
                "주민 ",
                Fact(f"indicator.{n}.people", f"{120 + n}명", 120 + n, "응답"),
                "의 희망 목표값 중앙값",
            ),
            ("연간 어린이 보호구역 내 보행자 사고 건수의 합",),
            ("경찰서 집계",),
            ("교통사고분석시스템(TAAS)",),
        )
        for n in range(1, 5)
    )
    return Table("indicators", 3, "주민이 정한 성과지표", columns, cells)


def remark_table() -> Table:
    columns = (
        Column("연번", 0.08, "center"),
        Column("컨설팅 의견", 0.4),
        Column("조치", 0.14, "center"),
        Column("내용", 0.38),
    )
    cells = (
        (
            ("1",),
            ("운영비 부담 주체가 분명하지 않음",),
            ("반영",),
            ("2차 연도 운영비를 시비로 확보함",),
        ),
        (("2",), ("주차 지표의 분모를 밝힐 것",), ("일부반영",), ("주차면 수를 분모로 적음",)),
    )
    return Table("remarks", 4, "컨설팅 의견과 조치", columns, cells)


def vote_table() -> Table:
    columns = (
        Column("순위", 0.1, "center"),
        Column("해결방안", 0.5),
        Column("득표", 0.2, "right"),
        Column("사업비", 0.2, "right"),
    )
    cells = tuple(
        (
            (str(n),),
            (f"스마트 횡단보도 {n}단계 — 보행자를 감지하여 바닥 신호와 음성 안내를 함께 켬",),
            (
                Fact(
                    f"vote.{n}.count",
                    f"{1300 - 111 * n:,}표",
                    1300 - 111 * n,
                    "이 해결방안을 고른 표",
                ),
            ),
            (Fact(f"vote.{n}.cost", f"{410_000_000 * n:,}원", 410_000_000 * n, "제안된 사업비"),),
        )
        for n in range(1, 6)
    )
    return Table("vote", 2, "투표 결과와 예산 안의 선정", columns, cells)


def picture(number: int, caption: str, size: tuple[int, int], width_mm: float) -> Picture:
    width, height = size
    canvas = Canvas(width / SCALE)
    canvas.line(0, 0, width / SCALE, height / SCALE, "#256ef4", 6)
    svg = canvas.drawn(height / SCALE).svg
    alt = f"{caption}을 파란 선으로 그린 그림"
    return Picture(f"picture{number}", number, caption, alt, svg, *size, width_mm)


def places() -> tuple[ListedIssue, ...]:
    return tuple(
        ListedIssue(
            f"GA-26-{n:04d}", TITLES[n % 5], "보행·교통", DISTRICTS[n % 4], "접수", 90 - 3 * n,
            f"2026-10-{n:02d}", None if n % 4 == 0 else 36.5123456789 + n / 1000,
            None if n % 4 == 0 else 127.0987654321 + n / 1000,
        )
        for n in range(1, 21)
    )  # fmt: skip


def sample(**changes) -> Document:
    """The document; keyword arguments replace its fields."""
    people = Fact("people.joined", "1,204명", 1204, "한 번이라도 참여한 주민")
    count = Fact("issues.reported", "312건", 312, "접수된 도시문제")
    share = Fact("issues.placed_share", "74.5%", 74.5, "위치가 있는 도시문제의 비율")
    offline = Fact("issues.offline", "41건", 41, "현장에서 접수된 도시문제")
    blocks = (
        Heading(1, "1.", "주민 참여 개요"),
        Heading(2, "가.", "참여 규모와 방법"),
        Line("p1", "□", ("주민 ", people, "이 참여하여 도시문제 ", count, " 제보")),
        Line("p2", "○", ("제보 가운데 ", share, "는 지도에 위치가 있음. 위치가 없는 제보는 지도에 "
             "임의로 찍지 않고 읍면동과 설명으로 적은 장소를 표에만 실음")),
        Line("p3", "-", ("현장 접수 ", offline, " 포함")),
        Line("p4", "※", ("같은 문제로 병합된 제보의 공감은 한 사람을 한 번만 셈",)),
        Heading(2, "나.", "공감이 많은 도시문제"),
        issue_table(),
        picture(1, "제보 위치", (1600, 1000), 150),
        picture(2, "달내초 후문", (800, 1000), 60),
        Heading(1, "2.", "해결방안과 투표"),
        Line("p5", "□", ("예산 안에서 득표가 많은 순으로 선정하고 남은 예산을 넘는 것은 건너뜀",)),
        vote_table(),
        Heading(1, "3.", "주민이 정한 성과목표"),
        Line("p6", "□", ("희망 목표값의 중앙값을 목표값으로 정함",)),
        indicator_table(),
        Heading(1, "4.", "컨설팅과 조치"),
        remark_table(),
    )  # fmt: skip
    values = {
        "title": "주민참여 부문",
        "municipality": "가온시",
        "programme": "중소도시 스마트시티 조성사업 2022",
        "round_title": "2026년 가을 참여",
        "is_example": True,
        "notice": "가온시는 실제로 없는 도시이며 이 문서의 사람·장소·수치는 모두 지어낸 것임",
        "number": 3,
        "taken_at": "2026-11-22T03:00:00+00:00",
        "sha256": "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "blocks": blocks,
        "places": places(),
    }
    return Document(**(values | changes))


HOSTILE = [
    "긴제목" * 1000,
    "=HYPERLINK(\"http://example.com\",\"눌러\")",
    "＝SUM(A1)", "+82", "-1+1", "@cmd", "\t=1+1", "\r=1",
    "\u202eRTL 뒤집기 \u2066안\u2069 שלום",
    "가나다",
    "👩‍👩‍👧‍👦 이모지 🚏",
    "제어\x00문자\x07와 \x1b[31m색\ud800 \ufffe\uffff 끝",
    "<script>alert(1)</script> & ]]> \\ #typst $x$ *b* _i_ `raw` @ref",
    "", " ", "\n\n", "줄\n바꿈\r\n있는 글",
    "a" * 500,
]  # fmt: skip


def hostile() -> Document:
    """Every hostile word in every kind of block; no pictures, an empty table, 200 solutions."""
    words = [(word,) for word in HOSTILE]
    columns = (Column("해결방안", 0.7), Column("", 0.3, "right"))
    counted = [Fact(f"solution.{n}.votes", f"{n}표", n, HOSTILE[1 + n % 15]) for n in range(200)]
    solutions = tuple((words[n % 15 + (n > 0)], (counted[n],)) for n in range(200))
    blocks = (
        Heading(3, "", ""),
        Table("empty", 1, "행이 없는 표", columns, ()),
        *(Heading(1 + n % 3, "", word) for n, word in enumerate(HOSTILE)),
        *(Line(f"h{n}", "□○-※"[n % 4], word) for n, word in enumerate(words)),
        Table("solutions", 2, HOSTILE[0][:200], columns, solutions, "", HOSTILE[12]),
    )
    place = ListedIssue(HOSTILE[1], HOSTILE[11], "", "", "", 0, "", float("nan"), float("inf"))
    return sample(
        title=HOSTILE[11], municipality="", programme="", round_title="", notice=HOSTILE[8],
        blocks=blocks, places=(place,),
    )  # fmt: skip
