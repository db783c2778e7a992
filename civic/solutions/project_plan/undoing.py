"""Project plans as they are taken back: of each solution every text, every table and its cases."""

from typing import Any

from civic.db import db
from civic.people.models import Person
from civic.rounds.edits.kinds import Kind, Units
from civic.rounds.models import Round
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.models import Solution
from civic.solutions.project_plan.models import ROWS, TEXTS, ProjectCase, ProjectPlan, Row

PARTS = (*TEXTS, *ROWS, "cases")
PLACED = {"id", "project_id", "position"}  # columns that say where a row stands


class Projects(Kind):
    code = "projects"

    def read(self, round: Round) -> Units:
        texts = (getattr(ProjectPlan, name) for name in TEXTS)
        query = db.select(ProjectPlan.id, ProjectPlan.solution_id, *texts).join(Solution)
        written = query.where(Solution.round_id == round.id, ProjectPlan.saved_at.is_not(None))
        units: Units = {}
        for id, solution, *columns in db.session.execute(written):
            parts = [*columns, *(_rows(kind, id) for kind in ROWS.values()), _cases(id)]
            units |= dict(zip(_units(solution), parts, strict=True))
        return units

    def write(self, round: Round, units: Units, planner: Person) -> None:
        whole = self.read(round) | units
        for id in sorted({int(unit.split()[0]) for unit in units}):
            values = (whole.get(unit) for unit in _units(id))
            _write(db.session.get_one(Solution, id), dict(zip(PARTS, values, strict=True)), planner)

    def subject(self, unit: str) -> str:
        return "project"


def _units(solution_id: int) -> list[str]:
    return [f"{solution_id} {part}" for part in PARTS]


def _rows(kind: type[Row], project_id: int) -> list[dict[str, Any]]:
    columns = [column for column in kind.__table__.columns if column.name not in PLACED]
    query = db.select(*columns).where(kind.project_id == project_id).order_by(kind.position)
    return [dict(row) for row in db.session.execute(query).mappings()]


def _cases(project_id: int) -> list[int]:
    query = db.select(ProjectCase.catalogue_id).filter_by(project_id=project_id)
    return list(db.session.scalars(query.order_by(ProjectCase.catalogue_id)))


def _write(solution: Solution, parts: dict[str, Any], planner: Person) -> None:
    """parts: None for each of a plan that there was not."""
    chosen = CatalogueEntry.id.in_(parts["cases"] or [])
    words = {name: parts[name] or "" for name in TEXTS}
    rows = {name: parts[name] or [] for name in ROWS}
    cases = db.session.scalars(db.select(CatalogueEntry).where(chosen)).all()
    revision = ProjectPlan.revision_of(solution)
    plan = ProjectPlan.save(solution, planner, revision, cases=cases, words=words, **rows)
    if all(value is None for value in parts.values()):
        plan.take_back()
