"""The audit log: what the office did in one municipality, in one order of time."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, literal, not_, or_, select, union_all

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
from civic.moderation.more_acts import MORE, people_of, reason_of
from civic.moderation.recorded import RecordedAct
from civic.moderation.subjects import Subject, find_subjects
from civic.people.models import Person
from civic.people.rights.models import RightChange
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
    "recorded": RecordedAct,
}
BEFORE_AN_IMPORT = "import_upload", "import_columns", "import_resume"


@dataclass(frozen=True)
class LogEntry:
    """One act. act: a code of labels.ACTS. subject: None when the thing is gone. actor: None for
    the program by itself, or (by_command) for who runs it.

    status: the one set; into: the issue merged into; round_change, issue_import: of a round,
    not of a subject; many: of many issues at once; heard: what was said at a meeting; about: what
    else, in words.
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
    about: str = ""
    by_command: bool = False


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
    """source, id and time of each act of the office."""
    here = Round.municipality_id == municipality.id
    decisions = _source("decision", Decision.id, Decision.created_at)
    # What proposers do to their own proposals is on the proposal's page.
    solutions = (
        _source("solution", SolutionChange.id, SolutionChange.created_at)
        .join(Solution, Solution.id == SolutionChange.solution_id)
        .join(Round, Round.id == Solution.round_id)
        .where(here, SolutionChange.actor_id.is_distinct_from(Solution.proposer_id))
    )
    acts = (
        decisions.where(Decision.municipality_id == municipality.id),
        solutions,
        *_on_reports(here),
        *_on_rounds(here),
        *_at_meetings(here),
        _recorded(municipality),
        *(more.of(municipality) for more in MORE.values()),
    )
    return union_all(*acts).subquery()


def _recorded(municipality):
    """With what is every city's: calls, the catalogue, keys for all of them."""
    place = RecordedAct.municipality_id
    acts = _source("recorded", RecordedAct.id, RecordedAct.at)
    here = or_(place == municipality.id, place.is_(None))
    return acts.where(here, not_(_is_of_an_import()))


def _is_of_an_import():
    """Of a file that was imported since: an import is one entry, which says when it came."""
    since = RecordedAct.at.between(IssueImport.created_at, IssueImport.imported_at)
    its = since & (IssueImport.filename == RecordedAct.about)
    there = select(IssueImport.id).join(Round, Round.id == IssueImport.round_id)
    there = there.where(its, Round.municipality_id == RecordedAct.municipality_id)
    return RecordedAct.act.in_(BEFORE_AN_IMPORT) & there.exists()


def _source(name: str, id, at):
    return select(literal(name).label("source"), id, at.label("at"))


def _on_reports(here):
    """On one report each; what was done to many at once is one act of its own."""
    # A resident's own report starts a timeline too, an answer to a question goes on with it, and a
    # merge is shown by its Merge row.
    by_office = or_(
        StatusChange.status.not_in(("received", "reviewing")),
        StatusChange.actor_id.is_(None),
        Issue.reporter_id.is_(None),
        StatusChange.actor_id != Issue.reporter_id,
    )
    shown = (by_office, StatusChange.status != "merged")
    for name, table, at, *conditions in (
        ("change", StatusChange, StatusChange.created_at, *shown),
        ("merge", Merge, Merge.merged_at),
        (
            *("correction", IssueCorrection, IssueCorrection.corrected_at),
            IssueCorrection.actor_id.is_distinct_from(Issue.reporter_id),
        ),
    ):
        acts = _source(name, table.id, at).join(Issue, Issue.id == table.issue_id)
        yield acts.join(Round, Round.id == Issue.round_id).where(here, ~table.of_many, *conditions)


def _on_rounds(here):
    for name, table, at in (
        ("round", RoundChange, RoundChange.created_at),
        ("import", IssueImport, IssueImport.imported_at),
        ("undo", IssueImport, IssueImport.undone_at),
        ("many", OfficeAct, OfficeAct.at),
    ):
        acts = _source(name, table.id, at).join(Round, Round.id == table.round_id)
        yield acts.where(here, at.is_not(None))


def _at_meetings(here):
    heard = _source("heard", OpinionBatch.id, OpinionBatch.confirmed_at)
    yield heard.join(Meeting).join(Round).where(here, OpinionBatch.confirmed_at.is_not(None))
    unheard = _source("unheard", OpinionWithdrawal.id, OpinionWithdrawal.confirmed_at)
    unheard = unheard.join(OpinionBatch).join(Meeting).join(Round)
    yield unheard.where(here, OpinionWithdrawal.confirmed_at.is_not(None))


def _entries(keys, municipality):
    rows = {}
    tables = TABLES | {act: more.table for act, more in MORE.items()}
    for source, table in tables.items():
        ids = [id for key_source, id in keys if key_source == source]
        if ids:
            query = select(table).where(table.id.in_(ids))
            rows |= {(source, row.id): row for row in db.session.scalars(query)}
    acts = [(source, rows[source, id]) for source, id in keys]
    others = [(source, row) for source, row in acts if source not in MORE]
    subjects = find_subjects({_thing(row) for _, row in others}, municipality)
    people = people_of([(source, row) for source, row in acts if source in MORE])
    return [
        _more_entry(source, row, people)
        if source in MORE
        else _entry(source, row, subjects.get(_thing(row)))
        for source, row in acts
    ]


def _more_entry(act, row, people) -> LogEntry:
    more = MORE[act]
    actor = people.get(more.who(row))
    entry = LogEntry(getattr(row, more.at), actor, act, None, reason_of(row), about=more.about(row))
    is_command = isinstance(row, RightChange) and row.by_id is None
    return replace(entry, by_command=is_command)


def _thing(row):
    if isinstance(row, SolutionChange):
        return "solution", row.solution_id
    if isinstance(row, RoundChange | OfficeAct):
        return "round", row.round_id
    if isinstance(row, IssueImport):
        return "import", row.id
    if isinstance(row, OpinionBatch | OpinionWithdrawal):
        return "heard", row.id
    if not isinstance(row, Decision | RecordedAct):
        return "issue", row.issue_id
    kind, _, thing_id = row.subject.partition(" ")
    return kind, int(thing_id) if thing_id.isdecimal() else 0


def _entry(source, row, subject):
    if isinstance(row, RecordedAct):
        entry = LogEntry(row.at, row.person, row.act, subject, row.reason, about=row.about)
        return replace(entry, by_command=row.person_id is None)
    if isinstance(row, IssueImport):
        at, actor, act = row.imported_at, row.planner, "import"
        if source == "undo":
            at, actor, act = row.undone_at, row.undone_by, "undo_import"
        return LogEntry(at, actor, act, None, "", issue_import=row, by_command=actor is None)
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
            *(row.created_at, row.actor, f"round_{row.act}", None, row.reason),
            round_change=row,
            by_command=row.actor is None,
        )
    if isinstance(row, IssueCorrection):
        return LogEntry(row.corrected_at, row.actor, f"correct_{row.field}", subject, "")
    if isinstance(row, OfficeAct):
        reason = row.details.get("reason", "")
        return LogEntry(row.at, row.by, f"many_{row.kind}", None, reason, many=row)
    reason = row.reason if isinstance(row, Decision) else ""
    return LogEntry(row.created_at, row.actor, row.act, subject, reason)
