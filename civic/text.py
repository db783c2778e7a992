"""What people type, in one normal form: every field, every search and every file goes through here.

Korean comes in two spellings (NFC and, from Macs, NFD), and pasted text brings letters that nobody
sees: zero-width spaces, direction marks, fillers that look like a blank name.
Source: Unicode 15, UAX #15 (normal forms) and UTS #51 (emoji sequences).
"""

import re
import unicodedata

# Blanks that are letters to a computer: Hangul fillers and the empty braille cell.
BLANKS = "\u3164\uffa0\u2800"
# Fillers of old Hangul: they hold a place beside other jamo and mean nothing alone.
FILLERS = "\u115f\u1160"
JAMO = "\u1100-\u115e\u1161-\u11ff"
JOINERS = "\u200c\u200d"
# Scripts from Arabic to Sinhala write words with joiners inside.
JOINED_SCRIPTS = re.compile("[\u0600-\u0dff]")
# Categories of emoji, known to this Python or not yet, and of what one ends with: its skin tone.
EMOJI, EMOJI_ENDS = ("So", "Cn"), ("So", "Cn", "Sk")
# Controls but tab and line feed, lone surrogates, and marks that change how others are read.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffc\ufffe\uffff\ud800-\udfff\ufdd0-\ufdef"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
LONE_FILLERS = re.compile(f"(?<![{JAMO}])[{FILLERS}]+(?![{JAMO}])")
LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]|[\v\f]")
SELECTORS = re.compile("[\ufe00-\ufe0f]")
SPACES = re.compile(r"\s+")
# What XML 1.0 can't carry at all, not even escaped; lone surrogates among them. A string, for
# making it ready takes 4 ms, and most processes never write XML.
NOT_IN_XML = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def normal(text: str | None) -> str:
    """The text in NFC, lines ended by \\n, without letters nobody sees; "" when none is left.

    A joiner inside an emoji or a word of a joining script stays; elsewhere it falls away.
    """
    if not text:
        return ""
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", _seen(LINE_ENDS.sub("\n", text)))
    return text if has_something_to_see(text) else ""


def one_line(text: str | None) -> str:
    """The normal form on one line: single spaces, none at the ends."""
    return SPACES.sub(" ", normal(text)).strip()


def paragraphs(text: str | None) -> str:
    """The normal form with its lines, nothing at the ends."""
    return normal(text).strip()


def for_xml(text: str) -> str:
    """The text without what no XML may hold."""
    return re.sub(NOT_IN_XML, "", text)


def search_form(text: str) -> str:
    """What a text is found by: compatible letters alike (２ and 2, ㎡ and m2), lower case."""
    folded = unicodedata.normalize("NFKC", normal(text)).casefold()
    return "".join(letter for letter in folded if unicodedata.category(letter) not in ("Cf", "Mn"))


def has_something_to_see(text: str) -> bool:
    """A reader would see more than blank paper: a letter, digit, sign or symbol."""
    return any(_shows(letter) for letter in text)


def _seen(text: str) -> str:
    for blank in BLANKS:
        text = text.replace(blank, " ")
    text = LONE_FILLERS.sub(" ", UNSEEN.sub("", text))
    if not any(joiner in text for joiner in JOINERS):
        return text
    return "".join(c for i, c in enumerate(text) if c not in JOINERS or _joins(text, i))


def _joins(text: str, i: int) -> bool:
    """The joiner at i stands inside an emoji or a word of a joining script."""
    before = SELECTORS.sub("", text[max(0, i - 2) : i])[-1:]
    after = text[i + 1 : i + 2]
    if not before or not after:
        return False
    if unicodedata.category(before) in EMOJI_ENDS and unicodedata.category(after) in EMOJI:
        return True
    return bool(JOINED_SCRIPTS.match(before) and JOINED_SCRIPTS.match(after))


def _shows(letter: str) -> bool:
    if letter in BLANKS or letter in FILLERS:
        return False
    category = unicodedata.category(letter)
    return category[0] in "LNPS" or category == "Cn"  # Cn: an emoji newer than this Python


def as_id(key: str) -> str:
    """overview.people → overview_people: a key as part of an id, in the letters ids should have."""
    return re.sub(r"[^\w-]", "_", key)
