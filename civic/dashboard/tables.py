"""The rows behind each picture: the same table on the page and as a file."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from civic.dashboard.answer_times import AnswerTimes
from civic.dashboard.arrivals import SOURCES
from civic.dashboard.labels import SOURCES as SOURCE_LABELS
from civic.dashboard.labels import WHOM
from civic.dashboard.page import Dashboard
from civic.dashboard.workload import Load
from civic.issues.labels import CATEGORIES, STATUSES
from civic.issues.rules import UNANSWERED


@dataclass(frozen=True)
class DownloadTable:
    """Cells are text, numbers, or None where nothing is known."""

    header: list[str]
    rows: list[tuple]


def days(shown: Dashboard) -> DownloadTable:
    arrivals = shown.arrivals
    rows = [(when.isoformat(), *arrivals.on(when).values()) for when in arrivals.days]
    header = [_("날"), *_sources(), _("모두")]
    return DownloadTable(header, [(*row, sum(row[1:])) for row in rows])


def districts(shown: Dashboard) -> DownloadTable:
    office = str(SOURCE_LABELS["office"][1])
    header = [_("읍면동"), _("인구"), _("제보"), office, _("인구 1,000명당")]
    rows = [
        (
            *(row.name or _("읍면동 없음"), row.population, row.reports),
            *(row.by_office, row.per_thousand),
        )
        for row in shown.breakdown.districts
    ]
    return DownloadTable(header, rows)


def categories(shown: Dashboard) -> DownloadTable:
    rows = [(str(CATEGORIES[code][1]), number) for code, number in shown.breakdown.categories]
    return DownloadTable([_("분야"), _("제보")], rows)


def themes(shown: Dashboard) -> DownloadTable:
    rows = [
        (row.theme.called or _("이름 없는 주제") if row.theme else _("아직 묶지 않음"), row.reports)
        for row in shown.breakdown.themes
    ]
    return DownloadTable([_("주제"), _("제보")], rows)


def answers(shown: Dashboard) -> DownloadTable:
    header = [_("부서"), _("답변"), _("중간값(일)"), _("가장 오래(일)")]
    header += [_("기한이 있던 것"), _("기한 안에 답함")]
    total, departments = shown.answers.total, shown.answers.departments
    named = [(name, departments[id]) for id, name in shown.departments.items() if id in departments]
    if None in departments:
        named.append((_("부서 없음"), departments[None]))
    return DownloadTable(header, [_times(_("모두"), total), *(_times(*each) for each in named)])


def answer_days(shown: Dashboard) -> DownloadTable:
    """Every day, not the steps of the picture: a reader makes steps of their own."""
    rows = sorted(shown.answers.total.days.items())
    return DownloadTable([_("답하기까지 걸린 날"), _("답변")], rows)


def squares(shown: Dashboard) -> DownloadTable:
    rows = [(square.lat, square.lon, square.reports) for square in shown.squares]
    return DownloadTable([_("가운데 위도"), _("가운데 경도"), _("제보")], rows)


def waiting(shown: Dashboard) -> DownloadTable:
    """Every queue, and what waits for reporters."""
    rows = [(str(WHOM[each.whom]), each.name, each.count) for each in shown.queues]
    asked = shown.workload[0].statuses["asked"]
    rows.append((str(WHOM["reporter"]), str(STATUSES["asked"][2]), asked))
    return DownloadTable([_("누구를"), _("무엇이"), _("건수")], rows)


def departments(shown: Dashboard) -> DownloadTable:
    statuses = [str(STATUSES[code][2]) for code in UNANSWERED]
    header = [_("부서"), _("담당"), _("맡은 것"), *statuses, _("기한 지남")]
    rows = []
    for each in shown.workload[1]:
        name = each.department.name if each.department else _("부서 없음")
        rows.append((name, "", *_load(each.whole)))
        rows += [(name, officer, *_load(load)) for officer, load in each.officers.items()]
    return DownloadTable(header, rows)


TABLES: dict[str, Callable[[Dashboard], DownloadTable]] = {
    each.__name__: each
    for each in (
        *(days, districts, categories, themes, answers, answer_days, squares, waiting),
        departments,
    )
}


def _sources() -> list[str]:
    return [str(SOURCE_LABELS[source][1]) for source in SOURCES]


def _load(load: Load) -> tuple[int, ...]:
    return (load.given, *(load.statuses[code] for code in UNANSWERED), load.late)


def _times(name: str, times: AnswerTimes) -> tuple:
    return name, times.answered, times.median, times.longest, times.promised, times.kept
