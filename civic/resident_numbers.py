"""주민등록번호 and 외국인등록번호: whether thirteen digits can be one. Pure.

The last digit checks the others, but only of numbers given before October 2020: since then the
last six are drawn. Source: 주민등록법 시행규칙 [별지 제1호] (2020-10-05), 출입국관리법 시행규칙.
"""

from datetime import date

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
CENTURIES = dict.fromkeys("1256", 1900) | dict.fromkeys("3478", 2000) | dict.fromkeys("90", 1800)
FOREIGNERS = "5678"
DRAWN_SINCE = date(2020, 10, 1)


def is_resident_number(digits: str) -> bool:
    """True where the day exists, and the check digit holds or was no longer given.

    Args: digits: exactly thirteen digits.
    """
    century = CENTURIES[digits[6]]
    try:
        born_on = date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return born_on >= DRAWN_SINCE or check_digit(digits) == int(digits[12])


def names_a_birth(digits: str) -> bool:
    """True where thirteen digits have a day and a sex where a resident number has them."""
    return digits[6] in "12345678" and 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31


def check_digit(digits: str) -> int:
    """The last digit of a number given before October 2020, from its first twelve."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], WEIGHTS, strict=True))
    plain = (11 - total % 11) % 10
    return (plain + 2) % 10 if digits[6] in FOREIGNERS else plain
