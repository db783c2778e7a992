"""What was pasted from a word processor, as plain text."""

import re
import unicodedata
from html.parser import HTMLParser

BLOCKS = (
    r"p|div|li|ul|ol|tr|table|tbody|thead|h[1-6]|hr|pre|blockquote|section|article|dl|dt|dd|form"
)
INLINE = (
    r"span|font|[biusa]|em|strong|img|br|small|sub|sup|td|th|\w+:\w+|html|body|head|meta|link|style"
    r"|script|title|center|strike|del|ins|label|input|col|colgroup|xml"
)
UNSEEN = frozenset({"style", "script", "title", "xml"})
TAG = re.compile(rf"</?(?:{BLOCKS}|{INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
BREAK = re.compile(rf"<(?:br|{BLOCKS})[\s/>]", re.IGNORECASE)
ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
# Zero-width and direction marks, and lone halves of a surrogate pair.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def plain_text(words: str) -> str:
    """Text without markup: paragraphs on lines of their own, at most one empty line between them.

    HTML is recognised by tags and entities that exist in HTML; `5 < 10` and `<서울>` are kept.
    Control, zero-width and direction characters go; the result is in NFC.
    """
    if TAG.search(words) or ENTITY.search(words):
        words = _without_markup(words)
    words = INVISIBLE.sub("", unicodedata.normalize("NFC", words)).replace("\r\n", "\n")
    words = "".join(c if c == "\n" or c.isprintable() else " " for c in words.replace("\r", "\n"))
    lines = (re.sub(r"[ \u00a0\u3000]+", " ", line).strip() for line in words.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(words: str) -> str:
    """The same on a single line, for titles and places."""
    return " ".join(plain_text(words).split())


def _without_markup(words):
    reader = _Reader(keeps_lines=not BREAK.search(words))
    reader.feed(words)
    reader.close()
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self, keeps_lines):
        super().__init__(convert_charrefs=True)
        self.parts, self.unseen, self.keeps_lines = [], 0, keeps_lines

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.unseen += 1
        elif tag == "br" or re.fullmatch(BLOCKS, tag):
            self._new_line(always=tag == "br")
        elif not re.fullmatch(INLINE, tag):
            self.handle_data(self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag in UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif re.fullmatch(BLOCKS, tag):
            self._new_line(always=tag == "p")

    def handle_data(self, data):
        if not self.unseen:
            self.parts.append(data if self.keeps_lines else re.sub(r"\s+", " ", data))

    def _new_line(self, always):
        if always or (self.parts and not self.parts[-1].endswith("\n")):
            self.parts.append("\n")
