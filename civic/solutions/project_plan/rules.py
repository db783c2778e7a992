"""What a project plan may say, and how its money adds up. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

SOURCES = ("national", "province", "city", "private")
WORDS = 1000  # of each of the texts
STEPS, COSTS, RUNNING, CASES = 20, 30, 20, 5  # rows at most
TITLE, DETAIL, ITEM, BASIS, PAYER = 80, 200, 40, 120, 60
BUILD_MONTHS = 60  # where the call does not say how long may be built
YEARS = 10  # of running it
MILLION = 1_000_000
_MILLIONS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,3})?")


class SavedMeanwhile(Exception):
    """Somebody else saved the project plan since it was opened."""


class NotMillions(ValueError):
    """The text is no amount in 백만원."""


def build_months(stated: int | None) -> int:
    """How many months may be built. stated: by the call, if it does."""
    return stated or BUILD_MONTHS


def months_fit(first: int, last: int, longest: int) -> bool:
    return 1 <= first <= last <= longest


def read_millions(text: str) -> int:
    """Won of an amount in 백만원: "1,234.5" → 1234500000. Raises: NotMillions."""
    bare = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)).removesuffix("백만원")
    if not _MILLIONS.fullmatch(bare):
        raise NotMillions(text)
    return int(Decimal(bare) * MILLION)


def in_millions(won: int) -> str:
    """1234500000 → "1,234.5", as it is typed."""
    whole, rest = divmod(won, MILLION)
    decimals = f"{rest / MILLION:.3f}"[1:].rstrip("0").rstrip(".")
    return f"{whole:,}{decimals}"


def total(amounts: Iterable[int | None]) -> int:
    return sum(amount or 0 for amount in amounts)
