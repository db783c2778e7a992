"""The criteria of a call, or an example where its notice says none. Pure."""

from civic.rounds.calls.criteria import read_criteria

# Nobody's rule: what such calls commonly ask.
EXAMPLE = read_criteria("""
사업의 필요성과 도시문제 발굴: 20
주민참여와 거버넌스: 20
해결방안의 적절성과 실현 가능성: 25
성과목표와 성과관리: 15
추진 일정과 예산: 10
운영과 지속 가능성: 10
""")
