"""A snapshot's data of 가온시 as pictures need it, and the same with hostile words."""

import io
from base64 import b64encode
from copy import deepcopy

from PIL import Image

HOSTILE = (
    "긴제목" * 1000,
    '<script>alert(1)</script> & "따옴표" ]]> \'',
    "\u202e뒤집기 \u2066안\u2069 שלום 👩‍👩‍👧 \ud800\x00\x1b 가나",
    "WWWWWWWWWWWWMMMMMMMMMMMM@@@@@@@@",
    "",
)


def jpeg(width: int = 720, height: int = 540) -> str:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#7a5c3e").save(file, "JPEG")
    return b64encode(file.getvalue()).decode()


def square(west: float, south: float) -> list:
    east, north = west + 0.05, south + 0.05
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [[ring]]


def issue(receipt: int, title: str, supports: int, **values) -> dict:
    return {
        "receipt": receipt, "title": title, "category": "대중교통", "district": "달내동",
        "status": "접수", "supports": supports, "reported_at": "2026-10-05T03:00:00+00:00",
        "printed": "yes", "theme": "버스" if receipt % 2 else "",
        "lat": 36.52 + receipt % 7 / 100, "lon": 127.02 + receipt % 5 / 60,
    } | values  # fmt: skip


def solution(number: int, votes: int, selected: bool, title: str = "") -> dict:
    return {"number": number, "title": title or f"해결방안 {number}", "rank": number,
            "votes": votes, "cost_won": 1, "selected": selected}  # fmt: skip


def indicator(id: int, name: str, unit: str, baseline: float | None, median: float | None) -> dict:
    near = (None, None) if median is None else (median * 0.9, median * 1.1)
    return {"id": id, "solution": id, "name": name, "unit": unit, "baseline": baseline,
            "baseline_year": 2025, "median": median, "target_year": 2027,
            "lower": near[0], "upper": near[1], "departure": None}  # fmt: skip


def sample() -> dict:
    names = ("달내동", "느티동", "새벽동", "한들동")
    counts = (9, 4, 0, 1)
    return {
        "municipality": {"boundary_source": "경계: 지어낸 경계"},
        "districts": [
            {"name": name, "code": f"99{n}", "reports": count, "supports": 2 * count,
             "label": [127.025 + n % 2 / 20, 36.525 + n // 2 / 20],
             "polygons": square(127 + n % 2 / 20, 36.5 + n // 2 / 20)}
            for n, (name, count) in enumerate(zip(names, counts, strict=True))
        ],
        "voices": {
            "districts": [
                {"code": f"99{n}", "name": name, "per_thousand": rate}
                for n, (name, rate) in enumerate(zip(names, (12.4, 8.0, None, 3.1), strict=True))
            ]
        },
        "unplaced": {"reports": 2, "supports": 0},
        "issues": [issue(n, f"도시문제 {n}", 300 - 17 * n) for n in range(1, 13)]
        + [issue(13, "자리 모름", 1, lat=None, lon=None)],
        "photos": [
            {"receipt": 1, "title": "버스 정류장", "alt": "긴 의자", "jpeg": jpeg(),
             "district": "달내동", "reported_at": "2026-10-05T03:00:00+00:00"},
            {"receipt": 2, "title": "사라진 사진", "alt": "", "jpeg": ""},
        ],
        "acts": {
            "reports": {"2026-10-05": 3, "2026-10-07": 11},
            "supports": {"2026-10-06": 1204, "2026-10-09": 7},
            "ballots": {},
        },
        "tally": {
            "rule": "greedy-skip",
            "rows": [solution(1, 224, True), solution(2, 195, False), solution(3, 0, True)],
        },
        "indicators": [
            indicator(1, "평균 대기시간", "분", 78, 13),
            indicator(2, "주차장 보급률", "%", 37, 109),
            indicator(3, "아직 모르는 것", "건", 5, None),
            indicator(4, "처음 재는 것", "건", None, 3),
        ],
        "phases": [
            {"kind": "report", "name": "제보", "starts_at": "2026-09-30T15:00:00+00:00",
             "ends_at": "2026-10-20T15:00:00+00:00"},
            {"kind": "vote", "name": "투표", "starts_at": "2026-11-30T15:00:00+00:00",
             "ends_at": "2027-01-10T15:00:00+00:00"},
        ],
        "call": {
            "announced_on": "2026-10-01", "apply_from_on": "2027-01-27",
            "apply_to_on": "2027-01-29", "preliminary_from_on": None, "preliminary_to_on": None,
            "evaluation_from_on": None, "evaluation_to_on": None, "build_months": 36,
        },
        "format": 2,
        "categories": [{"name": "대중교통", "reports": 13, "supports": 28}],
        "themes": [
            {"id": 1, "name": "버스", "sentence": "버스가 뜸함", "reports": 7, "imported": 0,
             "people": 7, "supports": 20, "on_paper": 0, "heard": 0, "authors": 0,
             "quotes": [], "printed": True, "shares": [], "categories": []},
        ],
        "solutions": [
            {"number": n, "title": f"해결방안 {n}", "districts": ["달내동"]} for n in (1, 3)
        ],
        "projects": [{"solution": 1}, {"solution": 3}],
        "rows": {"linked": {"columns": ["solution", "receipt", "supports"],
                            "rows": [[1, 1, 283], [1, 2, 266], [3, 3, 249]]}},
        "meetings": {
            "rows": [
                {"id": 1, "district": "990", "place": "달내동 경로당", "title": "찾아가는 설명회",
                 "starts_on": "2026-10-03", "people": 24,
                 "photos": [{"photo": 1, "alt": "둘러앉은 주민", "jpeg": jpeg()}]},
                {"id": 2, "district": "", "place": "시청", "title": "워크숍", "photos": []},
            ]
        },
    }  # fmt: skip


def empty() -> dict:
    """Nothing reported, proposed or measured yet."""
    nothing = {"issues": [], "photos": [], "tally": None, "indicators": []}
    nothing["acts"] = {"reports": {}, "supports": {}, "ballots": {}}
    nothing |= {"themes": [], "projects": [], "categories": [], "meetings": {"rows": []}}
    nothing |= {"voices": {"districts": []}}
    return sample() | nothing | {"unplaced": {"reports": 0, "supports": 0}}


def hostile() -> dict:
    """Hostile words wherever people write, 200 solutions, one issue far outside the city."""
    data = deepcopy(sample())
    for n, each in enumerate([*data["issues"], *data["photos"], *data["indicators"]]):
        each["title"] = each["name"] = HOSTILE[n % len(HOSTILE)]
        each["unit"] = each["alt"] = HOSTILE[(n + 1) % len(HOSTILE)][:20]
    for each in [*data["solutions"], *data["themes"], *data["meetings"]["rows"]]:
        each["title"] = each["name"] = each["place"] = HOSTILE[0]
    for each in data["issues"]:
        each["theme"] = HOSTILE[0] if each["theme"] else ""
    data["issues"][0] |= {"lat": -89.0, "lon": 179.0}
    data["tally"]["rows"] = [
        solution(n, 200 - n, n % 50 == 0, HOSTILE[n % len(HOSTILE)]) for n in range(1, 201)
    ]
    return data
