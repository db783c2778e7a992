"""How a line in 개조식 is written: it ends in a noun, is short, and is said once. Pure."""

import re
from collections.abc import Iterator, Sequence

from civic.plans.wording.finding import Finding, TypedLine

MOST_LETTERS = 120  # of a line: about three printed lines
SHORTEST_REPEAT = 12  # letters and digits that two lines share before it is a repetition
ALIKE = 92.0  # percent of letters
MOST_LINES = 400  # that are compared with each other
QUOTED = 30  # letters of a line that are told

# What ends in 다 is a verb, but for these. Before 요 a verb ends in one of those: 필요, 개요
# and 중요 are nouns.
NOUN = re.compile(r"(?:마|보|바|캐나|어젠|아젠|베란|소|람|판|수)다$")
POLITE = "아어여해에예네세지나까군걸래게데돼줘와워려겨켜져봐"
SENTENCE = re.compile(rf"(?:.다|[{POLITE}]요|[하되으]시오)$")
# 마을, 가을, 노을, 고을 and 갑·을 are nouns, and so are 도록 and 위해 by themselves.
HANGING = re.compile(
    r"(?:(?<![마가노고])(?<!갑·)을|를|에서|[하되]고|[하되]며|으며|이며|[하되]여|[해돼]서|되어"
    r"|[하되]되|[하되으]면서|[하되]면|므로|거나|지만|[하되있없]도록|[하되있없]는"
    r"|으로써|[을를기] ?위해|위하여|통해|통하여|따라|따른|인한|관한|대한|위한|관하여|대하여|의하여"
    r"|때문에|에도|(?<=적)으로|들의|들은|들과|(?<!나)들이|및|또는|그리고)$"
)
DOTS = re.compile(r"[\s.,，、。!?]+$")
CLOSING = re.compile(r"[\s.,，、。!?)\]’”\"'」』]+$")
NOTE = re.compile(r"\s*\([^()]*\)\s*$")
LETTERS = re.compile(r"[^0-9A-Za-z가-힣]+")
NO_DIGIT = re.compile(r"\D")


def endings(line: TypedLine) -> Iterator[Finding]:
    """A line that ends as a sentence, or that stops before its noun."""
    words = line.words
    if words.endswith((":", "：")) or words.startswith(("“", '"')):
        return  # what follows ends it; people's own words stay as they were said
    bare = CLOSING.sub("", NOTE.sub("", DOTS.sub("", words)))
    last = bare.rpartition(" ")[2]
    if SENTENCE.search(last) and not NOUN.search(last):
        yield Finding("sentence", line.key, line.part, _end(bare))
    elif HANGING.search(bare):
        yield Finding("hanging", line.key, line.part, _end(bare))


def too_long(line: TypedLine) -> Iterator[Finding]:
    letters = len(line.words)
    if letters > MOST_LETTERS:
        values = {"letters": letters, "most": MOST_LETTERS}
        yield Finding("long", line.key, line.part, _begin(line.words), values)


def repeats(lines: Sequence[TypedLine]) -> Iterator[Finding]:
    """Lines that say what an earlier one says."""
    # The same but for a few letters; numbers that differ are another thing.
    seen: dict[str, list[tuple[str, TypedLine]]] = {}
    for line in lines[:MOST_LINES]:
        letters = LETTERS.sub("", line.words)
        if len(letters) < SHORTEST_REPEAT:
            continue
        others = seen.setdefault(NO_DIGIT.sub("", letters), [])
        if earlier := _alike(letters, others):
            values = {"earlier": _begin(earlier.words), "where": earlier.part}
            yield Finding("repeat", line.key, line.part, _begin(line.words), values)
        else:
            others.append((letters, line))


def _alike(letters: str, others: Sequence[tuple[str, TypedLine]]) -> TypedLine | None:
    """The first of other lines that is the same but for a few letters."""
    if not others:
        return None
    from rapidfuzz.fuzz import ratio  # 48 modules, not before lines are compared

    each_alike = (line for known, line in others if ratio(letters, known, score_cutoff=ALIKE))
    return next(each_alike, None)


def _begin(words: str) -> str:
    return words if len(words) <= QUOTED else words[:QUOTED].rstrip() + "…"


def _end(words: str) -> str:
    return words if len(words) <= QUOTED else "…" + words[-QUOTED:].lstrip()
