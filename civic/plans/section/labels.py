"""The words of a plan for codes in a snapshot: rules, dispositions, directions. Pure."""

from civic.documents.numbers import korean_day, numbered
from civic.plans.section.schema import CallDay, IssueData, PhotoData, QuoteData, SnapshotData
from civic.plans.section.schema.outcome import TallyData

AUDIENCES = {
    "residents": "거주를 확인한 주민",
    "open": "거주를 확인하지 않은 사람",
    "panel": "시민참여단",
}
PAYER_NAMES = {"national": "국비", "province": "도비", "city": "시비", "private": "민간"}
LOCAL = "지방비"
DIRECTIONS = {"down": "감소", "up": "증가"}
RULES = {
    "greedy-skip": "득표가 많은 순서로 선정하고, 남은 예산을 넘는 사업은 건너뜀",
    "greedy-stop": "득표가 많은 순서로 선정하고, 남은 예산을 넘는 사업에서 멈춤",
    "equal-shares": "예산을 투표자 수로 똑같이 나누고, 고른 사람들의 몫으로 살 수 있는 사업을 선정",
    "borda": "순위 점수의 합이 많은 순서로 선정하고, 남은 예산을 넘는 사업은 건너뜀",
}
COMPLETIONS = {
    "add1u-greedy": "남는 예산은 몫을 조금씩 늘려 더 선정한 뒤 득표순으로 씀",
    "greedy": "남는 예산은 득표순으로 씀",
    "none": "남는 예산은 쓰지 않음",
}
# Name, key of the first day, key of the last, of the days a call states.
CALL_PERIODS: tuple[tuple[str, CallDay, CallDay], ...] = (
    ("공모 공고", "announced_on", "announced_on"),
    ("공모 접수", "apply_from_on", "apply_to_on"),
    ("예비검토", "preliminary_from_on", "preliminary_to_on"),
    ("서면·발표평가", "evaluation_from_on", "evaluation_to_on"),
)
LACKING = {"baseline": "기준값", "baseline_year": "기준 연도", "baseline_source": "출처"}
TIE_RULE = "동점은 먼저 제안된 사업(제안 번호 순)을 앞에 둠"
POINTS = "점"
DISPOSITIONS = {"adopted": "반영", "partly": "일부반영", "declined": "미반영"}
# Why the count chose a proposal, or passed it over.
BOUGHT = {
    "votes": "득표 순서가 와서 남은 예산 안에서 선정",
    "shares": "고른 사람들의 몫으로 선정",
    "rest": "나눈 몫이 남은 예산으로 선정",
}
BOUGHT_SHORT = BOUGHT | {"votes": "득표순으로 예산 안에서 선정"}  # since format 6
NOT_BOUGHT = {
    "stopped": "앞 순위에서 예산이 모자라 선정을 멈춤",
    "short_of_shares": "고른 사람들의 몫이 사업비에 미치지 못함",
    "no_votes": "선정에 필요한 가장 적은 표에 미치지 못함",
}


def other_payers(data: SnapshotData) -> str:
    """Who pays what the nation does not: private money too, where the call asks for some."""
    asks_private = data["call"]["shares"].get("private")
    return f"{LOCAL}·{PAYER_NAMES['private']}" if asks_private else LOCAL


def rule_words(tally: TallyData) -> str:
    """The rule of a counted vote, with what it did with money left over where it says so."""
    completion = COMPLETIONS.get(tally["completion"] or "", "")
    words = [RULES.get(tally["rule"], tally["rule"]), completion]
    return "; ".join(filter(None, words))


def votes_unit(tally: TallyData) -> str:
    """What a solution was ranked by: votes, or points where ballots rank."""
    return POINTS if tally["rule"] == "borda" else "표"


def quoted(title: str) -> str:
    """In single quotation marks, and in double ones where it has single ones itself."""
    return f"“{title}”" if {"‘", "’", "'"} & set(title) else f"‘{title}’"


def receipt_number(issue: IssueData | PhotoData | QuoteData) -> str:
    return numbered(korean_day(issue["reported_at"]), issue["receipt"])
