"""How the demo's chosen solutions are carried out, in the words of its planner."""

from civic.db import db
from civic.demo import content
from civic.demo.clock import living_at
from civic.people.models import Person
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.solutions.project_plan.models import TEXTS, ProjectPlan
from civic.solutions.project_plan.rules import SOURCES, read_millions

STEP = ("title", "month_from", "month_to", "detail")


def plan_projects(round: Round, planner: Person, moment) -> None:
    """The project plans of those solutions of the round that are in the file and were chosen."""
    by_title = {project["title"]: project for project in content.projects()}
    chosen = db.select(Solution).filter_by(round_id=round.id, status="selected")
    with living_at(moment):
        for solution in db.session.scalars(chosen.order_by(Solution.number)):
            if project := by_title.get(solution.title):
                write_project(solution, project, planner)


def write_project(solution: Solution, project: dict, planner: Person) -> None:
    """project: one of content.projects()."""
    entry = solution.catalogue_entry
    ProjectPlan.save(
        solution,
        planner,
        0,
        words={name: project.get(name, "") for name in TEXTS},
        cases=[entry] if entry else [],
        steps=[dict(zip(STEP, step, strict=True)) for step in project["steps"]],
        costs=[_cost(*row) for row in project["costs"]],
        running=[
            {"year": year, "item": item, "payer": payer, "cost_won": read_millions(str(cost))}
            for year, item, payer, cost in project["running"]
        ],
    )


def _cost(item: str, basis: str, *paid: float) -> dict:
    won = {
        f"{source}_won": read_millions(str(amount))
        for source, amount in zip(SOURCES, paid, strict=True)
    }
    return {"item": item, "basis": basis} | won
