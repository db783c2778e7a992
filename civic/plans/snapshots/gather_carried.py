"""The part of a snapshot that tells of earlier rounds' reports: those this round goes on with, and
those that got supports, comments or solutions in it. They are in no other count of reports."""

from collections import defaultdict

from sqlalchemy import Select, func, select

from civic.db import db
from civic.issues.browsing.carried import carried_into
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.participation.participants import carried_comments
from civic.people.office import residents_only
from civic.rounds.models import Round
from civic.rounds.residents import counted
from civic.solutions.models import Solution
from civic.solutions.parts import SolutionIssue

# What was merged is counted as the issue it became.
PROBLEM = func.coalesce(Issue.merged_into_id, Issue.id)


def carried(round: Round) -> list[dict]:
    """By round and receipt; supports: people, comments and solutions of this round alone."""
    acts: dict[int, dict[str, int]] = defaultdict(dict)
    for name, query in _acts(round).items():
        for problem, number in db.session.execute(query.group_by(PROBLEM)):
            acts[problem][name] = number
    going_on = carried_into(round)
    if going_on is not None:
        for problem in db.session.scalars(going_on.with_only_columns(Issue.id)):
            acts[problem]  # shown with nothing done to it, too
    shown = select(Issue.id, Round.number, Issue.receipt).join(Issue.round)
    shown = shown.where(Issue.id.in_(acts), Issue.listed).order_by(Round.number, Issue.receipt)
    return [
        {"round": number, "receipt": receipt}
        | {name: acts[id].get(name, 0) for name in ("supports", "comments", "solutions")}
        for id, number, receipt in db.session.execute(shown)
    ]


def _acts(round: Round) -> dict[str, Select]:
    people = select(PROBLEM, func.count(Support.person_id.distinct()))
    people = people.join(Support, Support.issue_id == Issue.id)
    comments = carried_comments(select(PROBLEM, func.count(IssueComment.id)), round)
    linked = select(PROBLEM, func.count(Solution.id.distinct()))
    linked = linked.join(SolutionIssue, SolutionIssue.issue_id == Issue.id)
    linked = linked.join(Solution, Solution.id == SolutionIssue.solution_id)
    return {
        "supports": people.where(
            Support.carried_into_id == round.id,
            counted(Support.person_id, round.id),
            residents_only(Support.person_id, round.municipality_id, round.id),
        ),
        "comments": comments,
        "solutions": linked.where(
            Solution.round_id == round.id,
            Solution.hidden_at.is_(None),
            Issue.round_id != round.id,
        ),
    }
