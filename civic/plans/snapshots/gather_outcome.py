"""The second half of a snapshot's data: what was proposed, chosen, wished and remarked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from civic.db import db
from civic.korean_time import SEOUL
from civic.people.office import office_people
from civic.plans.models import Plan
from civic.plans.section.schema import DispositionData, RemarkData
from civic.plans.snapshots.concealing import CONCEALED, without
from civic.plans.snapshots.gather_wishes import Wishes
from civic.plans.snapshots.hidden import hidden_titles
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.targets.agreement import Agreement
from civic.targets.models import Indicator
from civic.targets.rules import missing_for_plan
from civic.targets.weights.models import WeightDecision
from civic.votes.seal.tally import Tally

if TYPE_CHECKING:
    from civic.plans.review.models import Disposition
    from civic.plans.snapshots.gather_surveys import Surveys

INDICATOR_FIELDS = (
    *("name", "goal", "unit", "direction", "baseline", "baseline_year", "baseline_source"),
    *("target_year", "formula", "method", "data_source", "rationale"),
)


def solutions(round: Round) -> list[dict]:
    """Solutions that readers may see, in order of proposal. by: resident | office."""
    office = set(db.session.scalars(office_people(round.municipality_id, round.id)))
    rows = db.session.scalars(
        select(Solution)
        .where(Solution.round_id == round.id, Solution.hidden_at.is_(None))
        .options(*map(selectinload, (Solution.issues, Solution.districts, Solution.steps)))
        .order_by(Solution.number)
    )
    return [
        {
            "number": solution.number,
            "title": solution.title,
            "summary": solution.summary,
            "cost_won": solution.cost_won,
            "status": solution.status,
            "by": "office" if solution.proposer_id in office else "resident",
            "operator": solution.operator,
            "issues": sorted(
                issue.receipt for issue in solution.issues if issue.round_id == round.id
            ),
            "districts": sorted(district.name for district in solution.districts),
            "steps": [
                {"title": step.title, "from": step.month_from, "to": step.month_to}
                for step in solution.steps
            ],
        }
        for solution in rows
    ]


def tally(round: Round) -> dict | None:
    """The counted vote; None before it is counted."""
    result = Tally.of(round)
    if result is None:
        return None
    return {
        name: getattr(result, name)
        for name in (
            *("rule", "completion", "budget_won", "voters", "choices"),
            *("eligible", "paper_voters", "root", "leaves"),
        )
    } | {
        "rows": [
            {
                "number": row.solution.number,
                "title": CONCEALED if row.solution.hidden_at else row.solution.title,
                "rank": row.rank,
                "votes": row.votes,
                "cost_won": row.cost_won,
                "selected": row.selected,
                "left_won": turn.left_won,
                "reason": row.reason,
                **({"paper": result.on_paper[row.solution.number]} if result.on_paper else {}),
            }
            for turn in result.turns()
            for row in [turn.row]
        ]
    }


def indicators(round: Round, surveys: "Surveys", wishes: Wishes) -> list[dict]:
    """Indicators of the selected solutions, or of all on the ballot before the count."""
    rows = measured(round)
    agreed, beside = wishes.agreed(), wishes.agreed_beside()
    weights, _people = WeightDecision.of(round).weights(round, rows)
    return [
        _indicator(row, agreed.get(row.id), weights.get(row.id))
        | _beside(beside.get(row.id))
        | {"baseline_from": surveys.from_survey(row.baseline_figure)}
        for row in rows
    ]


def departures(indicators: list[dict]) -> list[dict]:
    """The targets the planner departed to, as rows to count from."""
    rows = [(row["id"], row["departure"]) for row in indicators if row["departure"]]
    return [{"id": id} | departed for id, departed in rows]


def weighing(round: Round) -> dict:
    """Who weighs the indicators, why if it is the planner, and how many residents gave points."""
    decision = WeightDecision.of(round)
    rows = measured(round)
    _weights, people = decision.weights(round, rows)
    _weights, beside = decision.unproven_weights(round, rows)
    known = {"by": decision.by, "reason": decision.reason}
    return known | {"people": people, "unproven": beside}


def measured(round: Round) -> Sequence[Indicator]:
    statuses = ("selected",) if Tally.of(round) else ("on_ballot", "proposed")
    return db.session.scalars(
        select(Indicator)
        .join(Indicator.solution)
        .where(
            Solution.round_id == round.id,
            Solution.status.in_(statuses),
            Solution.hidden_at.is_(None),
        )
        .options(contains_eager(Indicator.solution))
        .order_by(Solution.number, Indicator.id)
    ).all()


def _indicator(row: Indicator, agreed, weight) -> dict:
    wishes = {"count": 0, "lower": None, "median": None, "upper": None}
    if agreed is not None:
        wishes = {
            "count": agreed.count,
            "lower": agreed.lower_quartile,
            "median": agreed.median,
            "upper": agreed.upper_quartile,
        }
    stated = {name: getattr(row, name) for name in INDICATOR_FIELDS}
    departed = row.override
    return (
        stated
        | wishes
        | {
            "id": row.id,
            "solution": row.solution.number,
            "weight_percent": weight,
            "departure": {"value": departed.value, "reason": departed.reason} if departed else None,
            "missing": list(missing_for_plan(row)),
        }
    )


def _beside(agreed: Agreement | None) -> dict:
    """What people wish whose residency is not shown."""
    if agreed is None:
        return {"unproven_count": 0, "unproven_median": None}
    return {"unproven_count": agreed.count, "unproven_median": agreed.median}


def remarks(plan: Plan) -> list[RemarkData]:
    """Remarks with their dispositions, oldest first; a quote without the titles that are hidden."""
    titles = hidden_titles(plan.round)
    db.session.expire(plan, ["remarks"])  # one may have been stored since the plan was read
    return [
        {
            "number": number,
            "paragraph": remark.paragraph_key,
            "quote": without(remark.quote, titles),
            "body": remark.body,
            "author": remark.author.name,
            "on": _day(remark.created_at),
            "read": str(remark.snapshot.number),
            "disposition": _disposition(remark.disposition),
        }
        for number, remark in enumerate(plan.remarks, 1)
    ]


def _disposition(disposition: "Disposition | None") -> DispositionData | None:
    if disposition is None:
        return None
    return {
        "kind": disposition.kind,
        "reason": disposition.reason,
        "on": _day(disposition.answered_at),
        "version": disposition.version.name if disposition.version else "",
    }


def _day(moment) -> str:
    return moment.astimezone(SEOUL).date().isoformat()
