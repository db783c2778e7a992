"""The rows of a snapshot that its figures are counted from again, see evidence/recount.py.

No row is a person: of people there are only how many did something and none of the acts named
before it, so that all rows add up to different people and tell nothing about one of them.
"""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Row, case, func, select

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.heard import HeardSupport
from civic.issues.labels import CATEGORIES
from civic.issues.models import Issue
from civic.participation.participants import (
    ACTS,
    Participants,
    shown_issue_comments,
    shown_solution_comments,
)
from civic.people.office import residents_only
from civic.places.models import District
from civic.plans.printing.models import IssuePrinting
from civic.plans.printing.rules import printing
from civic.plans.snapshots import gather_projects
from civic.plans.snapshots.gather_themes import NONE
from civic.rounds.models import Round
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.themes.models import Theme


def rows(
    round: Round, projects: list[dict], themes: dict[int, Theme], participants: Participants
) -> dict[str, dict]:
    """Row sets by name: their columns and rows, in an order that every database gives. themes: of
    reports in a named one."""
    return {
        "reports": _reports(round, themes),
        "linked": gather_projects.linked(round),
        "costs": gather_projects.costs(projects),
        "running": gather_projects.running(projects),
        "comments": _comments(round),
        "people": _people(participants),
    }


def _reports(round: Round, themes: dict[int, Theme]) -> dict:
    """Every report that is not hidden, merged and imported ones too.

    by: resident | office | file | meeting | program (of others, which names nobody). theme: of a
    listed one, its position; NONE in no named one. printed: as printing/rules.py has it. file: the
    id of the import it came with. unproven: supports of people whose residency is not shown.
    on_paper, heard: of a listed one's supports, those without a name and those heard at meetings,
    of what was merged into it too.
    """
    decided = IssuePrinting.of_round(round)
    rows = _shown_reports(round)
    into = {row.id: row.merged_into_id for row in rows}
    unsigned = {row.id: row.offline_supports for row in rows if row.offline_supports}
    on_paper, heard = _with_merged(into, unsigned), _with_merged(into, _heard(round))
    names = {code: str(name) for code, (_, name) in CATEGORIES.items()}
    positions = {theme: theme.position for theme in set(themes.values())}
    return {
        "columns": [
            *("receipt", "listed", "merged", "imported", "supports", "district", "category", "by"),
            *("theme", "printed", "file", "unproven", "on_paper", "heard"),
        ],
        "rows": [
            [receipt, listed, merged is not None, imported is not None, supports,
             code or "none", names[category], by,
             positions[themes[id]] if id in themes else NONE,
             printing(status, decided.get(id)), imported or 0, unproven, on_paper[id],
             heard[id]]
            for id, receipt, listed, merged, imported, supports, code, category, by, status,
            unproven, _own in rows
        ],
    }  # fmt: skip


def _shown_reports(round: Round) -> Sequence[Row]:
    """In the order of their receipts. Past the ORM: of a large round there are 20,000."""
    issue, district = Issue.__table__.c, District.__table__.c
    resident = residents_only(issue.reporter_id, round.municipality_id, round.id)
    elsewhere = (
        (issue.import_id.is_not(None), "file"),
        (issue.meeting_id.is_not(None), "meeting"),
        (issue.reporter_id.is_(None), "program"),
    )
    by = case(*elsewhere, (resident, "resident"), else_="office")
    query = (
        select(
            *(issue.id, issue.receipt, issue.listed, issue.merged_into_id, issue.import_id),
            *(issue.supports_count, district.code, issue.category, by, issue.status),
            *(issue.unproven_supports, issue.offline_supports),
        )
        .select_from(
            Issue.__table__.outerjoin(District.__table__, district.id == issue.district_id)
        )
        .where(issue.round_id == round.id, issue.hidden_at.is_(None))
        .order_by(issue.receipt)
    )
    return db.session.execute(query).all()


def _heard(round: Round) -> dict[int, int]:
    """Report → supports of its own that were heard at meetings."""
    query = select(HeardSupport.issue_id, func.sum(HeardSupport.people))
    query = query.join(Issue, Issue.id == HeardSupport.issue_id)
    rows = query.where(Issue.round_id == round.id).group_by(HeardSupport.issue_id)
    return {id: int(people) for id, people in db.session.execute(rows)}


def _with_merged(shown: dict[int, int | None], own: dict[int, int]) -> Counter[int]:
    """Report that was merged into none → a number of its own and of all merged into it. shown:
    report → what it was merged into; merged into a hidden one it counts nowhere. own: of those
    that have any."""
    whole: Counter[int] = Counter()
    for id, number in own.items():
        root = id
        while (into := shown.get(root)) is not None:
            root = into
        if root in shown:
            whole[root] += number
    return whole


def _comments(round: Round) -> dict:
    """What each shown comment of a resident is about: an issue's receipt or a solution's number."""
    on_issues = shown_issue_comments(select(IssueComment), round)
    receipts = db.session.scalars(
        on_issues.with_only_columns(Issue.receipt).order_by(Issue.receipt, IssueComment.id)
    )
    on_solutions = shown_solution_comments(select(SolutionComment), round)
    numbers = db.session.scalars(
        on_solutions.with_only_columns(Solution.number).order_by(
            Solution.number, SolutionComment.id
        )
    )
    return {
        "columns": ["on", "number"],
        "rows": [
            *(["issue", receipt] for receipt in receipts),
            *(["solution", number] for number in numbers),
        ],
    }


def _people(participants: Participants) -> dict:
    """How many residents did each act and none of those before it."""
    rows = [[act, participants.by_first_act[n]] for n, act in enumerate(ACTS)]
    return {"columns": ["act", "people"], "rows": rows}
