"""Times as Korean offices, their programs and their spreadsheets write them. Pure."""

import re
import unicodedata
from calendar import isleap
from datetime import UTC, datetime, timedelta, timezone

from civic.korean_time import SEOUL

EARLIEST_YEAR, LATEST_YEAR = 1990, 2100
WEEKDAY = re.compile(
    r"[(\[]\s*(?:[월화수목금토일](?:요일)?|[a-z]{3,9})\s*[)\]]|[월화수목금토일]요일"
    r"|(?<=\.)\s?[월화수목금토일](?=\s|$)",  # 2026.3.2.월
    re.I,
)
# 2026. 3. 2. | 2026년 3월 2일 | '26.3.2 | 26-03-02
YEAR_FIRST = re.compile(
    r"['’‘`]?(\d{4}|\d{2})\s*([-./년])\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})(?!\d)\s*[일.]?"
)
# 11/7 | 11월 7일 | 11. 7.: of which year is told by when the file is read
DAY_ONLY = re.compile(r"(\d{1,2})\s*(?:/\s*|월\s*|\.\s+)(\d{1,2})(?!\d|\s*[/-])\s*[일.]?")
MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
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


class NotATime(ValueError):
    """The text is no time between EARLIEST_YEAR and LATEST_YEAR."""


def read_time(text: str, before: datetime | None = None) -> datetime:
    """An aware time from what a cell holds; in Seoul if it names no zone, midnight without a clock.

    Args: before: an aware time; a day without a year is the last such day before it, and no time
    where this is not given. Raises: NotATime.
    """
    text = unicodedata.normalize("NFKC", text).replace("\u200b", "")
    plain = " ".join(WEEKDAY.sub(" ", text).split())
    try:
        time = _digits(plain) or _serial(plain) or _date_and_clock(plain, before)
    except (ValueError, OverflowError) as wrong:
        raise NotATime(text) from wrong
    if time is None or not EARLIEST_YEAR <= time.year <= LATEST_YEAR:
        raise NotATime(text)
    return time if time.tzinfo else time.replace(tzinfo=SEOUL)


def _digits(text):
    match = DIGITS.fullmatch(f"20{text}" if SHORT.fullmatch(text) else text)
    return datetime(*(int(part) for part in match.groups(default="0"))) if match else None


def _serial(text):
    if not SERIAL.fullmatch(text):
        return None
    exact = SERIAL_ZERO + timedelta(days=float(text))
    return (exact + timedelta(microseconds=500_000)).replace(microsecond=0)


def _date_and_clock(text, before):
    match = YEAR_FIRST.match(text)
    if match:
        year = _full_year(match[1], match[2])
        day = datetime(year, int(match[3]), int(match[4]))
    else:
        match = MONTH_FIRST.match(text)
        day = datetime(int(match[3]), int(match[1]), int(match[2])) if match else None
    if match is None:
        match = DAY_ONLY.match(text) if before else None
        if match is None:
            return None
        day = _last(int(match[1]), int(match[2]), before)
    rest = text[match.end() :].strip(" ./,-").removeprefix("T")  # the T of KST stays
    return _at_clock(day, rest) if rest else day


def _last(month, day, before):
    """The last such day until the given time."""
    today = before.astimezone(SEOUL).replace(tzinfo=None)
    years = range(today.year, today.year - 9, -1)
    days = (datetime(y, month, day) for y in years if isleap(y) or (month, day) != (2, 29))
    return next(each for each in days if each <= today)


def _full_year(written, separator):
    if len(written) == 4:
        return int(written)
    if separator == "/" and int(written) <= 12:  # 03/02/26 may begin with a month as well
        raise ValueError(written)
    return int(written) + (2000 if int(written) < 90 else 1900)


def _at_clock(day, text):
    match = CLOCK.fullmatch(text)
    if match is None:
        return None
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
