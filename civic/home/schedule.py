"""The cockpit's calendar: the round's phases and the call's dates in one order of time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _l

from civic.db import now
from civic.home.gantt import Gantt, gantt
from civic.korean_time import SEOUL
from civic.rounds.calendar import days_to_end, last_ends
from civic.rounds.labels import PHASE_NAMES
from civic.rounds.models import Round
from civic.rounds.rules import last_legal_end

ICONS = {"report": "camera", "propose": "bulb", "vote": "vote", "target": "gauge"}


@dataclass(frozen=True)
class CalendarEntry:
    """A line of the calendar. state: past | now | coming; last_on and latest_on are inclusive.

    latest_on: the last day this phase may end so that the later ones still have theirs, None for
    the call's own dates and without a deadline.
    """

    icon: str
    name: str
    first_on: date
    last_on: date
    state: str
    is_phase: bool = False
    latest_on: date | None = None

    @property
    def is_late(self) -> bool:
        return self.latest_on is not None and self.last_on > self.latest_on


@dataclass(frozen=True)
class Deadline:
    """When the call takes its last application. days: as days_to_end, 0 on the last day."""

    at: datetime
    days: int
    is_over: bool


def deadline(round: Round) -> Deadline | None:
    """None when no source states it."""
    at = last_legal_end(round.call.apply_to_on)
    return None if at is None else Deadline(at, days_to_end(at, now()), at <= now())


def calendar(round: Round) -> list[CalendarEntry]:
    """Phases and the call's dates by first day, then last."""
    entries = [*_phases(round), *_call_dates(round.call)]
    return sorted(entries, key=lambda entry: (entry.first_on, entry.last_on))


def picture(entries: list[CalendarEntry]) -> Gantt | None:
    """The calendar as bars; None when it is empty."""
    spans = [(entry.first_on, entry.last_on, entry.latest_on) for entry in entries]
    return gantt(spans, _day(now())) if spans else None


def _phases(round: Round):
    last = last_legal_end(round.call.apply_to_on)
    latest = last_ends([phase.kind for phase in round.phases], last) if last else {}
    for phase in round.phases:
        yield _entry(
            ICONS.get(phase.kind, "doc"),
            PHASE_NAMES[phase.kind][1],
            _day(phase.starts_at),
            _last_day(phase.ends_at),
            is_phase=True,
            latest_on=_last_day(latest[phase.kind]) if latest else None,
        )


def _call_dates(call):
    for icon, name, first, last in (
        ("doc", _l("공고"), call.announced_on, call.announced_on),
        ("flag", _l("공모 접수"), call.apply_from_on, call.apply_to_on),
        ("search", _l("예비검토"), call.preliminary_from_on, call.preliminary_to_on),
        ("star", _l("서면·발표평가"), call.evaluation_from_on, call.evaluation_to_on),
    ):
        if first is not None:
            yield _entry(icon, name, first, last or first)


def _entry(icon, name, first, last, **more) -> CalendarEntry:
    today = _day(now())
    state = "past" if last < today else "now" if first <= today else "coming"
    return CalendarEntry(icon, name, first, last, state, **more)


def _last_day(end: datetime) -> date:
    return _day(end - timedelta(seconds=1))


def _day(moment: datetime) -> date:
    return moment.astimezone(SEOUL).date()
