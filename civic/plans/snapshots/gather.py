"""Read everything a section shows into one plain dict: the data of a snapshot.

Personal data stays out: no resident's name, address or account. Rows are in an explicit order, so
that the same rows give the same dict on every database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import compress
from typing import Any, cast

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from civic.db import db
from civic.documents.uncollected import uncollected
from civic.participation.participants import Participants, participants_of, participation_of
from civic.people.models import Person
from civic.plans.models import Plan, Snapshot
from civic.plans.section.facts import definitions
from civic.plans.section.schema import SnapshotData
from civic.plans.section.upgrade import FORMAT
from civic.plans.snapshots import (
    gather_follow_up,
    gather_material,
    gather_outcome,
    gather_problems,
    gather_projects,
    gather_round,
    gather_themes,
)
from civic.plans.snapshots.gather_carried import carried
from civic.plans.snapshots.gather_meetings import meetings
from civic.plans.snapshots.gather_pictures import acts, photos
from civic.plans.snapshots.gather_rows import rows
from civic.plans.snapshots.gather_surveys import Surveys
from civic.plans.snapshots.gather_wishes import Wishes
from civic.rounds.models import Round
from civic.themes.figures import Figures, figures_of, people_of
from civic.themes.models import Theme


def freeze(plan: Plan, planner: Person | None) -> Snapshot:
    """Take a snapshot of a plan's round as it is now. The caller commits."""
    with force_locale("ko"), uncollected():
        return Snapshot.take(plan, gather(plan), planner)


def gather(plan: Plan) -> SnapshotData:
    """Everything the section shows, as JSON values. Needs a Korean locale."""
    with _pages_kept():
        return cast(SnapshotData, dict(parts(plan)))


@contextmanager
def _pages_kept() -> Iterator[None]:
    """SQLite keeps 16 MB of a file's pages meanwhile instead of 2: a large round's people are
    looked up by the hundred thousand, and each would be read from the file again."""
    if db.engine.dialect.name != "sqlite":
        yield
        return
    connection = db.session.connection()
    connection.exec_driver_sql("PRAGMA cache_size=-16000")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA cache_size=-2000")


def parts(plan: Plan) -> Iterator[tuple[str, object]]:
    """Each part with its JSON values, one after the other. Needs a Korean locale."""
    data = PlanReading(plan)
    for part in Part:
        with uncollected():
            gathered = part.gather(data)
        yield part.value, gathered


@dataclass
class PlanReading:
    """A plan being read, with what several parts are made of read once."""

    plan: Plan

    @property
    def round(self) -> Round:
        return self.plan.round

    @cached_property
    def indicators(self) -> list[dict]:
        return gather_outcome.indicators(self.round, self.surveys, self.wishes)

    @cached_property
    def surveys(self) -> Surveys:
        return Surveys.of(self.round, gather_outcome.measured(self.round))

    @cached_property
    def projects(self) -> list[dict]:
        return gather_projects.projects(self.round)

    @cached_property
    def themes(self) -> list[dict]:
        return gather_themes.themes(self.round, self.figures)

    @cached_property
    def theme_people(self) -> dict[int, dict[str, int]]:
        return people_of(self.round)

    @cached_property
    def figures(self) -> dict[int, Figures]:
        people = {theme: sum(acts.values()) for theme, acts in self.theme_people.items()}
        return figures_of(self.round, people=people)

    @cached_property
    def wishes(self) -> Wishes:
        return Wishes.of(self.round)

    @cached_property
    def placed(self) -> dict[int, Theme]:
        return gather_themes.theme_of_issue(self.round)

    @cached_property
    def participants(self) -> Participants:
        return participants_of(self.round)

    @cached_property
    def rows(self) -> dict:
        of_round = rows(self.round, self.projects, self.placed, self.participants)
        of_themes = gather_themes.row_sets(self.round, self.theme_people, self.figures)
        return of_round | of_themes | self.wishes.row_sets() | self.surveys.row_sets()

    @cached_property
    def solutions(self) -> list[dict]:
        return gather_outcome.solutions(self.round)


def _of_round(gather: Callable[[Round], object]) -> Callable[[PlanReading], object]:
    return lambda data: gather(data.round)


