"""How numbers, money, times and codes are written for people, in both languages."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_date, format_timedelta
from flask_babel import get_locale
from flask_babel import gettext as _

from civic.db import SEOUL, now

SOME_DAYS, DAYS_A_YEAR = 100, 365.2425
TEN_THOUSAND, TEN_MILLION, HUNDRED_MILLION = 10_000, 10_000_000, 100_000_000


def init_app(app) -> None:
    app.jinja_env.filters.update(number=number, fixed=fixed, won=won, choices=choices)
    app.jinja_env.filters.update(
        day=day, days=days, lasted=lasted, moment=moment, ago=ago, called=called
    )
    app.jinja_env.globals.update(now=now, last_moment=last_moment)


def number(value, digits: int = 2) -> str:
    """1234.50 → 1,234.5; Korean and English write numbers alike."""
    text = f"{round(value, digits):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def fixed(value, digits: int = 1) -> str:
    """4 → 4.0: numbers that stand below each other have as many digits each."""
    return f"{value:,.{digits}f}"


def choices(labels: Mapping[str, tuple], *without: str) -> list[tuple[str, str]]:
    """(code, words) of a table of labels, whose last value are the words, to choose from."""
    return [(code, label[-1]) for code, label in labels.items() if code not in without]


def won(amount_won: int) -> str:
    """Money as people say it: 14억 원 or ₩1,400 million; 1,100만 원 or ₩11 million; 350,000원."""
    if _locale() != "ko":
        million = f"₩{number(amount_won / 1_000_000)} million"
        return million if amount_won >= TEN_MILLION else f"₩{number(amount_won)}"
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
    korean = "M월 d일(E)" if same_year else "yyyy년 M월 d일(E)"
    return format_date(on, korean if language == "ko" else "medium", locale=language)


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


def called(municipality) -> str:
    """Its name in the reader's language, where it has one."""
    return (_locale() == "en" and municipality.name_en) or municipality.name


def _local(value):
    return value.astimezone(SEOUL) if isinstance(value, datetime) else value


def _locale() -> str:
    return str(get_locale() or "ko")
