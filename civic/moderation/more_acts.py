"""Acts of the office that are rows of their own: what weighs on a vote, codes, links, rights, files
taken away. One line each; the log (log.py) shows them among the others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, literal, select

from civic.db import db
from civic.people.access_log.models import AccessEntry, AccessReview
from civic.people.models import Person
from civic.people.residency.participation_codes import CodeBatch, ParticipationCode
from civic.people.residency.showing import CodeShowing
from civic.people.rights.models import RightChange
from civic.plans.links.models import Invitation, ShareLink
from civic.plans.models import Plan
from civic.rounds.models import Round
from civic.rounds.phases.two_persons import CalendarChange
from civic.votes.corrections.annulment import Annulment
from civic.votes.corrections.removal import Removal
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally


@dataclass(frozen=True)
class MoreActs:
    """act: a code of labels.ACTS. at, by: columns; by is the one of who did it. about: in words,
    what of; it names no resident. only: more conditions."""

    act: str
    table: Any
    at: str
    by: str
    about: Callable[[Any], str] = lambda _row: ""
    only: tuple = ()

    def of(self, municipality) -> Select:
        """(act, id, at) of each in a municipality."""
        at = getattr(self.table, self.at)
        query = select(literal(self.act).label("source"), self.table.id, at.label("at"))
        return _in_place(query, self.table, municipality).where(at.is_not(None), *self.only)

    def who(self, row) -> int | None:
        return getattr(row, self.by)


def _in_place(query: Select, table, municipality) -> Select:
    if hasattr(table, "municipality_id"):
        return query.where(table.municipality_id == municipality.id)
    if hasattr(table, "batch_id"):
        query = query.join(CodeBatch, CodeBatch.id == table.batch_id)
        return query.where(CodeBatch.municipality_id == municipality.id)
    if hasattr(table, "plan_id"):
        query = query.join(Plan, Plan.id == table.plan_id)
        query = query.join(Round, Round.id == Plan.round_id)
    else:
        query = query.join(Round, Round.id == table.round_id)
    return query.where(Round.municipality_id == municipality.id)


def _two_people(table, act: str, about, confirm: bool = True) -> Iterator[MoreActs]:
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
    )
}


def reason_of(row) -> str:
    return getattr(row, "reason", "") or getattr(row, "note", "") or ""


def people_of(rows) -> dict[int, Person]:
    """Who did them, by id; rows: (act, row)."""
    ids = {MORE[act].who(row) for act, row in rows}
    found = db.session.scalars(select(Person).where(Person.id.in_(ids - {None})))
    return {person.id: person for person in found}
