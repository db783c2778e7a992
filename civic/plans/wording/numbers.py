"""Numbers typed by hand, held against those the snapshot counted. Pure.

Only what is said of something known is compared: a noun of known_numbers.py, then the number with a
fitting unit, or the number, 의 and the noun, or one of the ways people say it (SPELLED). Numbers of
a part (가운데, 하루 …), of another time or of one event are let be.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from civic.documents.numbers import amount, won
from civic.plans.wording.finding import Finding, TypedLine
from civic.plans.wording.known_numbers import KnownNumber
from civic.plans.wording.typed_numbers import AROUND, NUMBER, typed, units_pattern

GAP = r"(?P<gap>[^\d.;·]{0,10}?)"
NOT_THAT = r"(?<![재미비])"  # 재투표, 미선정
PEOPLE = r"(?:주민|시민|구민|군민|도민)"
ARROW = r"\s?(?:→|⇒|->|➔|▶|에서)\s?"
# End of a figure's id → other ways to say it.
SPELLED = {
    "people.participants": (
        rf"(?:{PEOPLE}|총|모두)\s?(?:총\s?)?{NUMBER}{{unit}}{AROUND}(?P<gap>)(?:이|의)?"
        rf"\s?(?:{PEOPLE}(?:이|의)?\s?)?(?:이\s?)?참여",
        rf"{NUMBER}{{unit}}{AROUND}의\s?(?P<gap>){PEOPLE}(?:이|의)?\s?참여",
    ),
    "votes.voters": (
        rf"(?<!재)투표에(?:는)?\s?(?P<gap>)(?:{PEOPLE}\s?)?{NUMBER}{{unit}}{AROUND}",
        rf"{PEOPLE}\s?(?P<gap>){NUMBER}{{unit}}{AROUND}이?\s?투표(?!율)",
    ),
    "issues.new": (rf"제보.*?{NUMBER}{{unit}}{AROUND}(?P<gap>)(?:을|이)?\s?접수",),
    "votes.selected": (
        rf"(?:제안|해결방안|솔루션).*?{NUMBER}{{unit}}{AROUND}(?P<gap>)(?:을|를)?\s?(?:최종\s?)?선정",
    ),
    ".baseline": (rf"{NUMBER}{{unit}}(?P<after>)(?P<gap>){ARROW}(?:목표값?\s?)?\d",),
    ".target": (rf"\d{{unit}}{ARROW}(?P<gap>)(?:목표값?\s?)?{NUMBER}{{unit}}{AROUND}",),
}
# What makes it a number of a part, or of another time or place, wherever it stands before.
PART = re.compile(
    r"가운데|그중|이 중|중에|하루|매일|매월|매주|매년|월평균|한 달|일부"
    r"|추가|증가|감소|작년|전년|지난|별(?=\s|로)|[명인건원]당|분야|부문|관련"
)
# The same, between the noun and its number.
APART = re.compile(r"^\s?중(?:\s|$)|(?:와|과)\s|및|,|목표|계획|예정|한도|상한|절감|절약|별도")
UNTIL = re.compile(r"까지")
SINCE = re.compile(r"부터|~|∼|～")
EVENT = re.compile(
    r"설명회|간담회|워크숍|원탁|회의|모임|설문|만족도|조사|체험|평가단|교육|행사|위원회|협의체|패널"
)
LATER = re.compile(r"차\s?년도|내년|다음 해")
CHOSEN = re.compile(r"\s?(?:을|를)?\s?(?:최종\s?)?(?:선정|골라|고름|선택|채택|우선)")
SMALL = re.compile(r"\s?(?:인|의)?\s?[가-힣]*\s?사업")


def contradictions(line: TypedLine, known: Sequence[KnownNumber]) -> Iterator[Finding]:
    """Each number of the line that says otherwise than the figure it is about."""
    text = line.words
    nearest: dict[tuple[int, int], tuple[tuple[int, int], KnownNumber, re.Match[str]]] = {}
    names = {each.name for each in known if each.name and each.name in text}
    for each in known:
        if each.name and each.name not in names:
            continue
        for match in _found(each, text):
            where, apart = match.span("number"), (len(match["gap"]), -len(match[0]))
            if each.name != _meant(names, text, where[0]) or _is_apart(each, match, text):
                continue
            if where not in nearest or apart < nearest[where][0]:
                nearest[where] = (apart, each, match)
    for _, (_apart, each, match) in sorted(nearest.items(), key=lambda pair: pair[0]):
        number = typed(match, text)
        if not any(map(number.fits, (each.value, *each.others))):
            values = {"says": each.says, "value": _shown(each)}
            yield Finding("number", line.key, line.part, number.words, values, each.fact)


def _meant(names: set[str], text: str, at: int) -> str:
    """The name that stands last before the number; where none does, the first behind it."""
    before = [(text.rfind(name, 0, at) + len(name), len(name), name) for name in names]
    if standing := [each for each in before if each[0] >= each[1]]:
        return max(standing)[2]
    return min(names, key=lambda name: (text.find(name), -len(name)), default="")


def _found(each: KnownNumber, text: str) -> Iterator[re.Match[str]]:
    for pattern in _patterns(each.nouns, each.units, each.fact):
        yield from pattern.finditer(text)


@lru_cache(maxsize=4096)
def _patterns(nouns: str, units: tuple[str, ...], fact: str) -> tuple[re.Pattern[str], ...]:
    unit = units_pattern(units)
    ways = (each for end, their in SPELLED.items() if fact.endswith(end) for each in their)
    return (
        re.compile(rf"{NOT_THAT}(?:{nouns}){GAP}{NUMBER}{unit}{AROUND}"),
        re.compile(rf"{NUMBER}{unit}{AROUND}의\s?(?P<gap>)(?:{nouns})"),
        *(re.compile(each.replace("{unit}", unit)) for each in ways),
    )


def _is_apart(each: KnownNumber, match: re.Match[str], text: str) -> bool:
    """It is about a part, another time or one event: not what the figure counts."""
    gap, before, behind = match["gap"], text[: match.start()], text[match.end() :]
    if PART.search(before) or PART.search(gap) or APART.search(gap):
        return True
    ahead = text[: match.start("number")]
    if LATER.search(ahead):
        return not (each.fact.endswith(".target") and each.others)
    if UNTIL.search(before) and not SINCE.search(before):
        return True
    if each.units == ("명",) and EVENT.search(before):
        return True
    if each.units == ("원",) and match["after"] and SMALL.match(behind):
        return True
    return each.fact != "votes.selected" and bool(CHOSEN.match(behind))


def _shown(each: KnownNumber) -> str:
    if each.units == ("원",):
        return won(each.value)
    return f"{amount(each.value)}{each.units[0]}"
