"""Passphrases: how they are judged, hashed and checked. Pure."""

import re
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 15
LONGEST = 200
FEWEST_LETTERS = 5
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "98765432109876543210",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
    "가나다라마바사아자차카타파하",
    "동해물과백두산이마르고닳도록하느님이보우하사우리나라만세",
)
COMMON = (
    "password",
    "passphrase",
    "iloveyou",
    "letmein",
    "welcome",
    "qwerty",
    "admin",
    "비밀번호",
    "비밀문장",
    "사랑해요",
    "안녕하세요",
    "대한민국",
)


class WeakPassphrase(ValueError):
    """reason: short | long | repeated | common | own."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def judge(typed: str, own: tuple[str, ...] = (), shortest: int = SHORTEST) -> None:
    """Refuse a passphrase that is easy to guess.

    Args: typed: at most LONGEST letters after NFC. own: the person's name and addresses.
    shortest: of what does not open an account, fewer letters.
    Raises: WeakPassphrase.
    """
    text = unicodedata.normalize("NFC", typed)
    if len(text) < shortest:
        raise WeakPassphrase("short")
    if len(text) > LONGEST:
        raise WeakPassphrase("long")
    bare = re.sub(r"[\W_]+", "", text).casefold()
    if len(set(bare)) < FEWEST_LETTERS or re.fullmatch(r"(.{1,7}?)\1+.{0,6}", bare):
        raise WeakPassphrase("repeated")
    if any(bare in run for run in RUNS) or len(_without_common(bare)) < 6:
        raise WeakPassphrase("common")
    if text.casefold() in (word.casefold() for word in own):
        raise WeakPassphrase("own")


def hashed(typed: str) -> str:
    """An argon2id hash of the passphrase in NFC."""
    return HASHER.hash(unicodedata.normalize("NFC", typed))


def matches(kept: str | None, typed: str) -> bool:
    """The passphrase is the one kept; takes as long when there is none."""
    try:
        HASHER.verify(kept or _nobody(), unicodedata.normalize("NFC", typed))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def _without_common(bare: str) -> str:
    for word in COMMON:
        bare = bare.replace(word, "")
    return re.sub(r"\d+$", "", bare)


@cache
def _nobody() -> str:
    return HASHER.hash("nobody's passphrase, for equal time")
