"""How numbers, money, times, units and names of places are written, in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from babel.dates import format_date, format_timedelta
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.db import now
from civic.korean_time import SEOUL
from civic.languages.romanised import place_name
from civic.text import as_id

SOME_DAYS, DAYS_A_YEAR = 100, 365.2425
TEN_THOUSAND, MILLION, TEN_MILLION = 10_000, 1_000_000, 10_000_000
HUNDRED_MILLION, BILLION = 100_000_000, 1_000_000_000
# Language → (from how many won, what is counted, words), the largest first. Korean says its own.
MONEY = {
    "en": ((BILLION, BILLION, "₩%s billion"), (TEN_MILLION, MILLION, "₩%s million"), (0, 1, "₩%s")),
    "zh": (
        (HUNDRED_MILLION, HUNDRED_MILLION, "%s亿韩元"),
        (TEN_MILLION, TEN_THOUSAND, "%s万韩元"),
        (0, 1, "%s韩元"),
    ),
    "vi": (
        (BILLION, BILLION, "%s tỷ won"),
        (TEN_MILLION, MILLION, "%s triệu won"),
        (0, 1, "%s won"),
    ),
}
NO_BREAK = "\u00a0"
# Language → how a day is written in the year at hand, and in another one (Babel's letters). No line
# ends within it, but after a year that leads.
DAYS = {
    "ko": (f"M월{NO_BREAK}d일(E)", f"yyyy년 M월{NO_BREAK}d일(E)"),
    "en": (f"EEE,{NO_BREAK}MMM{NO_BREAK}d", f"EEE,{NO_BREAK}MMM{NO_BREAK}d, yyyy"),
    "zh": (f"M月d日{NO_BREAK}EEE", f"yyyy年M月d日{NO_BREAK}EEE"),
    "vi": (f"EEE,{NO_BREAK}d/M", f"EEE,{NO_BREAK}d/M/yyyy"),
}
OTHER_MARKS = str.maketrans(",.", ".,")  # Vietnamese: 1.234,5
# Units of indicators as offices write them; others stay as they are.
UNITS = {
    **{"분": _l("분"), "초": _l("초"), "시간": _l("시간"), "일": _l("일"), "개월": _l("개월")},
    **{"명": _l("명"), "건": _l("건"), "회": _l("회"), "개": _l("개"), "대": _l("대")},
    **{"점": _l("점"), "가구": _l("가구"), "면": _l("면"), "곳": _l("곳"), "개소": _l("곳")},
    **{"톤": _l("톤"), "원": _l("원"), "만원": _l("만원"), "억원": _l("억원")},
}
# … and in which time.
PERIODS = {"일": _l("/일"), "주": _l("/주"), "월": _l("/월"), "년": _l("/년")}
SOME_PERIODS = {
    **{"일": _l("/%(n)s일"), "주": _l("/%(n)s주")},
    **{"개월": _l("/%(n)s개월"), "년": _l("/%(n)s년")},
}


def init_app(app) -> None:
    app.jinja_env.filters.update(number=number, fixed=fixed, won=won, choices=choices)
    app.jinja_env.filters.update(
        day=day, days=days, lasted=lasted, moment=moment, ago=ago, unit=unit
    )
    app.jinja_env.filters.update(as_id=as_id, stacked=stacked)
    app.jinja_env.filters.update(called=called, app_called=app_called)
    app.jinja_env.globals.update(now=now, last_moment=last_moment)


def number(value, digits: int = 2) -> str:
    """1234.50 → 1,234.5; in Vietnamese 1.234,5."""
    text = f"{round(value, digits):,}"
    return _marked(text.rstrip("0").rstrip(".") if "." in text else text)


def fixed(value, digits: int = 1) -> str:
    """4 → 4.0: numbers that stand below each other have as many digits each."""
    return _marked(f"{value:,.{digits}f}")


def unit(name: str) -> str:
    """What an indicator counts, in the reader's language where it is a usual unit; with the space
    that Latin letters have between a number and it."""
    language, (counted, _slash, period) = _locale(), name.partition("/")
    kind = period.lstrip("0123456789")
    n = period.removesuffix(kind)
    in_time = SOME_PERIODS.get(kind) if n else PERIODS.get(kind)
    if language == "ko" or counted not in UNITS or (period and in_time is None):
        return name
    words = str(UNITS[counted]).strip() + (str(in_time) % {"n": n} if in_time else "")
    return words if language == "zh" else f"{NO_BREAK}{words}"


def choices(labels: Mapping[str, tuple], *without: str) -> list[tuple[str, str]]:
    """(code, words) of a table of labels, whose last value are the words, to choose from."""
    return [(code, label[-1]) for code, label in labels.items() if code not in without]


def won(amount_won: int) -> str:
    """Money as people say it: 14억 원 or ₩1.4 billion; 1,100만 원 or ₩11 million; 350,000원."""
    for least, counted, words in MONEY.get(_locale(), ()):
        if amount_won >= least:
            exact = counted == BILLION and amount_won % BILLION == 0
            return words % (fixed(amount_won / counted) if exact else number(amount_won / counted))
    if amount_won >= HUNDRED_MILLION:
        return _("%(amount)s억 원", amount=number(amount_won / HUNDRED_MILLION))
    if amount_won >= TEN_MILLION:
        return _("%(amount)s만 원", amount=number(amount_won / TEN_THOUSAND))
    return _("%(amount)s원", amount=number(amount_won))


def day(value: date | datetime, year: int | None = None) -> str:
    """12월 16일(목), with the year when it is not this one (by default this year)."""
    local = _local(value)
    same_year = local.year == (year or now().astimezone(SEOUL).year)
    on = local.date() if isinstance(local, datetime) else local
    return _day_in_words(on, same_year, _locale())


@lru_cache(maxsize=2_000)
def _day_in_words(on: date, same_year: bool, language: str) -> str:
    """Said once: a list shows few days many times, and a day takes as long as a row."""
    this_year, another_year = DAYS[language]
    return format_date(on, this_year if same_year else another_year, locale=language)


def days(first: date | None, last: date | None) -> str:
    """2027년 1월 19일(화) ~ 1월 23일(토); a day alone where there is one; "" for none."""
    if first and last and first != last:
        return f"{day(first)} ~ {day(last, first.year)}"
    only = first or last
    return day(only) if only else ""


def last_moment(end: datetime) -> str:
    """The last day of a half-open period, as people say it: midnight belongs to the day before."""
    local = end.astimezone(SEOUL)
    if (local.hour, local.minute) == (0, 0):
        return _("%(day)s 밤 12시", day=day(end - timedelta(minutes=1)))
    return _("%(day)s %(time)s", day=day(end), time=local.strftime("%H:%M"))


def moment(value: datetime) -> str:
    """11월 22일(일) 14:05, Seoul time, with the year when it is not this year's."""
    return _("%(day)s %(time)s", day=day(value), time=_local(value).strftime("%H:%M"))


