"""People's words made safe to print in any file format."""

import re
import unicodedata

# Line breaks and tabs become one space: a cell or a heading is one paragraph.
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Not valid in XML, or able to reorder what is read: controls, lone surrogates, bidi controls,
# the byte-order mark, annotation marks, non-characters.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)


def clean(text: str) -> str:
    """The text in NFC on one line, without control, bidi and surrogate characters."""
    if not text.isprintable():  # nearly all is: two searches saved
        text = _UNPRINTABLE.sub("", _BREAKS.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip()
