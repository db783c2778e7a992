"""Whether two texts on one subject want opposite things. Pure.

Sentence vectors hardly see it ("의무화 반대" and "의무화 찬성" are .98 alike), so words do, and in
doubt two texts are not the same.
"""

import re

# Opposite ends of one wish. A text stands at an end when only that end's words are in it.
AXES = (
    (
        r"반대|철회|백지화|폐지|중단|취소|그만|없애|없앴|말아|마세요|말라|막아|안\s?됩니다|안\s?돼|하지\s?[마말]|결사|규탄|금지|저지",
        r"찬성|지지합|환영|추진|존치|유지해|유지하|계속|도입|허용|지켜|살려|필요합|필요해",
    ),
    (r"늘려|늘리|확대|증설|증차|확충|더\s?많", r"줄여|줄이|축소|감축|감차|감소시"),
    (r"올려|올리|인상", r"내려|내리|인하|낮춰|낮추"),
    (r"설치", r"철거|치워|제거"),
    (r"허용|완화|풀어", r"금지|규제|강화|단속"),
    (r"앞당|연장", r"단축|늦춰"),
)
PATTERNS = tuple((re.compile(a), re.compile(b)) for a, b in AXES)
# 9호선 and 2호선, 65세 and 70세: other numbers, another ask.
NUMBERED = re.compile(r"\d+\s?(?:호선|번|세|동|가|차|단지|호|층|월|학년)")


def contradict(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether (title, body) of two texts may want opposite things, or name different numbers."""
    for a, b in PATTERNS:
        ends = [_end(text, a, b) for text in (one, other)]
        if ends[0] != ends[1] and 0 not in ends:
            return True
    against = [_is_against(text) for text in (one, other)]
    if against[0] != against[1]:
        return True
    numbers = [set(NUMBERED.findall(text[0])) for text in (one, other)]
    return bool(numbers[0] or numbers[1]) and numbers[0] != numbers[1]


def _end(text: tuple[str, str], a: re.Pattern, b: re.Pattern) -> int:
    """1 or -1 for the end its title stands at, else its body; 0 for neither or both."""
    for part in text:
        found = bool(a.search(part)) - bool(b.search(part))
        if found or a.search(part):
            return found
    return 0


def _is_against(text: tuple[str, str]) -> bool:
    return _end(text, *PATTERNS[0]) == 1
