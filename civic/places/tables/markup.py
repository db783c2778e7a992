"""HTML as a run of tags and texts, in time that grows with its length and no faster. Pure.

The parser of the standard library takes quadratic time for tags and comments left open, and raises
errors of its own for others. Nothing is judged here: any text gives some run of pieces.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# Every part stops at the next "<", so that no letter is looked at more than a few times.
TAG = re.compile(r"<(/?)([a-z][\w:-]*+)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+|[^<>]*)>", re.I)
# Doctypes, processing instructions and the conditions word processors write.
DECLARATION = re.compile(r"<(?:!doctype\b|\?|!\[(?:if|else|endif)\b)[^<>]*>", re.I)
# A name without its semicolon is more often part of an address.
ENTITY = re.compile(
    r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});|&(?:nbsp|lt|gt|amp|quot)\b", re.I
)
# What is between these and their end is not for readers.
UNSEEN = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "title", "xml")}


class Piece(NamedTuple):
    """A tag, whose name is in lower case, or a text, whose name is empty.

    text: as written; of texts outside tags, entities are read. ends: </name>.
    """

    name: str
    text: str
    ends: bool = False
    inside: str = ""  # what stands in the tag after its name


def pieces(words: str) -> Iterator[Piece]:
    """The tags and texts of HTML in order, without comments, scripts and styles.

    A mark that is left open is text: nothing is lost behind it.
    """
    at = 0
    missing: set[str] = set()  # ends of comments and scripts that come no more
    while at < len(words):
        mark = words.find("<", at)
        if mark != at:
            mark = len(words) if mark < 0 else mark
            yield Piece("", _text(words[at:mark]))
            at = mark
        elif words.startswith("<!--", at):
            at = _after_comment(words, at, missing)
        elif match := TAG.match(words, at):
            yield Piece(match[2].lower(), match[0], bool(match[1]), match[3])
            at = _after_tag(words, match, missing)
        elif match := DECLARATION.match(words, at):
            at = match.end()
        else:
            yield Piece("", "<")
            at += 1


def attribute(inside: str, name: str) -> str:
    """The value of a tag's attribute; empty when it has none."""
    match = re.search(rf"\b{name}\s*=\s*[\"']?([^\s\"']+)", inside, re.I)
    return match[1] if match else ""


def _after_comment(words, at, missing):
    end = -1 if "comment" in missing else words.find("-->", at + 4)
    if end < 0:
        missing.add("comment")
        return at + 4
    return end + 3


def _after_tag(words, match, missing):
    name = match[2].lower()
    if name not in UNSEEN or match[1] or name in missing:
        return match.end()
    end = UNSEEN[name].search(words, match.end())
    if end is None:
        missing.add(name)
        return match.end()
    return end.start()


def _text(words):
    return ENTITY.sub(lambda entity: html.unescape(entity[0]), words)
