"""The part of a snapshot that tells of earlier rounds' reports: those this round goes on with, and
those that got supports, comments or solutions in it. They are in no other count of reports."""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import Select, select

from civic.db import db
from civic.issues.browsing.carried import carried_into
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import GIVEN_THERE, Support
from civic.participation.participants import carried_comments
from civic.rounds.models import Round
from civic.rounds.residents import counted
from civic.solutions.models import Solution
from civic.solutions.parts import SolutionIssue


def carried(round: Round) -> list[dict]:
    """By round and receipt; supports: people, comments and solutions of this round alone."""
    root = _roots(round)
    acts = {name: _by_problem(query, root) for name, query in _acts(round).items()}
    # Whom its own round has, by what was merged into it, the report does not count again.
    earlier = _by_problem(_earlier(round), root)
    for problem, people in acts["supports"].items():
        people.difference_update(earlier[problem])
    problems = {id for each in acts.values() for id, what in each.items() if what}
    going_on = carried_into(round)
    if going_on is not None:  # shown with nothing done to it, too
        problems.update(db.session.scalars(going_on.with_only_columns(Issue.id)))
    shown = select(Issue.id, Round.number, Issue.receipt).join(Issue.round)
    shown = shown.where(Issue.id.in_(problems), Issue.listed)
    return [
        {"round": number, "receipt": receipt} | {name: len(each[id]) for name, each in acts.items()}
        for id, number, receipt in db.session.execute(shown.order_by(Round.number, Issue.receipt))
    ]


def _acts(round: Round) -> dict[str, Select]:
    """(report, what is counted once of it), each."""
    supports = select(Support.issue_id, Support.person_id)
    comments = carried_comments(select(IssueComment.issue_id, IssueComment.id), round)
    linked = select(SolutionIssue.issue_id, Solution.id)
    linked = linked.join(Solution, Solution.id == SolutionIssue.solution_id)
    linked = linked.join(Issue, Issue.id == SolutionIssue.issue_id)
    return {
        "supports": supports.where(
            Support.carried_into_id == round.id, counted(Support.person_id, round.id)
        ),
        "comments": comments,
        "solutions": linked.where(
            Solution.round_id == round.id,
            Solution.hidden_at.is_(None),
            Issue.round_id != round.id,
        ),
    }


def _earlier(round: Round) -> Select:
    """(report, person) of what those who support one in this round gave to any in its own."""
    here = select(Support.person_id).where(Support.carried_into_id == round.id)
    mine = select(Support.issue_id, Support.person_id)
    return mine.where(GIVEN_THERE, Support.person_id.in_(here))


def _by_problem(query: Select, root: Callable[[int], int]) -> defaultdict[int, set[int]]:
    acts: defaultdict[int, set[int]] = defaultdict(set)
    for issue_id, what in db.session.execute(query):
        acts[root(issue_id)].add(what)
    return acts


def _roots(round: Round) -> Callable[[int], int]:
    """Earlier rounds' report → the one it is counted as, through any merges."""
    merged = select(Issue.id, Issue.merged_into_id).join(Issue.round)
    merged = merged.where(
        Issue.merged_into_id.is_not(None),
        Issue.round_id != round.id,
        Round.municipality_id == round.municipality_id,
    )
    into = dict(db.session.execute(merged).all())

    def root(id: int) -> int:
        while (target := into.get(id)) is not None:
            id = target
        return id

    return root
