"""What was pasted from a word processor, as plain text. Pure."""

import re

from civic.places.tables.markup import DECLARATION, ENTITY, pieces
from civic.text import normal

BLOCK_NAMES = (
    "p div li ul ol tr table tbody thead h1 h2 h3 h4 h5 h6 hr pre blockquote section article dl dt"
    " dd form"
)
INLINE_NAMES = (
    "span font b i u s a em strong img br small sub sup td th html body head meta link strike del"
    " ins center label input col colgroup script style title xml"
)
BLOCKS, INLINE = frozenset(BLOCK_NAMES.split()), frozenset(INLINE_NAMES.split())
NAMES = "|".join((*BLOCKS, *INLINE))
# Begins of what is HTML for sure: `5 < 10` and `<서울>` are not.
SIGN = re.compile(rf"</?(?:{NAMES}|\w++:\w++)(?=[\s/>])[^<>]*>|<!--", re.I)


def plain_text(words: str) -> str:
    """Text without markup: paragraphs on lines of their own, at most one empty line between them.

    HTML is recognised by tags and entities that exist in HTML; `5 < 10` and `<서울>` are kept.
    The result is in the normal form of civic.text.
    """
    if SIGN.search(words) or DECLARATION.search(words) or ENTITY.search(words):
        words = _without_markup(words)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in normal(words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(words: str) -> str:
    """The same on a single line, for titles and places."""
    return " ".join(plain_text(words).split())


def _without_markup(words):
    read = list(pieces(words))
    # Where nothing breaks lines, those of the text itself are meant.
    keeps_lines = not any(piece.name == "br" or piece.name in BLOCKS for piece in read)
    parts: list[str] = []
    for piece in read:
        if not piece.name or not _is_html(piece.name):
            parts.append(piece.text if keeps_lines else re.sub(r"\s+", " ", piece.text))
        elif piece.name in BLOCKS or piece.name == "br":
            always = piece.name == ("p" if piece.ends else "br")
            if always or (parts and not parts[-1].endswith("\n")):
                parts.append("\n")
    return "".join(parts)


def _is_html(name):
    return name in BLOCKS or name in INLINE or ":" in name
