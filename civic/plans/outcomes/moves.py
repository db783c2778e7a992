"""What each move would do now: which issues are behind the solutions, and which of them stay."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.rules import UNDECIDED
from civic.people.models import Person
from civic.plans.filing.models import filing_of
from civic.plans.models import Plan
from civic.plans.outcomes.act import FollowOutcome
from civic.plans.outcomes.rules import MOVES, due
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.solutions.parts import SolutionIssue
from civic.triage import held_rows
from civic.triage.held_rows import HeldRow
from civic.triage.models import OfficeAct, OfficeActChange
from civic.triage.selection import Selection


@dataclass(frozen=True)
class Preview:
    """moving: the issues that move, ids. staying: (issue, why) of the others behind the same
    solutions. carried: those of earlier rounds behind them, whose own pages the office answers on.
    solutions: how many these are."""

    move: str
    solutions: int
    moving: tuple[int, ...]
    staying: tuple[tuple[HeldRow, str], ...]
    carried: tuple[Issue, ...] = ()

    @property
    def statuses(self) -> tuple[str, ...]:
        return MOVES[self.move].statuses


def previews(round: Round) -> list[Preview]:
    """Every move whose time has come, those without an issue left to move too."""
    if round.vote_sealed_at is None:
        return []
    steps = {kind: step.outcome for kind, step in filing_of(Plan.of(round)).items()}
    links = _links(round)
    rows = held_rows.read(round.id, {issue for issue, _solution, _chosen in links})
    return [_preview(round, move, links, rows) for move in due(True, steps)]


def moving_count(round: Round) -> int:
    """How many issues wait for a planner to let them follow what came out."""
    return sum(len(preview.moving) for preview in previews(round))


def follow(
    round: Round, move: str, planner: Person, seen: int, request_key: str, **words
) -> OfficeAct:
    """Let the issues of one move follow. seen: office_revision of the page it was decided on.

    words: status, reason. Raises: NoIssueChosen when none moves, Refused, TooMany.
    """
    chosen = [preview for preview in previews(round) if preview.move == move]
    ids = tuple(id for preview in chosen for id in preview.moving)
    act = FollowOutcome(move, **words)
    return OfficeAct.do(act, Selection(seen=seen, ids=ids), round, planner, request_key)


def done_of(round: Round) -> list[OfficeAct]:
    """The moves that were made and stand, newest first."""
    acts = db.select(OfficeAct).filter_by(round_id=round.id, kind="status", undone_at=None)
    done = db.session.scalars(acts.order_by(OfficeAct.id.desc()))
    return [act for act in done if "move" in act.details]


def _links(round: Round) -> list[tuple[int, int, bool]]:
    """(issue, solution, whether it was chosen); an issue that was merged is the one it became."""
    here = Solution.round_id == round.id, Solution.withdrawn_at.is_(None)
    linked = select(SolutionIssue.issue_id).join(Solution, Solution.id == SolutionIssue.solution_id)
    counted = Issue.counted_as(linked.where(*here))
    query = (
        select(counted.c.problem_id, Solution.id, Solution.status == "selected")
        .join(SolutionIssue, SolutionIssue.issue_id == counted.c.issue_id)
        .join(Solution, Solution.id == SolutionIssue.solution_id)
        .where(*here)
    )
    return [(issue, solution, chosen) for issue, solution, chosen in db.session.execute(query)]


def _preview(round: Round, move: str, links, rows: dict[int, HeldRow]) -> Preview:
    wanted = MOVES[move].chosen
    of_chosen = {issue for issue, _solution, chosen in links if chosen}
    here = {issue for issue, _solution, chosen in links if chosen == wanted}
    moved, act = _moved_already(round, move), FollowOutcome(move, "", "")
    moving, staying = [], []
    for id in sorted(here & rows.keys()):
        why = act.refuses(rows[id]) or ("moved" if id in moved else None)
        why = "both" if not wanted and id in of_chosen else why
        if why is None:
            moving.append(id)
        else:
            staying.append((rows[id], why))
    solutions = {solution for _issue, solution, chosen in links if chosen == wanted}
    return Preview(
        move, len(solutions), tuple(moving), tuple(staying), _carried(here - rows.keys())
    )


def _carried(ids: set[int]) -> tuple[Issue, ...]:
    """Undecided ones of these issues, which are of other rounds."""
    undecided = select(Issue).where(Issue.id.in_(ids), Issue.listed, Issue.status.in_(UNDECIDED))
    return tuple(db.session.scalars(undecided.order_by(Issue.id))) if ids else ()


def _moved_already(round: Round, move: str) -> set[int]:
    """The issues of an act of this move that stands: nobody is told twice."""
    acts: Iterable[int] = [act.id for act in done_of(round) if act.details["move"] == move]
    changes = select(OfficeActChange.issue_id).where(
        OfficeActChange.act_id.in_(acts), OfficeActChange.reverted_at.is_(None)
    )
    return set(db.session.scalars(changes)) if acts else set()
