"""Korean names of places in Latin letters: Revised Romanization, as the state writes addresses.
Pure.

Source: 국어의 로마자 표기법 (문화체육관광부고시 제2014-42호). The kind of place (시, 군, 구, 읍,
면, 동, 리, 가, 도) stands behind a hyphen; across it sounds stay, within a name they change.
"""

import re
import unicodedata

FIRST_SYLLABLE, LAST_SYLLABLE, VOWEL_COUNT, FINAL_COUNT = 0xAC00, 0xD7A3, 21, 28
# In the order of Unicode; - stands for silence.
INITIALS = str.split("g kk n d tt r m b pp s ss - j jj ch k t p h")
VOWELS = str.split("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
# A final consonant at the end of a name or before a consonant.
FINALS = str.split("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
# The same before a vowel, which it begins.
LINKED = str.split("- g kk ks n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -")
# (final, initial) that change each other.
TOGETHER = {
    ("k", "n"): "ngn",
    ("k", "m"): "ngm",
    ("k", "r"): "ngn",
    ("t", "n"): "nn",
    ("t", "m"): "nm",
    ("t", "r"): "nn",
    ("p", "n"): "mn",
    ("p", "m"): "mm",
    ("p", "r"): "mn",
    ("n", "r"): "ll",
    ("l", "n"): "ll",
    ("l", "r"): "ll",
    ("m", "r"): "mn",
    ("ng", "r"): "ngn",
}
PROVINCES = re.compile(r"(?:특별자치|특별|광역)시$|특별자치(?=도$)")
KIND = re.compile(
    r"^(?P<stem>\D*[가-힣])(?:(?P<number>\d[\d.,·ㆍ]*)(?P<street>가(?=동))?)?"
    r"(?P<kind>[도시군구읍면동리가])$"
)
ORDINAL = re.compile(r"(?<=[가-힣]{2})제$")  # of 행당제1동, not of 거제1동


def romanised(name: str) -> str:
    """해미면 → Haemi-myeon, 동문1동 and 동문제1동 → Dongmun 1-dong, 종로1·2가동 → Jongno
    1·2-ga-dong; what is not Korean stays as it is."""
    plain = PROVINCES.sub("", unicodedata.normalize("NFC", name))
    match = KIND.match(plain)
    if match is None:
        return _capital(_latin(plain))
    stem, number, kind = match["stem"], match["number"], _latin(match["kind"])
    if not number:
        return f"{_capital(_latin(stem))}-{kind}"
    street = "-ga" if match["street"] else ""
    return f"{_capital(_latin(ORDINAL.sub('', stem)))} {number}{street}-{kind}"


def place_name(place, language: str) -> str:
    """What a municipality or district (name, name_en) is called in a language: the name it gives
    itself in Latin letters, else as the state writes it."""
    return place.name if language == "ko" else place.name_en or romanised(place.name)


def _latin(text: str) -> str:
    letters = [_parts(letter) for letter in text]
    written = []
    for n, letter in enumerate(letters):
        if isinstance(letter, str):
            written.append(letter)
            continue
        initial, vowel, final = letter
        before = letters[n - 1] if n else ""
        if isinstance(before, str) or not before[2]:
            written.append(INITIALS[initial].strip("-"))
        following = letters[n + 1] if n + 1 < len(letters) else ""
        written.append(VOWELS[vowel] + _join(final, following))
    return "".join(written)


def _join(final: int, following) -> str:
    """A final consonant with the initial of the syllable behind it."""
    if not final:
        return ""
    if isinstance(following, str):
        return FINALS[final]
    initial = INITIALS[following[0]]
    if initial == "-":
        return LINKED[final].strip("-")
    return TOGETHER.get((FINALS[final], initial), FINALS[final] + initial)


def _parts(letter: str) -> tuple[int, int, int] | str:
    """(initial, vowel, final) of a syllable; a letter of another script as it is."""
    if not FIRST_SYLLABLE <= ord(letter) <= LAST_SYLLABLE:
        return letter
    rest, final = divmod(ord(letter) - FIRST_SYLLABLE, FINAL_COUNT)
    return *divmod(rest, VOWEL_COUNT), final


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