def ago(value: datetime) -> str:
    """방금; 3일 전 / 3 days ago; longer than four weeks becomes the date."""
    passed = now() - value
    if abs(passed) < timedelta(minutes=1):
        return _("방금")
    if abs(passed.days) > 28:
        return day(value)
    return format_timedelta(-passed, add_direction=True, locale=_locale())


def lasted(days: int) -> str:
    """So many days, as people say it: 12일, 약 5개월, 약 8년 4개월."""
    if days < SOME_DAYS:
        return _("%(n)s일", n=days)
    months = round(days * 12 / DAYS_A_YEAR)
    years, months = divmod(months, 12)
    if not years:
        return _("약 %(n)s개월", n=months)
    return (
        _("약 %(n)s년 %(months)s개월", n=years, months=months)
        if months
        else _("약 %(n)s년", n=years)
    )


class BarPart(NamedTuple):
    """Where a part of a bar begins and how long it is, in percent of the bar."""

    x: float
    width: float


def stacked(amounts: Iterable[float], whole: float) -> list[BarPart]:
    """The parts of a bar, end to end, that amounts are of a whole."""
    widths = [100 * amount / (whole or 1) for amount in amounts]
    begins = accumulate(widths, initial=0.0)
    return [BarPart(round(x, 2), round(width, 2)) for x, width in zip(begins, widths, strict=False)]


def called(place) -> str:
    """The name of a municipality or district as the reader can read it."""
    return place_name(place, _locale())


def app_called(municipality) -> str:
    """The title of its pages, in the reader's language."""
    if _locale() == "ko":
        return municipality.app_name
    return municipality.app_name_en or _("함께 정하는 %(city)s", city=called(municipality))


def _marked(text: str) -> str:
    """A number with the marks the reader's language puts into it."""
    return text.translate(OTHER_MARKS) if _locale() == "vi" else text


def _local(value):
    return value.astimezone(SEOUL) if isinstance(value, datetime) else value


def _locale() -> str:
    return str(get_locale() or "ko")
