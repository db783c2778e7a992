"""Words in which personal data was masked: a planner says whether they are shown as written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, inspect, or_, select

from civic.db import db, hold, lock
from civic.issues.listing.columns import write_columns
from civic.issues.listing.relisting import relisted
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.moderation.models import KINDS
from civic.moderation.subjects import MODELS, PARENTS, Subject, find_subjects
from civic.people.masked_words import MaskedWords, WordsChanged
from civic.people.models import Person
from civic.places.models import Municipality
from civic.rounds.models import Round

MOST = 200  # shown at once, the oldest first


@dataclass(frozen=True)
class Masked:
    """words with what they are of; those of a step of an issue's life are of the issue."""

    words: MaskedWords
    subject: Subject

    def show(self, planner: Person) -> None:
        """Show them as they were written. Raises: AlreadyDecided, WordsChanged."""
        self._hold()
        public = fitted(self._row, self.words.field, self.words.masked)
        original = self.words.decide(planner, shown=True)
        if original is None or getattr(self._row, self.words.field) != public:
            raise WordsChanged
        self._write(original)
        self.subject.record("show_words", planner, "")

    def show_spots(self, planner: Person) -> None:
        """Show what planners masked by hand; what was found by itself stays masked.
        Raises: AlreadyDecided, WordsChanged."""
        self._hold()
        public = fitted(self._row, self.words.field, self.words.masked)
        without = self.words.drop_spots()
        if getattr(self._row, self.words.field) != public:
            raise WordsChanged
        self._write(fitted(self._row, self.words.field, without))
        self.subject.record("show_spots", planner, "")

    def leave_masked(self, planner: Person) -> None:
        """Leave them masked, and forget what was written. Raises: AlreadyDecided."""
        self._hold()
        self.words.decide(planner, shown=False)
        self.subject.record("keep_masked", planner, "")

    @property
    def _row(self):
        if self.words.status_change_id:
            return db.session.get(StatusChange, self.words.status_change_id)
        return self.subject.thing

    def _hold(self) -> None:
        if not self.subject.is_comment:
            lock(Round, [self.subject.round.id])
        hold(self.subject.page_model, [self.subject.page_of.id])
        db.session.refresh(self._row)

    def _write(self, original: str) -> None:
        if self.words.issue_id is None:
            setattr(self._row, self.words.field, original)
            return
        issue = self.subject.thing
        assert isinstance(issue, Issue)
        with relisted(Issue, issue.round_id, [issue.id]):
            write_columns(Issue, {issue.id: {self.words.field: original}})


def fitted(row, field: str, words: str) -> str:
    """As much of masked words as the column holds: a mask may be longer than what it stands for."""
    column = inspect(type(row)).columns[field]
    return words[: getattr(column.type, "length", None)]


def waiting(municipality: Municipality) -> list[Masked]:
    """What nobody has decided about, the longest first."""
    return _with_subjects(_of(municipality).limit(MOST), municipality)


def find_masked(id: int, municipality: Municipality) -> Masked | None:
    """None when it is of another city, or decided."""
    rows = _with_subjects(_of(municipality).where(MaskedWords.id == id), municipality)
    return rows[0] if rows else None


def _of(municipality: Municipality) -> Select:
    here = or_(
        MaskedWords.status_change_id.in_(
            select(StatusChange.id).where(StatusChange.issue_id.in_(_ids("issue", municipality)))
        ),
        *(getattr(MaskedWords, f"{kind}_id").in_(_ids(kind, municipality)) for kind in KINDS),
    )
    undecided = MaskedWords.decided_at.is_(None), MaskedWords.original.is_not(None)
    return select(MaskedWords).where(here, *undecided).order_by(MaskedWords.id)


def _ids(kind: str, municipality: Municipality) -> Select:
    table: Any = MODELS[kind]
    home: Any = PARENTS[kind][0] if kind in PARENTS else table
    query = select(table.id)
    if home is not table:
        query = query.join(home, home.id == getattr(table, PARENTS[kind][1]))
    query = query.join(Round, Round.id == home.round_id)
    return query.where(Round.municipality_id == municipality.id)


def _with_subjects(query: Select, municipality: Municipality) -> list[Masked]:
    rows: Sequence[MaskedWords] = db.session.scalars(query).all()
    keys = {words.id: _subject_of(words) for words in rows}
    subjects = find_subjects(set(keys.values()), municipality)
    return [Masked(words, subjects[keys[words.id]]) for words in rows]


def _subject_of(words: MaskedWords) -> tuple[str, int]:
    if words.status_change_id is None:
        return words.thing, words.thing_id
    step = db.session.get_one(StatusChange, words.status_change_id)
    return "issue", step.issue_id
