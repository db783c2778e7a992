"""Numbers as people type them: 1,234 · 1천2백 · 3억 5천만 · 350백만 · 12.3퍼센트. Pure."""

import re
from dataclasses import dataclass

DIGITS = r"\d[\d,]*(?:\.\d+)?"
NUMBER = (
    rf"(?<![\d.,])(?P<number>{DIGITS}(?:\s?[십백천만억조]+)?"
    rf"(?:(?<=[십백천만억조])\s?{DIGITS}(?:\s?[십백천만억조]+)?)*|(?<![가-힣])"
    r"(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?=\s?(?:차례|번)))\s?(?P<more>여)?\s?"
)
COUNTED = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
COUNTED["열"] = 10
SIZES = {"십": 10.0, "백": 1e2, "천": 1e3, "만": 1e4, "억": 1e8, "조": 1e12}
# As people write a unit; what follows tells 개 from 개월 and 분 from 분기.
SPELLINGS = {
    "%": r"(?:%|％|퍼센트|프로)(?!\s?(?:p\b|P\b|포인트|그램|젝트|세스|필))",
    "명": r"(?:명|인(?!구|원|용|력|증|근|프라))",
    "회": r"(?:회(?!의|원|차)|차례|번(?!째|지|호))",
}
NOT_ALONE = r"(?!\s?당(?![가-힣])|마다|\s?꼴|씩|월|소(?![가-힣])|기(?![가-힣])|기(?:까지|에|별)|야)"
ABOUT = ("내외", "안팎", "정도", "가량", "남짓")
BOUND = ("이상", "이하", "미만", "초과")
AROUND = rf"(?P<after>\s?(?:{'|'.join((*BOUND, *ABOUT))}))?"
NEAR = 0.1  # of a number that is said to be about so much


@dataclass(frozen=True)
class Typed:
    """value: in one (원, 건 …); step: what its last digit stands for. about: 약, 여, 내외 …"""

    words: str
    value: float
    step: float
    about: bool = False
    bound: str = ""

    def fits(self, known: float) -> bool:
        if self.bound in ("이상", "초과"):
            return known >= self.value
        if self.bound in ("이하", "미만"):
            return known <= self.value
        if self.about:
            return abs(known - self.value) <= NEAR * max(known, self.value)
        return abs(known - self.value) <= self.step / 2


def units_pattern(units: tuple[str, ...]) -> str:
    """How any of the units is written, by itself."""
    spelled = (SPELLINGS.get(unit, re.escape(unit)) for unit in units)
    return rf"(?:{'|'.join(spelled)}){NOT_ALONE}"


def typed(match: re.Match[str], text: str) -> Typed:
    """What a match of NUMBER, a unit and AROUND says."""
    value, step = _read(match["number"])
    after = (match["after"] or "").strip()
    before = text[max(0, match.start("number") - 3) : match.start("number")]
    is_about = bool(match["more"]) or "약" in before or after in ABOUT
    return Typed(match[0].strip(), value, step, is_about, after)


def _read(words: str) -> tuple[float, float]:
    """Its value, and what its last digit stands for."""
    if words in COUNTED:
        return float(COUNTED[words]), 1.0
    total = section = 0.0
    number: float | None = None
    step = 1.0
    for piece in re.findall(rf"{DIGITS}|[십백천만억조]", words):
        size = SIZES.get(piece)
        if size is None:
            digits = piece.replace(",", "")
            number, step = float(digits), 10.0 ** -len(digits.partition(".")[2])
            continue
        step *= size
        if size < SIZES["만"]:
            section += (1.0 if number is None else number) * size
        else:
            total += (section + (number or 0.0) or 1.0) * size
            section = 0.0
        number = None
    return total + section + (number or 0.0), step
