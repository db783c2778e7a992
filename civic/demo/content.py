"""The invented city's own words, read from the data files beside this one. Pure."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
SURNAMES = "김이박최정강조윤장임한오서신권황안송류전홍"
FIRST = "민서지하도예준유나은시우연주현수아진윤채"
SECOND = "준서윤우진아원호연빈율린경희영민솔안결담"


@dataclass(frozen=True)
class Report:
    """A line of issues_<n>.txt."""

    category: str
    district: str
    place: str
    title: str
    body: str


def reports(number: int) -> list[Report]:
    """What residents report in the demo's round of this number (1–4)."""
    lines = (DATA / f"issues_{number}.txt").read_text().splitlines()
    return [Report(*line.split("|")) for line in lines if line]


def solutions(number: int) -> list[dict]:
    """What is proposed in that round, in order; keys as in solutions.toml."""
    everything = tomllib.loads((DATA / "solutions.toml").read_text())["solution"]
    return [one for one in everything if one["round"] == number]


def projects() -> list[dict]:
    """How what was chosen is carried out, as in projects.toml."""
    entries: list[dict] = tomllib.loads((DATA / "projects.toml").read_text("utf-8"))["project"]
    return entries


def resident_name(n: int) -> str:
    """A made-up name; the same for the same n."""
    return (
        SURNAMES[n * 7 % len(SURNAMES)]
        + FIRST[n * 3 % len(FIRST)]
        + SECOND[(n * 11 + n // 20) % len(SECOND)]
    )


COMMENTS = (
    "저도 같은 일을 겪었어요. 비 오는 날은 더 심해요.",
    "아이를 키우는 집은 다들 같은 마음일 거예요.",
    "작년에도 이야기했는데 그대로예요. 이번에는 꼭 바뀌면 좋겠어요.",
    "옆 동네도 사정이 같아요. 함께 묶어서 봐 주세요.",
    "출근 시간에 재 보니 정말 그렇더라고요.",
    "부모님이 이 근처에 사셔서 늘 걱정이에요.",
    "밤에는 사정이 달라요. 저녁 8시 이후도 살펴봐 주세요.",
    "장날하고 평일을 나눠서 봐야 할 것 같아요.",
    "임시로라도 표지판을 먼저 세우면 어떨까요?",
    "가게 하는 입장에서도 손님이 불편해하세요.",
    "학생들한테 물어보니 열에 여덟은 겪었대요.",
    "고쳐지면 걸어 다니는 분이 더 늘 것 같아요.",
)
REJECTIONS = (
    "이미 하고 있는 사업이에요. 올해 안에 마칠 예정이라 계획서에는 따로 넣지 않아요.",
    "도로를 넓혀야 해서 이번 공모 기간 안에 마칠 수 없어요. 도로과 장기 계획에 올렸어요.",
    "개인 땅이라 주인과 먼저 이야기해야 해요. 협의가 되면 다시 알려 드릴게요.",
    "법으로 정해진 기준이라 시에서 바꿀 수 없어요. 관계 기관에 의견을 보냈어요.",
)
QUESTIONS = (
    "주로 어느 시간대에 그런가요? 평일과 주말을 나눠 알려 주세요.",
    "정확한 위치를 지도에서 다시 짚어 주시겠어요?",
)
