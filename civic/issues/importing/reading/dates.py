"""Times as Korean offices, their programs and their spreadsheets write them. Pure."""

import re
import unicodedata
from calendar import isleap
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from civic.korean_time import SEOUL

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
OLD_YEARS = 10  # a short year further back may be a day
WEEKDAY = re.compile(
    r"[(\[]\s*(?:[월화수목금토일](?:요일)?|[a-z]{3,9})\s*[)\]]|[월화수목금토일]요일"
    r"|(?<=\.)\s?[월화수목금토일](?=\s|$)"  # 2026.3.2.월
    r"|^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s",
    re.I,
)
# 2026. 3. 2. | 2026년 3월 2일 | '26.3.2 | 26-03-02
YEAR_FIRST = re.compile(
    r"['’‘`]?(\d{4}|\d{2})\s*([-./년])\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d|\s?[:시])\s*[일.]?"
)
# 2026 3 2 | 2026,3,2
BY_SPACES = re.compile(r"(\d{4})(?:\s*,\s*|\s)(\d{1,2})(?:\s*,\s*|\s)(\d{1,2})(?!\d)")
# 11/7 | 11월 7일 | 11. 7. | 11.7 | 11-07: of which year is told by other rows, or the file
DAY_ONLY = re.compile(
    r"(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d|\s*[-./]\s*\d(?!\d?\s*[:시])|\s*/)\s*[일.]?"
)
# 03/02/26 | 3.2.2026: which of them is what, other rows of the column tell (day_orders.py).
ANY_ORDER = re.compile(r"(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d|\s?[:시])")
ORDERS = ("ymd", "mdy", "dmy")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
YEAR = r"'?(?P<year>\d{4}|\d{2})(?!\d)"
# 2-Mar-26 | 2 March 2026 | Mar 2, 2026
ENGLISH = (
    re.compile(rf"(?P<day>\d{{1,2}})[-\s./]?{MONTH}[-\s,./]*{YEAR}", re.I),
    re.compile(rf"{MONTH}\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+{YEAR}", re.I),
)
DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?")
SHORT = re.compile(r"\d{6}")  # 260302
CLOCK = re.compile(
    r"(?P<half>오전|오후|AM|PM)?\s*(?P<hour>\d{1,2})\s*(?:시|:)\s*(?:(?P<minute>\d{1,2})\s*분?)?"
    r"\s*(?::?\s*(?P<second>\d{1,2})(?:[.,]\d{1,9})?\s*초?)?\s*(?P<after>[AP]M|[AP]\.M\.)?"
    r"\s*(?P<zone>Z|UTC|KST|[+-]\d{2}:?\d{2})?",
    re.I,
)
# Days since 1899-12-30, as spreadsheets keep a date whose cell is not shown as one.
SERIAL = re.compile(r"[3-6]\d{4}(?:\.\d+)?")
SERIAL_ZERO = datetime(1899, 12, 30)


# Letters nobody sees, and marks that look like those of a date: 2026−03−02, 2026·3·2.
MARKS = str.maketrans(dict.fromkeys("−–—‐‑", "-") | dict.fromkeys("·‧・ㆍ", ".") | {"\u200b": ""})
UNTIL = re.compile(r"(?<=[\d시분])\s?~\s?(?:\d{1,2}\s?[:시]\s?(?:\d{1,2}\s?분?)?)?$")


class NotATime(ValueError):
    """The text is no time between EARLIEST_YEAR and LATEST_YEAR."""


@dataclass(frozen=True)
class DateReading:
    """A time as a cell says it. how: no_year | short_year (98-03-26), where it could be read
    otherwise; else empty."""

    time: datetime
    how: str = ""


def read_time(text: str, before: datetime | None = None, near: datetime | None = None) -> datetime:
    """The time of read_cell()."""
    return read_cell(text, before, near).time


def read_cell(
    text: str,
    before: datetime | None = None,
    near: datetime | None = None,
    year: int | None = None,
    order: str = "",
) -> DateReading:
    """An aware time from what a cell holds; in Seoul if it names no zone, midnight without a clock.

    Args: before, near: aware times; a day without a year is the last such day before the one, and
    of those the nearest to the other where that is given; no time without them. year: of such a
    day, whatever they say. order: one of ORDERS, of three numbers that may be in any.
    Raises: NotATime.
    """
    plain = _plain(text)
    try:
        whole = _digits(plain) or _serial(plain)
        days = _Days(before, near, year, order)
        reading = DateReading(whole) if whole else _day_and_clock(plain, days)
    except (ValueError, OverflowError) as wrong:
        raise NotATime(text) from wrong
    if reading is None or not EARLIEST_YEAR <= reading.time.year <= LATEST_YEAR:
        raise NotATime(text)
    time = reading.time
    return DateReading(time if time.tzinfo else time.replace(tzinfo=SEOUL), reading.how)


