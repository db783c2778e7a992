"""Opinions as they are typed or pasted: one a line, with what marks its start taken off. Pure."""

import re
from dataclasses import dataclass

from civic.text import one_line, paragraphs

MOST_LINES, LONGEST = 100, 300  # of one batch; letters of one opinion
MOST_PEOPLE = 9999
# - * • ① 1. 2) (3) 가. □: signs and numbers of lists, but not the 3 of 3.1절 nor the - of -5도.
MARK = re.compile(
    r"(?:[-–—−*+>](?!\d)|[·•●○◦∙▪▫■□◆◇▶▷►※✓✔☐☑❍①-⑳❶-❿]|ㅇ(?=\s)"
    r"|\d{1,3}[.)](?=\s|[^\d\s]|$)|\(\d{1,3}\)|[가나다라마바사아자차카타파하][.)]\s"
    r"|\([가나다라마바사아자차카타파하]\))\s*"
)
# At the end: (5명), 5명, x5; (외 4명) is five.
PEOPLE = re.compile(
    r"\s*(?:[(\[]\s*(?P<beside>외)?\s*(?P<n>\d{1,4})\s*명\s*[)\]]|\s[x×X]\s?(?P<times>\d{1,4}))$"
)


@dataclass(frozen=True)
class OpinionLine:
    """One opinion and how many people said it."""

    text: str
    people: int = 1


def read_lines(typed: str) -> list[OpinionLine]:
    """The opinions of a text, blank lines left out. Longer ones and more of them than may be are
    given all the same: whoever typed them is told."""
    lines = (read_line(line) for line in paragraphs(typed).split("\n"))
    return [line for line in lines if line.text]


def read_line(typed: str) -> OpinionLine:
    """One line without its mark; the number of people at its end is read, else it is 1."""
    text = one_line(typed)
    while (mark := MARK.match(text)) and mark[0].strip():
        text = text[mark.end() :]
    match = PEOPLE.search(text)
    if match is None:
        return OpinionLine(text)
    people = int(match["n"] or match["times"]) + bool(match["beside"])
    if not 1 <= people <= MOST_PEOPLE or not text[: match.start()].strip():
        return OpinionLine(text)
    return OpinionLine(text[: match.start()].strip(), people)


def as_report(text: str, longest: int = 100) -> dict[str, str]:
    """Title and body of the report an opinion becomes: a long one is cut short in the title."""
    if len(text) <= longest:
        return {"title": text, "body": ""}
    return {"title": text[: longest - 1].rstrip() + "…", "body": text}
