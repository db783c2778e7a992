"""Numbers typed by hand, held against those the snapshot counted. Pure.

Only what is said of something known is compared: a noun of known_numbers.py, then the number with a
fitting unit, or the number, 의 and the noun. Numbers of a part (가운데, 하루 …) are let be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from civic.documents.numbers import amount, won
from civic.plans.wording.finding import Finding, TypedLine
from civic.plans.wording.known_numbers import KnownNumber

NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<size>백만|천만|억|만|천)?\s?(?P<more>여)?\s?"
GAP = r"(?P<gap>[^\d.;·]{0,10}?)"
AROUND = r"(?P<after>\s?(?:이상|이하|미만|초과|내외|안팎|정도|가량|남짓))?"
SIZES = {"천": 1e3, "만": 1e4, "백만": 1e6, "천만": 1e7, "억": 1e8}
# What makes it a number of a part, or of another time or place.
PART = re.compile(
    r"가운데|그중|이 중|중에|하루|매일|매월|매주|매년|월평균|한 달|일부"
    r"|추가|증가|감소|작년|전년|지난"
)
ABOUT = ("내외", "안팎", "정도", "가량", "남짓")
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


def contradictions(line: TypedLine, known: Sequence[KnownNumber]) -> Iterator[Finding]:
    """Each number of the line that says otherwise than the figure it is about."""
    text = line.words
    names = [each.name for each in known if each.name and each.name in text]
    found_at: set[tuple[int, int]] = set()
    for each in known:
        if each.name != max(names, key=len, default=""):
            continue
        for match in _found(each, text):
            where = match.span("number")
            if where in found_at or PART.search(match["gap"]) or PART.search(text[: match.start()]):
                continue
            found_at.add(where)
            number = _typed(match, text)
            if not any(map(number.fits, (each.value, *each.others))):
                values = {"says": each.says, "value": _shown(each)}
                yield Finding("number", line.key, line.part, number.words, values, each.fact)


def _found(each: KnownNumber, text: str) -> Iterator[re.Match[str]]:
    unit = "|".join(map(re.escape, each.units))
    ahead = rf"(?:{each.nouns}){GAP}{NUMBER}(?:{unit}){AROUND}"
    behind = rf"{NUMBER}(?:{unit}){AROUND}의\s?(?P<gap>)(?:{each.nouns})"
    for pattern in (ahead, behind):
        yield from re.finditer(pattern, text)


def _typed(match: re.Match[str], text: str) -> Typed:
    digits, size = match["number"].replace(",", ""), SIZES.get(match["size"] or "", 1.0)
    step = size * 10.0 ** -len(digits.partition(".")[2])
    after = (match["after"] or "").strip()
    before = text[max(0, match.start("number") - 3) : match.start("number")]
    is_about = bool(match["more"]) or "약" in before or after in ABOUT
    return Typed(match[0].strip(), float(digits) * size, step, is_about, after)


def _shown(each: KnownNumber) -> str:
    if each.units == ("원",):
        return won(each.value)
    return f"{amount(each.value)}{each.units[0]}"
