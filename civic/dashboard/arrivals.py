"""What came in by day and from where: residents, meetings, programs, files, the office itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, case, func, select, union
from sqlalchemy.orm import aliased

from civic.dashboard.filters import DashboardFilters, narrowed
from civic.db import day_in_seoul, db, now
from civic.issues.models import Issue
from civic.korean_time import day
from civic.meetings.models import Meeting
from civic.people.office import office_people
from civic.rounds.models import Round

SOURCES = ("resident", "meeting", "program", "file", "office")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Arrivals:
    """counts: (day, source) → reports. by_office: district → those the office reported itself."""

    counts: Counter[tuple[date, str]]
    by_office: Counter[int | None]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def sources(self) -> dict[str, int]:
        """Source → reports, in the order of SOURCES, those there are any of."""
        sums: Counter[str] = Counter()
        for (_day, source), number in self.counts.items():
            sums[source] += number
        return {source: sums[source] for source in SOURCES if sums[source]}

    @property
    def days(self) -> list[date]:
        """Those on which anything came in, in order."""
        return sorted({when for (when, _source), number in self.counts.items() if number})

    def on(self, when: date) -> dict[str, int]:
        return {source: self.counts[when, source] for source in SOURCES}

    def between(self, first: date, last: date) -> int:
        return sum(n for (when, _), n in self.counts.items() if first <= when <= last)

    def weeks(self) -> tuple[int, int]:
        """How many came in during the last seven days, and during the seven before."""
        today = day(now())
        this = self.between(today - WEEK + timedelta(days=1), today)
        return this, self.between(today - 2 * WEEK + timedelta(days=1), today - WEEK)


def arrivals_of(round: Round, filters: DashboardFilters) -> Arrivals:
    """Who works for the office is no resident, whatever they report."""
    counts: Counter[tuple[date, str]] = Counter()
    by_office: Counter[int | None] = Counter()
    values = filters.values(round)
    for row in db.session.execute(_by_day(filters.names), values):
        when = date.fromisoformat(row.day)
        counts[when, "file"] = row.imported
        counts[when, "resident"] = row.reports - row.imported
    for row in db.session.execute(_of_others(filters.names), values):
        when = date.fromisoformat(row.day)
        counts[when, row.source] += row.reports
        counts[when, "resident"] -= row.reports
        if row.source == "office":
            by_office[row.district_id] += row.reports
    return Arrivals(counts, by_office)


@cache
def _by_day(names: tuple[str, ...]) -> Select:
    when = day_in_seoul(Issue.created_at).label("day")
    counts = func.count().label("reports"), func.count(Issue.import_id).label("imported")
    return narrowed(select(when, *counts), names).group_by("day")


@cache
def _of_others(names: tuple[str, ...]) -> Select:
    """The few of neither residents nor files, found apart: the many are told by an index alone."""
    when = day_in_seoul(Issue.created_at).label("day")
    kinds = (Issue.meeting_id.is_not(None), "meeting"), (Issue.reporter_id.is_(None), "program")
    source = case(*kinds, else_="office").label("source")
    rows = select(when, Issue.district_id, source, func.count().label("reports"))
    rows = narrowed(rows, names).where(Issue.import_id.is_(None), Issue.id.in_(_others()))
    return rows.group_by("day", Issue.district_id, "source")


def _others():
    """A select of the ids of what was heard at meetings, programs sent and the office reported."""
    place: BindParameter[int] = bindparam("place")
    heard, sent, own = aliased(Issue), aliased(Issue), aliased(Issue)
    at_meetings = select(heard.id).join(Meeting, Meeting.id == heard.meeting_id)
    at_meetings = at_meetings.where(Meeting.round_id == bindparam("round"))
    nobodys = (sent.reporter_id.is_(None), sent.import_id.is_(None), sent.meeting_id.is_(None))
    by_programs = select(sent.id).where(sent.round_id == bindparam("round"), *nobodys)
    office = office_people(place, bindparam("round"))
    by_office = select(own.id).where(own.reporter_id.in_(office))
    return union(at_meetings, by_programs, by_office)
