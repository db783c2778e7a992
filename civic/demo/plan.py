"""The finished round's plan: written paragraphs, snapshots, remarks and their answers."""

from datetime import timedelta

from civic.demo.clock import living_at
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.gather import freeze

PARAGRAPHS = (
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


def write_plan(round, stage, office) -> None:
    """A first snapshot for the consultants, their remarks, the answers, and a second snapshot."""
    consult, ends = stage.period("consult")
    plan = Plan.start(round)
    with living_at(consult):
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
