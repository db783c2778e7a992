"""The audit log: what the office did in one municipality, in one order of time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, or_, select, union_all

from civic.db import db
from civic.issues.correction import IssueCorrection
from civic.issues.importing.models import IssueImport
from civic.issues.merging import Merge
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.withdrawal import OpinionWithdrawal
from civic.moderation.models import Decision
from civic.moderation.subjects import Subject, find_subjects
from civic.people.models import Person
from civic.rounds.models import Round, RoundChange
from civic.solutions.changes import SolutionChange
from civic.solutions.models import Solution
from civic.triage.models import OfficeAct
from civic.web.paging import Page, page_number

SIZE = 30
TABLES = {
    "change": StatusChange,
    "merge": Merge,
    "correction": IssueCorrection,
    "decision": Decision,
    "solution": SolutionChange,
    "round": RoundChange,
    "import": IssueImport,
    "undo": IssueImport,
    "many": OfficeAct,
    "heard": OpinionBatch,
    "unheard": OpinionWithdrawal,
}


@dataclass(frozen=True)
class LogEntry:
    """One act. act: a code of labels.ACTS. subject: None when the thing is gone.

    status: the one set; into: the issue merged into; round_change, issue_import: of a round,
    not of a subject; many: of many issues at once; heard: what was said at a meeting.
    """

    at: datetime
    actor: Person | None
    act: str
    subject: Subject | None
    reason: str
    status: str = ""
    into: Issue | None = None
    round_change: RoundChange | None = None
    issue_import: IssueImport | None = None
    many: OfficeAct | None = None
    heard: OpinionBatch | None = None


def log_page(municipality) -> Page:
    """Acts of the office, newest first."""
    number = page_number()
    acts = _acts(municipality)
    total = db.session.scalars(select(func.count()).select_from(acts)).one()
    newest = select(acts.c.source, acts.c.id).order_by(
        acts.c.at.desc(), acts.c.source, acts.c.id.desc()
    )
    keys = db.session.execute(newest.limit(SIZE).offset((number - 1) * SIZE)).all()
    return Page(_entries(keys, municipality), number, SIZE, total)


def _acts(municipality):
    here = Round.municipality_id == municipality.id
    # A resident's own report starts a timeline too, and a merge is shown by its Merge row.
    by_office = or_(
        StatusChange.status != "received",
        StatusChange.actor_id.is_(None),
        Issue.reporter_id.is_(None),
        StatusChange.actor_id != Issue.reporter_id,
    )
    changes = (
        select(
            literal("change").label("source"), StatusChange.id, StatusChange.created_at.label("at")
        )
        .join(Issue, Issue.id == StatusChange.issue_id)
        .join(Round, Round.id == Issue.round_id)
        .where(here, by_office, StatusChange.status != "merged", ~StatusChange.of_many)
    )
    merges = (
        select(literal("merge"), Merge.id, Merge.merged_at)
        .join(Issue, Issue.id == Merge.issue_id)
        .join(Round, Round.id == Issue.round_id)
        .where(here, ~Merge.of_many)
    )
    corrections = (
        select(literal("correction"), IssueCorrection.id, IssueCorrection.corrected_at)
        .join(Issue, Issue.id == IssueCorrection.issue_id)
        .join(Round, Round.id == Issue.round_id)
        .where(here, ~IssueCorrection.of_many)
    )
    decisions = select(literal("decision"), Decision.id, Decision.created_at).where(
        Decision.municipality_id == municipality.id
    )
    # What proposers do to their own proposals is on the proposal's page.
    solutions = (
        select(literal("solution"), SolutionChange.id, SolutionChange.created_at)
        .join(Solution, Solution.id == SolutionChange.solution_id)
        .join(Round, Round.id == Solution.round_id)
        .where(here, SolutionChange.actor_id.is_distinct_from(Solution.proposer_id))
    )
    rounds = select(literal("round"), RoundChange.id, RoundChange.created_at)
    rounds = rounds.join(Round, Round.id == RoundChange.round_id).where(here)
    imports = [
        select(literal(source), IssueImport.id, moment)
        .join(Round, Round.id == IssueImport.round_id)
        .where(here, moment.is_not(None))
        for source, moment in (
            ("import", IssueImport.imported_at),
            ("undo", IssueImport.undone_at),
        )
    ]
    many = select(literal("many"), OfficeAct.id, OfficeAct.at)
    many = many.join(Round, Round.id == OfficeAct.round_id).where(here)
    heard = select(literal("heard"), OpinionBatch.id, OpinionBatch.confirmed_at)
    heard = heard.join(Meeting).join(Round).where(here, OpinionBatch.confirmed_at.is_not(None))
    unheard = select(literal("unheard"), OpinionWithdrawal.id, OpinionWithdrawal.confirmed_at)
    unheard = unheard.join(OpinionBatch).join(Meeting).join(Round)
    unheard = unheard.where(here, OpinionWithdrawal.confirmed_at.is_not(None))
    acts = (
        changes,
        merges,
        corrections,
        decisions,
        solutions,
        rounds,
        many,
        heard,
        unheard,
        *imports,
    )
    return union_all(*acts).subquery()


def _entries(keys, municipality):
    rows = {}
    for source, table in TABLES.items():
        ids = [id for key_source, id in keys if key_source == source]
        if ids:
            query = select(table).where(table.id.in_(ids))
            rows |= {(source, row.id): row for row in db.session.scalars(query)}
    acts = [(source, rows[source, id]) for source, id in keys]
    subjects = find_subjects({_thing(row) for _, row in acts}, municipality)
    return [_entry(source, row, subjects.get(_thing(row))) for source, row in acts]


def _thing(row):
    if isinstance(row, SolutionChange):
        return "solution", row.solution_id
    if isinstance(row, RoundChange | OfficeAct):
        return "round", row.round_id
    if isinstance(row, IssueImport):
        return "import", row.id
    if isinstance(row, OpinionBatch | OpinionWithdrawal):
        return "heard", row.id
    if not isinstance(row, Decision):
        return "issue", row.issue_id
    kind, _, thing_id = row.subject.partition(" ")
    return kind, int(thing_id) if thing_id.isdecimal() else 0


def _entry(source, row, subject):
    if isinstance(row, IssueImport):
        at, actor, act = row.imported_at, row.planner, "import"
        if source == "undo":
            at, actor, act = row.undone_at, row.undone_by, "undo_import"
        return LogEntry(at, actor, act, None, "", issue_import=row)
    if isinstance(row, OpinionBatch):
        return LogEntry(row.confirmed_at, row.decided_by, "hear", None, "", heard=row)
    if isinstance(row, OpinionWithdrawal):
        act = row.confirmed_at, row.decided_by, "unhear", None, row.reason
        return LogEntry(*act, heard=row.batch)
    if isinstance(row, StatusChange):
        return LogEntry(row.created_at, row.actor, "status", subject, row.reason, status=row.status)
    if isinstance(row, Merge):
        return LogEntry(row.merged_at, row.actor, "merge", subject, row.reason, into=row.into)
    if isinstance(row, RoundChange):
        return LogEntry(
            row.created_at, row.actor, f"round_{row.act}", None, row.reason, round_change=row
        )
    if isinstance(row, IssueCorrection):
        return LogEntry(row.corrected_at, row.actor, f"correct_{row.field}", subject, "")
    if isinstance(row, OfficeAct):
        reason = row.details.get("reason", "")
        return LogEntry(row.at, row.by, f"many_{row.kind}", None, reason, many=row)
    reason = row.reason if isinstance(row, Decision) else ""
    return LogEntry(row.created_at, row.actor, row.act, subject, reason)
