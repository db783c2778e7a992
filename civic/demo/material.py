"""What the finished round's planners bring into the plan themselves: a table and a chapter."""

from civic.plans.material.models import Material

TABLE = (
    ("구분", "2023년", "2024년", "2025년"),
    ("65세 이상 인구 비율(%)", "24.1", "25.3", "26.8"),
    ("마을버스 하루 승객(명)", "1,930", "1,812", "1,704"),
    ("불법주정차 단속(건)", "3,870", "4,102", "4,318"),
)
CHAPTER = """□ 추진 조직
시장을 단장으로 부서 4곳이 함께하는 스마트도시 추진단 운영
- 스마트도시팀이 총괄하고, 교통·안전·환경 부서가 과제를 맡음
□ 협력 기관
가온대학교(자료 분석), 가온교통공사(운행), 가온시 주민자치회(현장 점검)"""


def bring(round, planner) -> None:
    Material.bring(
        round,
        planner,
        "table",
        "demo-table",
        title="시의 기초 통계",
        cells=[list(row) for row in TABLE],
        source="가온시 통계연보 (지어낸 값)",
        place="problems",
    )
    Material.bring(
        round,
        planner,
        "chapter",
        "demo-chapter",
        title="추진체계",
        text=CHAPTER,
        source="스마트도시팀 작성",
        place="follow_up",
    )
