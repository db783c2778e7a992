"""The finished round's plan: written paragraphs, snapshots, remarks and their answers."""

from datetime import timedelta

from civic.demo.clock import living_at
from civic.demo.material import bring
from civic.plans.follow_up.finders import measured, years
from civic.plans.follow_up.models import FollowUp
from civic.plans.follow_up.rules import MeasuredIndicator
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze

PARAGRAPHS = (
    (
        "summary",
        "마을버스가 한 시간에 한 번뿐이고 정류장이 더위와 먼지를 막지 못함\n"
        "장날마다 불법주차로 소방차가 들어가지 못하고, 가로등이 모자라 밤길이 불안함",
    ),
    ("overview", "휴대전화가 어려운 주민을 위해 경로당 설명회 4회를 함께 열어 의견을 받음"),
    ("problems", "읍면동 이장회의와 초·중학교 학부모회에 제보 방법을 안내함"),
    ("solutions", "선정된 해결방안은 운영 주체와 사업 뒤 운영비를 확인하여 실행 가능성을 검토함"),
    ("targets", "성과목표는 구축 뒤 매달 측정하여 누리집에 공개함"),
)
# (paragraph, quote, remark, who, (kind, answer) or None)
REMARKS = (
    (
        "overview.people",
        "참여 주민",
        "참여자를 읍면동으로 나눈 표를 함께 보이면 대표성을 판단하기 쉽습니다.",
        "도윤",
        ("adopted", "1장에 읍면동별·연령대별 참여와 인구 표를 넣음"),
    ),
    (
        "overview.acts",
        "",
        "고령 주민의 오프라인 참여 경로가 보이지 않습니다.",
        "도윤",
        ("adopted", "경로당 설명회 4회 실적을 1장에 적음"),
    ),
    (
        "targets.indicators",
        "평균 대기시간",
        "대기시간을 재는 때(운행 뒤 몇 개월)를 밝혀 주십시오.",
        "하은",
        ("partly", "매월 측정으로 적고, 첫 측정 달은 세부 실시계획에서 정함"),
    ),
    (
        "solutions.result",
        "",
        "정류장 쉼터는 기존 사업과 겹칠 수 있으니 대상지를 구분해 주십시오.",
        "하은",
        ("declined", "기존 사업은 시내 간선도로, 이번 사업은 읍·면과 이면도로라 겹치지 않음"),
    ),
    (
        "schedule.steps",
        "",
        "차량 구매 기간이 짧아 보입니다. 계약 일정을 확인해 주십시오.",
        "도윤",
        None,
    ),
)


# (kind, what, when, who, how many people, how the result comes back)
ACTIVITIES = (
    ("panel", "분기마다 운행과 시설을 살피는 주민참여단", "1차년도부터 분기마다",
     "스마트도시팀, 읍면동 추천 주민", 36, "회의록과 조치를 누리집과 읍면동 게시판에 공개"),
    ("lab", "정류장 쉼터와 골목 가로등 리빙랩", "1~6개월째", "가온대학교, 느티동 주민", 24,
     "바꾼 설계를 현장 설명회에서 보임"),
    ("trial", "부르면 오는 버스 시범 이용", "7~9개월째", "가온교통공사, 어르신 이용자", 120,
     "이용 일지를 모아 배차와 정류장을 고침"),
    ("survey", "이용자 만족도 조사", "해마다 11월", "스마트도시팀", 400,
     "결과와 다음 해 계획을 제보한 주민에게 알림"),
    ("feedback", "약속과 결과 공개", "해마다 12월", "스마트도시팀", None,
     "성과지표를 잰 값을 누리집에 공개하고 못 이룬 이유를 밝힘"),
)  # fmt: skip
ACTIVITY = ("kind", "what", "timing", "host", "people", "way_back")
COLUMNS = (("측정주기", "매월"), ("담당", "스마트도시팀"))


def go_on(round, planner) -> None:
    """How participation goes on, with each indicator on its way to the target in equal steps."""
    ways = {each.id: _way(each, years(round)) for each in measured(round)}
    FollowUp.save(
        round,
        planner,
        0,
        activities=[dict(zip(ACTIVITY, row, strict=True)) for row in ACTIVITIES],
        yearly={id: way for id, way in ways.items() if way},
        columns=[(title, dict.fromkeys(ways, words)) for title, words in COLUMNS],
    )


def _way(indicator: MeasuredIndicator, count: int) -> list[float]:
    start, target = indicator.baseline, indicator.target
    if start is None or target is None:
        return []
    each = (target - start) / count
    steps = [float(f"{start + each * year:.3g}") for year in range(1, count)]
    return [*steps, target]


def write_plan(round, stage, office) -> None:
    """A first snapshot for the consultants, their remarks, the answers, and a second snapshot."""
    consult, ends = stage.period("consult")
    plan = Plan.start(round)
    with living_at(consult):
        go_on(round, office["서연"])
        bring(round, office["서연"])
        first = freeze(plan, office["서연"])
    with living_at(consult + timedelta(days=1)):
        for part, text in PARAGRAPHS:
            plan.write(part, text, office["서연"])
        for number, (key, quote, body, who, answer) in enumerate(REMARKS):
            remark = Remark.make(
                first,
                office[who],
                paragraph_key=key,
                quote=quote,
                body=body,
                request_key=f"demo-remark-{number}",
            )
            if answer:
                remark.answer(*answer, office["서연"])
    with living_at(ends - timedelta(hours=8)):
        freeze(plan, office["서연"])