def in_any_order(text: str) -> re.Match | None:
    """Three numbers that begin a cell and may be a day, a month and a year in several orders."""
    return None if "년" in text else ANY_ORDER.match(_plain(text))


def day_in_order(numbers: re.Match, order: str) -> datetime:
    """The day that three numbers are in an order. Raises: ValueError."""
    if order == "ymd" and (len(numbers[1]), len(numbers[4])) != (2, 2):
        raise ValueError(numbers[0])
    parts = dict(zip(order, (numbers[1], numbers[3], numbers[4]), strict=True))
    return datetime(_full_year(parts["y"]), int(parts["m"]), int(parts["d"]))


def _plain(text):
    text = unicodedata.normalize("NFKC", text).translate(MARKS)
    return " ".join(WEEKDAY.sub(" ", text).split())


def _digits(text):
    match = DIGITS.fullmatch(f"20{text}" if SHORT.fullmatch(text) else text)
    return datetime(*(int(part) for part in match.groups(default="0"))) if match else None


def _serial(text):
    if not SERIAL.fullmatch(text):
        return None
    exact = SERIAL_ZERO + timedelta(days=float(text))
    return (exact + timedelta(microseconds=500_000)).replace(microsecond=0)


@dataclass(frozen=True)
class _Days:
    """How days are read: the last arguments of read_cell()."""

    before: datetime | None
    near: datetime | None
    year: int | None
    order: str


def _day_and_clock(text, days):
    """None where no day begins the text, or something else than a clock's time follows it."""
    day, how, end = _day(text, days)
    if day is None:
        return None
    rest = text[end:].strip(" ./,-").removeprefix("T")  # the T of KST stays
    time = _at_clock(day, rest) if rest else day
    return DateReading(time, how) if time else None


def _day(text, days):
    """(the day that begins the text or None, how it was read, where it ends)"""
    before, numbers = days.before, ANY_ORDER.match(text)
    if numbers is not None and days.order in ("mdy", "dmy"):
        return day_in_order(numbers, days.order), "", numbers.end()
    if match := YEAR_FIRST.match(text):
        separator = "" if days.order else match[2]
        day = datetime(_full_year(match[1], separator), int(match[3]), int(match[4]))
        is_old = len(match[1]) == 2 and before is not None and before.year - day.year > OLD_YEARS
        return day, "short_year" if is_old else "", match.end()
    if match := BY_SPACES.match(text):
        return datetime(int(match[1]), int(match[2]), int(match[3])), "", match.end()
    if numbers is not None and numbers[2] == "/" and len(numbers[4]) == 4:
        return day_in_order(numbers, "mdy"), "", numbers.end()
    for match in filter(None, (pattern.match(text) for pattern in ENGLISH)):
        month = MONTHS.index(match["month"].lower()) + 1
        return datetime(_full_year(match["year"]), month, int(match["day"])), "", match.end()
    match = DAY_ONLY.match(text) if before else None
    if match is None:
        return None, "", 0
    return _without_year(int(match[1]), int(match[2]), days), "no_year", match.end()


def _without_year(month, day, days):
    """Such a day of a year; or else until one time the last of them, or the nearest to another."""
    if days.year is not None:
        return datetime(days.year, month, day)
    near = days.near
    today = days.before.astimezone(SEOUL).replace(tzinfo=None)
    years = range(today.year, EARLIEST_YEAR - 1, -1)
    there_were = (datetime(y, month, day) for y in years if isleap(y) or (month, day) != (2, 29))
    past = (each for each in there_were if each <= today)
    if near is None:
        return next(past)
    aim = near.astimezone(SEOUL).replace(tzinfo=None)
    return min(past, key=lambda each: abs(each - aim))


def _full_year(written, separator=""):
    if len(written) == 4:
        return int(written)
    if separator == "/" and int(written) <= 12:  # 03/02/26 may begin with a month as well
        raise ValueError(written)
    return int(written) + (2000 if int(written) < 90 else 1900)


def _at_clock(day, text):
    match = CLOCK.fullmatch(UNTIL.sub("", text))
    if match is None:
        return None
    if match["hour"] == "24" and not int(match["minute"] or 0):
        return (day + timedelta(days=1)).replace(tzinfo=_zone(match["zone"]))
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = (match["half"] or match["after"] or "").upper().replace(".", "")
    if half:
        hour = hour % 12 + (12 if half in ("PM", "오후") else 0)
    return day.replace(hour=hour, minute=minute, second=second, tzinfo=_zone(match["zone"]))


def _zone(written):
    """A zone of the text; None when it names none."""
    if not written or written.upper() == "KST":
        return None
    if written.upper() in ("Z", "UTC"):
        return UTC
    sign = -1 if written[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(written[1:3]), minutes=int(written[-2:])))
