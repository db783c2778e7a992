"""The words of a row: title, story and place in plain text, without personal data. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from civic.issues.importing.reading.complaints import PersonalData, RowMistake
from civic.issues.importing.reading.plain_text import one_line, plain_text
from civic.personal_data import KINDS, find, mask, without

LONGEST = {"title": 200, "body": 10_000, "place": 200, "external_id": 64}
TITLE_FROM_BODY = 60
AROUND = 16  # letters that are shown before and behind what was found
READ = {"title": one_line, "body": plain_text, "place": one_line}


@dataclass(frozen=True)
class IssueWords:
    """title, body, place as they become an issue's. personal: what stood in them.

    bare: all three without any personal data, whatever was chosen: what tells same rows.
    """

    title: str
    body: str
    place: str
    personal: tuple[PersonalData, ...]
    bare: tuple[str, str, str]


def read_words(
    texts: dict[str, str], number: int, masked: Iterable[str], names: Iterable[str]
) -> IssueWords:
    """Args: masked: kinds that are taken out. names: people the row names. Raises: RowMistake."""
    words = {name: read(texts.get(name, "")) for name, read in READ.items()}
    personal = {name: find(text, names) for name, text in words.items()}
    clean = {name: without(text, personal[name], masked) for name, text in words.items()}
    bare = {name: without(text, personal[name], KINDS) for name, text in words.items()}
    for each in (clean, bare):
        each["title"] = each["title"] or beginning_of(each["body"])
    if not clean["title"]:
        raise RowMistake("title", "missing")
    for name, text in clean.items():
        fits(name, text)
    shown = tuple(
        _around(name, text, personal[name], number, names)
        for name, text in words.items()
        if personal[name]
    )
    return IssueWords(**clean, personal=shown, bare=(bare["title"], bare["body"], bare["place"]))


def fits(field: str, text: str) -> str:
    """The text. Raises: RowMistake when it is too long for its field."""
    if len(text) > LONGEST[field]:
        raise RowMistake(field, "too_long", mask(text))
    return text


def beginning_of(body: str) -> str:
    """A title from the first words of a story: cut between words, where there are any."""
    line = body.split("\n", 1)[0]
    if len(line) <= TITLE_FROM_BODY:
        return line
    start = line[:TITLE_FROM_BODY]
    words = start[: start.rfind(" ")].rstrip(" ,.·") if " " in start else ""
    return f"{words or start[:-1]}…"


def _around(field, text, personal, number, names):
    start, end = max(0, personal[0].start - AROUND), personal[0].end + AROUND
    for each in personal:  # nothing that was found is cut in two
        end = max(end, each.end) if each.start < end else end
    before = text[start:end]
    kinds = tuple(kind for kind in KINDS if any(each.kind == kind for each in personal))
    return PersonalData(number, field, kinds, before, mask(before, KINDS, names))
