"""How a plan writes numbers, money and dates (개조식), and the facts made of them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from civic.documents.model import Fact

SEOUL = ZoneInfo("Asia/Seoul")
HUNDRED_MILLION = 100_000_000
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
LACKING = {"baseline": "기준값", "baseline_year": "기준 연도", "baseline_source": "출처"}
TIE_RULE = "동점은 먼저 제안된 사업(제안 번호 순)을 앞에 둠"
DISPOSITIONS = {"adopted": "반영", "partly": "일부반영", "declined": "미반영"}


def amount(value: float) -> str:
    """1234.0 → 1,234 and 13.25 → 13.25"""
    return f"{round(value, 2):,.2f}".rstrip("0").rstrip(".")


def won(value: int) -> str:
    """Money in 억 원 from 1억 on, else in 만 원."""
    if value >= HUNDRED_MILLION:
        return f"{amount(value / HUNDRED_MILLION)}억 원"
    return f"{amount(value / 10_000)}만 원"


def fact(id: str, value, says: str, unit: str = "", text: str | None = None) -> Fact:
    """A number with its unit as printed, and what it counts."""
    return Fact(id, text if text is not None else f"{amount(value)}{unit}", value, says)


def money(id: str, value: int, says: str) -> Fact:
    return Fact(id, won(value), value, says)


def rule_words(tally: dict) -> str:
    """The rule of a counted vote, with what it did with money left over where it says so."""
    told = [RULES.get(tally["rule"], tally["rule"]), COMPLETIONS.get(tally.get("completion"), "")]
    return "; ".join(filter(None, told))


def votes_unit(tally: dict) -> str:
    """What a solution was ranked by: votes, or points where ballots rank."""
    return "점" if tally["rule"] == "borda" else "표"


def korean_day(moment: str) -> date:
    """The day in Korea of an ISO 8601 time."""
    return datetime.fromisoformat(moment).astimezone(SEOUL).date()


def dotted(day: date | str | None) -> str:
    """2021. 12. 29."""
    if not day:
        return ""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.year}. {day.month}. {day.day}."


def first_and_last(starts_at: str, ends_at: str) -> tuple[date, date]:
    """The days in Korea that a half-open period begins and ends on."""
    last = datetime.fromisoformat(ends_at).astimezone(SEOUL) - timedelta(seconds=1)
    return korean_day(starts_at), last.date()


def span(starts_at: str, ends_at: str) -> str:
    """First to last day of a half-open period: 2021. 11. 24. ~ 2021. 12. 2."""
    return days(*first_and_last(starts_at, ends_at))


def days(first: date | str | None, last: date | str | None) -> str:
    first, last = dotted(first), dotted(last)
    return first if first == last else f"{first} ~ {last}"


def receipt_number(issue: dict) -> str:
    return numbered(korean_day(issue["reported_at"]), issue["receipt"])


def numbered(day: date, receipt: int) -> str:
    """2026-0012"""
    return f"{day.year}-{receipt:04d}"
