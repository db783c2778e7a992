"""Acts of the office that are rows of their own: what weighs on a vote or a panel, paper, codes,
links, rights, plans, files taken away. One line each; the log (log.py) shows them among the others.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, literal, select

from civic.db import db
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.meetings.models import MeetingChange
from civic.meetings.opinions.models import OpinionBatch
from civic.meetings.opinions.withdrawal import OpinionWithdrawal
from civic.panel.labels import STEP_NAMES
from civic.panel.models import PanelStep
from civic.panel.office.two_persons import MemberRemoval, PanelChange, SeedEntry
from civic.people.access_log.models import AccessEntry, AccessReview
from civic.people.models import Person
from civic.people.residency.participation_codes import CodeBatch, ParticipationCode
from civic.people.residency.showing import CodeShowing
from civic.people.rights.models import RightChange
from civic.photos.redaction.models import PhotoRedaction
from civic.plans.filing.labels import STEP_NAMES as FILING_NAMES
from civic.plans.filing.models import FilingStep
from civic.plans.links.models import Invitation, ShareLink
from civic.plans.models import Snapshot
from civic.rounds.phases.two_persons import CalendarChange
from civic.solutions.models import Solution
from civic.solutions.screening.models import Screening
from civic.surveys.batches import SurveyBatch
from civic.themes.labels import act_words
from civic.themes.log import ThemeChange
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally


def _nothing(_row) -> str:
    return ""


# By which of its columns a row belongs to a municipality, through other tables or at once.
WAYS = (
    *("municipality_id", "round_id", "plan_id", "panel_id", "survey_id", "meeting_id"),
    *("batch_id", "solution_id", "indicator_id"),
)


def _in_place(query: Select, table, municipality) -> Select:
    columns = table.__table__.c
    while True:
        way = next(columns[name] for name in WAYS if name in columns)
        if way.name == "municipality_id":
            here = way == municipality.id
            # Empty of what holds in every city, as operators' rights.
            return query.where(here | way.is_(None) if way.nullable else here)
        (key,) = way.foreign_keys
        columns = key.column.table.c
        query = query.join(key.column.table, way == key.column)


def _where_shown(query: Select, table, municipality) -> Select:
    """Of photos: by the report that shows them."""
    shown = query.join(IssuePhoto, IssuePhoto.photo_id == table.photo_id)
    return _in_place(shown.join(Issue, Issue.id == IssuePhoto.issue_id), Issue, municipality)


@dataclass(frozen=True)
class MoreActs:
    """act: a code of labels.ACTS. at, by: columns; by is the one of who did it. about: in words,
    what of; it names no resident. only: more conditions. place: keeps a query to a municipality."""

    act: str
    table: Any
    at: str
    by: str
    about: Callable[[Any], str] = _nothing
    only: tuple = ()
    place: Callable[[Select, Any, Any], Select] = _in_place

    def of(self, municipality) -> Select:
        """(act, id, at) of each in a municipality."""
        at = getattr(self.table, self.at)
        query = select(literal(self.act).label("source"), self.table.id, at.label("at"))
        return self.place(query, self.table, municipality).where(at.is_not(None), *self.only)

    def who(self, row) -> int | None:
        return getattr(row, self.by)


def _two_people(table, act: str, about=_nothing, confirm: bool = True) -> Iterator[MoreActs]:
    yield MoreActs(f"{act}_enter", table, "entered_at", "entered_by_id", about)
    if confirm:
        yield MoreActs(f"{act}_confirm", table, "confirmed_at", "decided_by_id", about)
    yield MoreActs(f"{act}_drop", table, "dropped_at", "decided_by_id", about)


def _round(row) -> str:
    return row.round.title


def _label(row) -> str:
    return row.label


def _batch(row) -> str:
    return row.batch.label


def _person(row) -> str:
    return row.person.name


def _solution(row) -> str:
    return db.session.get_one(Solution, row.solution_id).title


OF_THE_OFFICE = (PhotoRedaction.by_office,)
MORE = {
    acts.act: acts
    for acts in (
        *_two_people(Annulment, "annul", _round),
        *_two_people(CalendarChange, "calendar", _round, confirm=False),
        *_two_people(Removal, "removal", lambda row: row.solution.title, confirm=False),
        *_two_people(PaperSheet, "paper", lambda row: row.place),
        MoreActs("tally", Tally, "counted_at", "counted_by_id", _round),
        MoreActs(
            *("codes_issue", CodeBatch, "issued_at", "issued_by_id", _label),
            (CodeBatch.level == "invite",),
        ),
        MoreActs("codes_print", CodeBatch, "printing_at", "issued_by_id", _label),
        MoreActs(
            *("desk_code", CodeBatch, "issued_at", "issued_by_id", _label),
            (CodeBatch.level == "desk",),
        ),
        MoreActs("codes_void", CodeBatch, "voided_at", "voided_by_id", _label),
        MoreActs(
            *("code_void", ParticipationCode, "voided_at", "voided_by_id", _batch),
            (ParticipationCode.voided_by_id.is_not(None),),
        ),
        *_two_people(CodeShowing, "showing", _batch),
        MoreActs("invite", Invitation, "issued_at", "issued_by_id", _label),
        MoreActs("invite_end", Invitation, "revoked_at", "revoked_by_id", _label),
        MoreActs("share", ShareLink, "issued_at", "issued_by_id", _label),
        MoreActs("share_end", ShareLink, "revoked_at", "revoked_by_id", _label),
        MoreActs("grant", RightChange, "at", "by_id", _person, (RightChange.act == "grant",)),
        MoreActs(
            *("grant_confirm", RightChange, "at", "by_id", _person),
            (RightChange.act == "confirm",),
        ),
        MoreActs("revoke", RightChange, "at", "by_id", _person, (RightChange.act == "revoke",)),
        MoreActs(
            *("export", AccessEntry, "at", "person_id", lambda row: row.path),
            (AccessEntry.data == "export",),
        ),
        *_two_people(AccessReview, "review", lambda row: row.month),
        MoreActs(
            *("panel", PanelStep, "at", "actor_id", lambda row: str(STEP_NAMES[row.act])),
            (PanelStep.actor_id.is_not(None),),
        ),
        *_two_people(PanelChange, "panel_change", confirm=False),
        *_two_people(SeedEntry, "seed", confirm=False),
        *_two_people(MemberRemoval, "member"),
        *_two_people(SurveyBatch, "survey_paper", lambda row: row.place),
        *_two_people(OpinionBatch, "heard", lambda row: row.meeting.title, confirm=False),
        *_two_people(
            *(OpinionWithdrawal, "unheard", lambda row: row.batch.meeting.title),
            confirm=False,
        ),
        MoreActs(
            *("meeting", MeetingChange, "created_at", "actor_id"), lambda row: row.meeting.title
        ),
        *(
            MoreActs(act, PhotoRedaction, at, by, only=OF_THE_OFFICE, place=_where_shown)
            for act, at, by in (
                ("redact", "redacted_at", "drawn_by_id"),
                ("redact_undo", "undone_at", "undone_by_id"),
            )
        ),
        MoreActs("theme", ThemeChange, "at", "by_id", act_words),
        MoreActs("screening", Screening, "screened_at", "screened_by_id", _solution),
        MoreActs(
            *("compile", Snapshot, "taken_at", "taken_by_id", lambda row: f"#{row.number}"),
            (Snapshot.taken_by_id.is_not(None),),
        ),
        MoreActs(
            *("filing", FilingStep, "entered_at", "entered_by_id"),
            lambda row: str(FILING_NAMES[row.kind]),
        ),
    )
}


def keep_acts(*more: MoreActs) -> None:
    """For a later feature: acts of its own, whose words stand among those of labels.ACTS."""
    MORE.update((acts.act, acts) for acts in more)


def reason_of(row) -> str:
    return getattr(row, "reason", "") or getattr(row, "note", "") or ""


def people_of(rows) -> dict[int, Person]:
    """Who did them, by id; rows: (act, row)."""
    ids = {MORE[act].who(row) for act, row in rows}
    people = db.session.scalars(select(Person).where(Person.id.in_(ids - {None})))
    return {person.id: person for person in people}
