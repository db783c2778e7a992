"""What a reader of requests asked for: filters, the span of days, and the page. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from civic.open_data import cursors

SPAN = timedelta(days=90)  # the standard's: the default, and the most at once
MOST_IDS = 200
SIZE, MOST_A_PAGE, LAST_PAGE = 100, 1000, 100_000
STATUSES = ("open", "closed")
LAST_ID = 2**31 - 1


class UnreadableFilter(ValueError):
    """A filter that can't be read. name: which; why: unreadable, unknown, span or order."""

    def __init__(self, name: str, why: str = "unreadable"):
        super().__init__(name)
        self.name, self.why = name, why


@dataclass(frozen=True)
class RequestFilters:
    """Times are aware; of a pair, either end may be missing. ids set: they alone count."""

    ids: tuple[int, ...] = ()
    services: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    page: int = 1
    size: int = SIZE
    cursor: tuple[datetime, int] | None = None  # what the page before ended with, beside page

    @property
    def by_update(self) -> bool:
        return self.updated_after is not None or self.updated_before is not None


def read(args: Mapping[str, str], services: Collection[str], now: datetime) -> RequestFilters:
    """The filters of a query string, with the standard's defaults.

    Args: services: the codes there are. Raises: UnreadableFilter.
    """
    page = _number(args, "page", 1, LAST_PAGE)
    size = _number(args, "page_size", SIZE, MOST_A_PAGE)
    if args.get("service_request_id", "").strip():
        return RequestFilters(ids=_ids(args["service_request_id"]), page=page, size=size)
    after, before = _time(args, "updated_after"), _time(args, "updated_before")
    first, last = _time(args, "start_date"), _time(args, "end_date")
    if not (after or before):
        first, last = _span(first, last, now)
    _in_order(first, last, "end_date")
    _in_order(after, before, "updated_before")
    return RequestFilters(
        services=_codes(args, "service_code", services),
        statuses=_codes(args, "status", STATUSES),
        first=first,
        last=last,
        updated_after=after,
        updated_before=before,
        page=page,
        size=size,
        cursor=_cursor(args),
    )


def _cursor(args) -> tuple[datetime, int] | None:
    text = args.get("cursor", "").strip()
    if text and not re.fullmatch(cursors.PATTERN, text):
        raise UnreadableFilter("cursor")
    return cursors.read(text) if text else None


def _span(first, last, now) -> tuple[datetime, datetime]:
    """Both ends, never further apart than SPAN. Raises: UnreadableFilter."""
    try:
        if first is None:
            last = last or now
            first = last - SPAN
        last = last or min(now, first + SPAN) if first <= now else last or first
    except OverflowError as wrong:
        raise UnreadableFilter("start_date") from wrong
    if last - first > SPAN:
        raise UnreadableFilter("end_date", "span")
    return first, last


def _in_order(first, last, name):
    if first and last and first > last:
        raise UnreadableFilter(name, "order")


def _ids(text: str) -> tuple[int, ...]:
    """Numbers of a list with commas; at most MOST_IDS. What is no number of ours is nobody's."""
    numbers = [part.strip() for part in text.split(",") if part.strip()]
    if len(numbers) > MOST_IDS:
        raise UnreadableFilter("service_request_id")
    return tuple(int(each) for each in numbers if is_id(each)) or (0,)


def is_id(text: str) -> bool:
    """It may be the number of a report."""
    return text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) <= LAST_ID


def _codes(args, name, known) -> tuple[str, ...]:
    codes = tuple(part.strip() for part in args.get(name, "").split(",") if part.strip())
    if any(code not in known for code in codes):
        raise UnreadableFilter(name, "unknown")
    return codes


def _number(args, name, default, most) -> int:
    text = args.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= 7 and int(text) >= 1):
        raise UnreadableFilter(name)
    return min(int(text), most)


def _time(args, name) -> datetime | None:
    """A W3C time with its zone; a + that came as a blank is one."""
    text = args.get(name, "").strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        if moment.tzinfo is None:
            raise UnreadableFilter(name)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as wrong:
        raise UnreadableFilter(name) from wrong
