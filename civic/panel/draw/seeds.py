"""Public results as people type them, in the one spelling that the seed is made of. Pure."""

import hashlib
import re
from datetime import datetime

from civic.panel.draw.redraw import SOURCES, known_at

BALLS, HIGHEST = 6, 45
SIGNATURE = re.compile("[0-9a-f]{96}")
LARGEST = 2**31 - 1


class NotAResult(ValueError):
    """What was typed can't be the source's result."""


def read_result(source: str, typed: str) -> str:
    """lotto: six numbers from 1 to 45 in order and, behind a +, the bonus number. drand: the
    round's signature (96 hex digits), of which the seed takes the randomness, its SHA-256.

    Raises: NotAResult.
    """
    if source == "drand":
        signature = "".join(typed.split()).lower()
        if not SIGNATURE.fullmatch(signature):
            raise NotAResult(typed)
        return hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    numbers = [int(each) for each in re.findall("[0-9]{1,4}", typed)]
    balls, bonus = sorted(numbers[:BALLS]), numbers[BALLS:]
    whole = {*balls, *bonus}
    if len(bonus) != 1 or len(whole) != BALLS + 1 or not all(1 <= n <= HIGHEST for n in whole):
        raise NotAResult(typed)
    return f"{','.join(map(str, balls))}+{bonus[0]}"


def number_after(source: str, moment: datetime) -> int:
    """The number of the first result that becomes known at this moment or later."""
    first, step = SOURCES[source]
    return max(1, -((first - moment) // step) + 1)


def is_possible(source: str, number: int) -> bool:
    """There is a moment at which this result is known."""
    try:
        return 1 <= number <= LARGEST and known_at(source, number).year < 2100
    except (KeyError, OverflowError):
        return False
