"""What the desk offers by name, and the planner's last act: asked for again only after a commit."""

from typing import NamedTuple

from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes.models import Theme
from civic.triage.answers.models import AnswerTemplate
from civic.triage.departments.models import Department
from civic.triage.models import OfficeAct
from civic.unchanged import WhileUnchanged


class LatestAct(NamedTuple):
    id: int
    kind: str


class DeskNames(NamedTuple):
    """(id, name) of each. departments: those that ended too; units: those that take issues.

    A theme without a name has an empty one. latest: the planner's last act not taken back.
    """

    departments: tuple[tuple[int, str], ...]
    units: tuple[tuple[int, str], ...]
    themes: tuple[tuple[int, str], ...]
    answers: tuple[tuple[int, str], ...]
    latest: LatestAct | None


_names: WhileUnchanged[DeskNames] = WhileUnchanged(200)


def desk_names(round: Round, planner: Person) -> DeskNames:
    return _names.get((round.id, planner.id), lambda: _ask(round, planner))


def _ask(round: Round, planner: Person) -> DeskNames:
    place = round.municipality
    departments = Department.of(place, ended=True)
    latest = OfficeAct.latest(round, planner)
    return DeskNames(
        tuple((each.id, each.name) for each in departments),
        tuple((each.id, each.name) for each in departments if each.ended_at is None),
        tuple((theme.id, theme.called) for theme in Theme.options_of(round)),
        tuple(AnswerTemplate.names(place)),
        LatestAct(latest.id, latest.kind) if latest else None,
    )