class Part(StrEnum):
    """The parts of a snapshot's data, the one list of them: what is here is frozen, compared with
    what holds now, and named.

    value: the part's key in the data; label: what pages call it, alike for parts that people
    would not tell apart; gather: its JSON values, of a PlanReading.
    """

    label: Any  # a lazy string
    gather: Callable[[PlanReading], object]

    def __new__(cls, key: str, label: object, gather: Callable[[PlanReading], object]):
        part = str.__new__(cls, key)
        part._value_, part.label, part.gather = key, label, gather
        return part

    FORMAT = "format", _l("계획서의 형식"), lambda data: FORMAT
    MUNICIPALITY = "municipality", _l("지자체"), _of_round(gather_round.municipality)
    CALL = "call", _l("공모"), _of_round(gather_round.call)
    ROUND = "round", _l("참여 기간 설정"), _of_round(gather_round.settings)
    PHASES = "phases", _l("일정"), _of_round(gather_round.phases)
    TEMPLATE = "template", _l("서식"), lambda data: data.plan.template_in_use()
    IS_EXAMPLE = "is_example", _l("예시 서식 표시"), lambda data: data.plan.is_example
    ISSUES = (
        *("issues", _l("도시문제")),
        lambda data: gather_problems.issues(data.round, data.placed),
    )
    CARRIED = "carried", _l("이어온 제보"), _of_round(carried)
    PHOTOS = "photos", _l("현장 사진"), _of_round(photos)
    DISTRICTS = "districts", _l("읍면동별 수"), _of_round(gather_problems.districts)
    UNPLACED = "unplaced", _l("읍면동별 수"), _of_round(gather_problems.unplaced)
    CATEGORIES = "categories", _l("분야별 수"), _of_round(gather_problems.categories)
    THEMES = "themes", _l("주제"), lambda data: data.themes
    SOLUTIONS = "solutions", _l("해결방안"), lambda data: data.solutions
    TALLY = "tally", _l("투표 결과"), _of_round(gather_outcome.tally)
    INDICATORS = "indicators", _l("성과지표와 목표"), lambda data: data.indicators
    DEPARTURES = (
        *("departures", _l("성과지표와 목표")),
        lambda data: gather_outcome.departures(data.indicators),
    )
    WEIGHING = "weighing", _l("가중치"), _of_round(gather_outcome.weighing)
    PROJECTS = "projects", _l("사업 내용"), lambda data: data.projects
    CASES = "cases", _l("사업 내용"), lambda data: gather_projects.cases(data.projects)
    SCREENINGS = "screenings", _l("제안 검토"), _of_round(gather_projects.screenings)
    IMPORTS = "imports", _l("기존 민원"), _of_round(gather_projects.imports)
    COUNTS = "counts", _l("참여한 수"), lambda data: _counts(data)
    ROWS = "rows", _l("참여한 수"), lambda data: data.rows
    ACTS = "acts", _l("참여한 수"), _of_round(acts)
    VOICES = (
        *("voices", _l("참여 주민과 인구")),
        lambda data: participation_of(data.round, data.participants.people),
    )
    SURVEYS = (
        *("surveys", _l("주민 설문")),
        lambda data: data.surveys.as_data(),
    )
    MEETINGS = "meetings", _l("주민 모임"), _of_round(meetings)
    FOLLOW_UP = (
        *("follow_up", _l("참여의 지속과 환류")),
        lambda data: gather_follow_up.follow_up(data.round, data.indicators),
    )
    PANEL = "panel", _l("참여의 지속과 환류"), _of_round(gather_follow_up.panel)
    MATERIAL = "material", _l("담당자가 넣은 자료"), _of_round(gather_material.material)
    WRITTEN = "written", _l("문단"), lambda data: data.plan.written()
    REMARKS = "remarks", _l("컨설팅 의견과 조치"), lambda data: gather_outcome.remarks(data.plan)
    SOURCES = (
        "sources",
        _l("숫자를 세는 방법"),
        lambda data: definitions(data.indicators, data.themes),
    )


def labels(parts) -> list[str]:
    """What pages call these parts, each name once; a part of an earlier program goes without."""
    known = [part for part in Part if part in set(parts)]
    return list(dict.fromkeys(str(part.label) for part in known))


def _counts(data: PlanReading) -> dict[str, int]:
    """What the rows of reports and of people add up to."""
    reports, people = data.rows["reports"], data.rows["people"]["rows"]
    of = {name: [row[n] for row in reports["rows"]] for n, name in enumerate(reports["columns"])}
    number, imported = len(reports["rows"]), sum(of["imported"])
    return data.wishes.counts() | {
        "reports": number,
        "new_reports": number - imported,
        "listed": sum(of["listed"]),
        "merged": sum(of["merged"]),
        "imported": imported,
        "supports": sum(compress(of["supports"], of["listed"])),
        "unproven_supports": sum(compress(of["unproven"], of["listed"])),
        "comments": len(data.rows["comments"]["rows"]),
        "solutions": len(data.solutions),
        "participants": sum(each for _act, each in people),
        "office_reports": of["by"].count("office"),
        "office_solutions": sum(row["by"] == "office" for row in data.solutions),
    }
