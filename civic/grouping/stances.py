"""Whether two texts on one subject may want opposite things. Pure.

Sentence vectors hardly see it ("의무화 반대" and "의무화 찬성" are .98 alike), so words do, and in
doubt two texts are not the same.
"""

import re

AGAINST, FOR, MIXED, NEUTRAL = "against", "for", "mixed", "neutral"
# Opposite ends of one wish each; the first is whether a thing should be at all.
AXES = (
    (
        r"반대|철회|백지화|폐지|철폐|중단|취소|그만|없애|없앴|없어져|말아|말았|마세요|말라|마라|말자"
        r"|막아|안\s?(?:됩|돼|된|되|했으면|하면)|않았으면|지\s?않|못\s?하게|불필요"
        r"|필요\s?없|필요가 없|재검토|결사|규탄|금지|저지|불가|싫|부당|해제|쇠퇴",
        r"찬성|지지합|환영|추진|존치|유지|계속|도입|허용|지켜|살려|필요(?!\s?없|가 없)|의무화해"
        r"|의무화하|의무화가|의무화를? (?:해|하|부탁|요청|건의|제안)|동의",
    ),
    (
        r"늘려|늘리|확대|증설|증차|확충|늘었으면|더\s?많",
        r"줄여|줄이|축소|감축|감차|감소시|줄었으면",
    ),
    (r"올려|올리|인상|높여|높이", r"내려|내리|인하|낮춰|낮추"),
    (r"설치", r"철거|치워|제거"),
    (r"허용|완화|풀어", r"금지|규제|강화"),
    (r"앞당|연장", r"단축|늦춰"),
)
PATTERNS = tuple((re.compile(a), re.compile(b)) for a, b in AXES)
# 9호선 and 2호선, 65세 and 70세: other numbers, another ask.
NUMBERED = re.compile(r"\d+\s?(?:호선|번|세|동|가|차|단지|호|층|월|학년)")

Pair = tuple[str, str]


def contradict(one: Pair, other: Pair) -> bool:
    """Whether (title, body) of two texts may want opposite things, or name different numbers."""
    if not _agree(_stance(one, *PATTERNS[0]), _stance(other, *PATTERNS[0])):
        return True
    for ends in PATTERNS[1:]:
        if {_stance(one, *ends), _stance(other, *ends)} == {AGAINST, FOR}:
            return True
    return _numbers(one) != _numbers(other)


def _agree(one: str, other: str) -> bool:
    """Who says nothing of it is taken to be for what they write of."""
    return one == other or {one, other} == {FOR, NEUTRAL}


def _stance(text: Pair, against: re.Pattern, for_it: re.Pattern) -> str:
    """Where its title stands, else its body."""
    for part in text:
        ends = bool(against.search(part)), bool(for_it.search(part))
        if any(ends):
            return {(True, False): AGAINST, (False, True): FOR, (True, True): MIXED}[ends]
    return NEUTRAL


def _numbers(text: Pair) -> set[str]:
    return {"".join(found.split()) for found in NUMBERED.findall(text[0])}
