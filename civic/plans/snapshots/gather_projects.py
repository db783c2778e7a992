"""The part of a snapshot that tells how chosen solutions are carried out, and how the office
screened what was proposed."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from civic.db import db
from civic.documents.endings import noun_endings
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.korean_time import SEOUL
from civic.rounds.models import Round
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.models import Solution
from civic.solutions.project_plan.models import TEXTS, ProjectPlan
from civic.solutions.project_plan.rules import SOURCES
from civic.solutions.screening.labels import GROUND_NAMES, VERDICT_NAMES
from civic.solutions.screening.models import Screening

CASE = (
    *("key", "title", "city", "indicator", "unit", "before", "after", "stated_change", "period"),
    *("source", "source_date", "note"),
)


def projects(round: Round) -> list[dict]:
    """Of each selected solution, also where the office has written nothing."""
    plans = ProjectPlan.of_round(round)
    return [_project(solution, plans.get(solution.id)) for solution in _selected(round)]


def _selected(round: Round) -> list[Solution]:
    query = select(Solution).filter_by(round_id=round.id, status="selected", hidden_at=None)
    query = query.options(selectinload(Solution.steps), joinedload(Solution.catalogue_entry))
    return list(db.session.scalars(query.order_by(Solution.number)))


def _project(solution: Solution, plan: ProjectPlan | None) -> dict:
    number = solution.number
    texts = {name: _lines(getattr(plan, name)) if plan else [] for name in TEXTS}
    steps = _steps(plan.steps, str) if plan and plan.steps else _steps(solution.steps, noun_endings)
    entry = solution.catalogue_entry
    cases = plan.cases if plan else [entry] if entry else []
    cases = [case for case in cases if case.withdrawn_at is None]
    return texts | {
        "solution": number,
        "steps": steps,
        "costs": [
            {"id": f"{number}-{row.position}", "item": row.item, "basis": row.basis}
            | {source: row.won(source) for source in SOURCES}
            for row in (plan.costs if plan else [])
        ],
        "running": [
            {
                "id": f"{number}-{row.position}",
                "year": row.year,
                "item": row.item,
                "payer": row.payer,
                "cost_won": row.cost_won,
            }
            for row in (plan.running if plan else [])
        ],
        "cases": [case.key for case in cases],
    }


def _steps(steps: Sequence, written: Callable[[str], str]) -> list[dict]:
    """written: of what a step's words become; residents propose them in 해요체."""
    return [
        {"title": s.title, "from": s.month_from, "to": s.month_to, "detail": written(s.detail)}
        for s in steps
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def cases(projects: list[dict]) -> list[dict]:
    """What the projects' cases measured, each once."""
    keys = {key for project in projects for key in project["cases"]}
    query = select(CatalogueEntry).where(CatalogueEntry.key.in_(keys)).order_by(CatalogueEntry.key)
    return [
        {name: getattr(case, name) for name in CASE} | {"note": noun_endings(case.note)}
        for case in db.session.scalars(query)
    ]


def screenings(round: Round) -> list[dict]:
    """The newest of each shown solution."""
    newest = select(func.max(Screening.id)).group_by(Screening.solution_id)
    rows = db.session.execute(
        select(Screening, Solution.number)
        .join(Solution, Solution.id == Screening.solution_id)
        .where(Solution.round_id == round.id, Solution.hidden_at.is_(None))
        .where(Screening.id.in_(newest))
        .order_by(Solution.number)
    )
    return [
        {
            "solution": number,
            "verdict": str(VERDICT_NAMES[screening.verdict][2]),
            "grounds": [str(GROUND_NAMES[code]) for code in screening.grounds],
            "note": " ".join(_lines(screening.note)),
            "department": screening.department,
            "on": screening.screened_at.astimezone(SEOUL).date().isoformat(),
            "cost_won": screening.cost_won,
        }
        for screening, number in rows
    ]


def imports(round: Round) -> list[dict]:
    """Files of existing complaints whose reports are shown, as they came; a file's name without
    what tells its kind."""
    shown = (Issue.round_id == round.id, Issue.hidden_at.is_(None))
    rows = db.session.execute(
        select(
            *(IssueImport.id, IssueImport.filename, func.count()),
            *(func.min(Issue.created_at), func.max(Issue.created_at)),
        )
        .join(Issue, Issue.import_id == IssueImport.id)
        .where(*shown)
        .group_by(IssueImport.id, IssueImport.filename)
        .order_by(IssueImport.id)
    )
    return [
        {
            "id": id,
            "name": name.rpartition(".")[0] or name,
            "first_on": first.astimezone(SEOUL).date().isoformat(),
            "last_on": last.astimezone(SEOUL).date().isoformat(),
            "reports": count,
        }
        for id, name, count, first, last in rows
    ]


def linked(round: Round) -> dict:
    """The listed reports behind each selected solution; of a merged one what it was merged into."""
    chosen = select(Solution).options(selectinload(Solution.issues))
    chosen = chosen.filter_by(round_id=round.id, status="selected", hidden_at=None)
    roots = {
        (solution.number, issue.root)
        for solution in db.session.scalars(chosen)
        for issue in solution.issues
        if issue.round_id == round.id
    }
    rows = {(n, root.receipt, root.supports_count) for n, root in roots if root.listed}
    return {"columns": ["solution", "receipt", "supports"], "rows": [list(r) for r in sorted(rows)]}


def costs(projects: Iterable[dict]) -> dict:
    """Every sum of money of a selected solution by item and by who pays."""
    rows = [
        [project["solution"], row["id"], source, row[source]]
        for project in projects
        for row in project["costs"]
        for source in SOURCES
    ]
    return {"columns": ["solution", "item", "source", "won"], "rows": rows}


def running(projects: Iterable[dict]) -> dict:
    """What running each costs, by year."""
    rows = [
        [project["solution"], row["id"], row["year"], row["cost_won"]]
        for project in projects
        for row in project["running"]
    ]
    return {"columns": ["solution", "item", "year", "won"], "rows": rows}
