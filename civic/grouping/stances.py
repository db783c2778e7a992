"""Two texts on one subject may want opposite things. Pure.

Sentence vectors hardly see it ("의무화 반대" and "의무화 찬성" are .98 alike), so words do, and in
doubt two texts are not the same.
"""

import re

AGAINST, FOR, MIXED, NEUTRAL = "against", "for", "mixed", "neutral"
# Opposite ends of one wish each; the first is whether a thing should be at all.
AXES = (
    (
        r"반대|철회|백지화|폐지|철폐|중단|취소|그만|없애|없앴|없어져|말아|말았|마세요|말라|마라|말자"
        r"|막아|안\s?(?:됩|돼|된|되|했으면|하면)|않았으면|지\s?않|못\s?[가-힣]{1,3}게|불필요"
        r"|필요\s?없|필요가 없|재검토|결사|규탄|금지|저지|불가|싫|부당|해제|쇠퇴",
        r"찬성|지지합|환영|추진|존치|유지|계속|도입|허용|지켜|살려|필요(?!\s?없|가 없)|의무화해"
        r"|의무화하|의무화가|의무화를? (?:해|하|부탁|요청|건의|제안)|동의",
    ),
    (
        r"늘려|늘리|확대|증설|증차|확충|늘었으면|더\s?많",
        r"줄여|줄이|축소|감축|감차|감소시|줄었으면",
    ),
    (r"올려|올리|인상|높여|높이|상향", r"내려|내리|인하|낮춰|낮추|하향|동결"),
    (
        r"설치|신설|도입|유치|놓아|달게|놔\s?주|달아|만들어|세워|심어",
        r"철거|치워|제거|퇴출|폐선|폐쇄|떼\s?주|떼어|빼\s?주|뽑아|없애|베어",
    ),
    (r"유지|존치|그대로\s?(?:두|둬)", r"상향|하향|폐지|변경|이전|바꿔|옮겨"),
    (
        r"살려|살립|살리|지켜|지킵|보존|보전|남겨|존치|그대로\s?(?:두|둬|유지)",
        r"베어|잘라|헐어|허물|철거|없애|접읍|접자|접어|그만",
    ),
    (
        r"허용|완화|풀어",
        r"금지|강화|(?:규제|제한)(?!\s?[을를]?\s?(?:완화|강화|풀|해제))",
    ),
    (r"앞당|연장|일찍", r"단축|늦춰|늦게(?!까지)"),
    (
        r"추진|재개(?!발)|서둘|조속|(?:운영|시행)(?!\s?[을를]?\s?(?:중지|중단|유예|연기|보류))",
        r"보류|연기해|미뤄|미루|중지|유예",
    ),
    (r"개방|열어|열자|열게", r"폐쇄|닫아|닫게|막아|잠가"),
    (r"넓혀|넓히|넓게", r"좁혀|좁히|좁게"),
    (r"길게|늘려", r"짧게|줄여"),
    (r"밝게|밝혀|켜\s?주|틀어", r"어둡게|꺼\s?주|끄게|꺼라"),
    (r"세게|강하게|크게", r"약하게|작게"),
    (r"유료|과금|부과", r"무료|무상|면제"),
    (r"의무|강제", r"자율|선택"),
    (r"통합|합쳐|합치|합병", r"분리|나눠|나누|쪼개"),
    (r"민영|민간\s?위탁", r"공영|직영|공공\s?운영"),
)
PATTERNS = tuple((re.compile(a), re.compile(b)) for a, b in AXES)
# 9호선 and 2호선, 65세 and 70세: other numbers, another ask.
NUMBERED = re.compile(r"\d+\s?(?:호선|번|세|동|가|차|단지|호|층|월|학년)")
# Where both say one, another is another ask: 오전 and 오후, 30km and 50km, 양방통행으로 바꿔.
WHICH = (
    re.compile(
        r"남쪽|북쪽|동쪽|서쪽|앞문|뒷문|왼쪽|오른쪽|좌측|우측|상행|하행|오전|오후|평일|주말"
        r"|여름|겨울"
    ),
    re.compile(r"\d+\s?(?:km|킬로|미터|분|시간|명|만\s?원|%)|\d+(?=\s?(?:으로|로)(?:\s|$))"),
    re.compile(r"(\S+?)(?:으로|로)\s?(?:바꿔|바꾸|변경|전환|교체|$)"),
)

Pair = tuple[str, str]


def contradict(one: Pair, other: Pair) -> bool:
    """Two texts, each (title, body), may want opposite things, or name different numbers."""
    if not _agree(_stance(one, *PATTERNS[0]), _stance(other, *PATTERNS[0])):
        return True
    for ends in PATTERNS[1:]:
        if {_stance(one, *ends), _stance(other, *ends)} == {AGAINST, FOR}:
            return True
    return _numbers(one) != _numbers(other) or any(_name_others(one, other, way) for way in WHICH)


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


def _name_others(one: Pair, other: Pair, way: re.Pattern) -> bool:
    """Both titles say which of several, and not the same."""
    names = [{"".join(name.split()) for name in way.findall(text[0])} for text in (one, other)]
    return all(names) and names[0] != names[1]


def _numbers(text: Pair) -> set[str]:
    return {"".join(number.split()) for number in NUMBERED.findall(text[0])}
