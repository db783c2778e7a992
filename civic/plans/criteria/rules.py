"""The criteria of a call, or an example where its notice says none. Pure."""

from civic.rounds.calls.criteria import Criterion

# Nobody's rule: what such calls commonly ask, in the order of the shipped template.
EXAMPLE: tuple[Criterion, ...] = (
    {"name": "사업의 필요성과 도시문제 발굴", "points": 20},
    {"name": "주민참여와 거버넌스", "points": 20},
    {"name": "해결방안의 적절성과 실현 가능성", "points": 25},
    {"name": "성과목표와 성과관리", "points": 15},
    {"name": "추진 일정과 예산", "points": 10},
    {"name": "운영과 지속 가능성", "points": 10},
)
