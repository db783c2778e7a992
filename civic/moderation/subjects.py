"""Subject: anything people may flag and planners may hide, whichever table it is in."""

from dataclasses import dataclass

from sqlalchemy import select, update

from civic.db import db, hold, insert_once, lock, now, rows_changed
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.rules import ReasonMissing
from civic.kept_counts import recount
from civic.moderation.models import KINDS, Decision, Flag
from civic.people.models import Person
from civic.people.posting import WAITS
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.solutions.comments import SolutionComment
from civic.solutions.models import Solution
from civic.votes.ballots.frozen_ballot import freeze

MODELS = dict(zip(KINDS, (Issue, IssueComment, Solution, SolutionComment), strict=True))
# A comment's table → where it hangs, and the column that says so.
PARENTS = {"issue_comment": (Issue, "issue_id"), "solution_comment": (Solution, "solution_id")}
EXCERPT = 160


class AlreadyHidden(Exception):
    """The thing is hidden; there is nothing to flag or hide."""


class NotHidden(Exception):
    """The thing is in plain sight; there is nothing to restore."""


@dataclass(frozen=True)
class Subject:
    """thing: the row. page_of: the issue or solution whose page shows it."""

    kind: str
    thing: Issue | IssueComment | Solution | SolutionComment
    page_of: Issue | Solution

    @property
    def title(self) -> str:
        return self.page_of.title

    @property
    def excerpt(self) -> str:
        words = getattr(self.thing, "summary", None) or self.thing.body or self.title
        return words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"

    @property
    def round(self) -> Round:
        return self.page_of.round

    @property
    def page_model(self) -> type[Issue] | type[Solution]:
        """The model of what the page shows."""
        return type(self.page_of)

    @property
    def is_comment(self) -> bool:
        return self.kind in PARENTS

    @property
    def is_hidden(self) -> bool:
        return self.thing.hidden_at is not None

    def flag(self, person: Person, reason: str) -> bool:
        """Object to it. False when this person did before. Raises: AlreadyHidden."""
        if self.is_hidden:
            raise AlreadyHidden
        return insert_once(
            Flag,
            municipality_id=self.round.municipality_id,
            person_id=person.id,
            reason=reason.strip(),
            **{f"{self.kind}_id": self.thing.id},
        )

    def hide(self, actor: Person, reason: str) -> None:
        """Show only the reason to the public, and settle the flags.

        Raises: AlreadyHidden, ReasonMissing.
        """
        self.hold()
        if self.is_hidden:
            raise AlreadyHidden
        if not reason.strip():
            raise ReasonMissing("hide")
        self.keep_ballot()
        if isinstance(self.thing, Issue):
            self.thing.hide(reason)
        else:
            self.thing.hidden_at, self.thing.hidden_reason = now(), reason.strip()
            self._count_comments()
        self._settle("hide", actor, reason)

    def restore(self, actor: Person, reason: str = "") -> None:
        """Raises: NotHidden; what its proposer took back was not hidden by the office."""
        self.hold()
        if not self.is_hidden or getattr(self.thing, "withdrawn_at", None):
            raise NotHidden
        self.keep_ballot()
        if isinstance(self.thing, Issue):
            self.thing.restore()
        else:
            self.thing.hidden_at, self.thing.hidden_reason = None, ""
            self._count_comments()
        self._settle("restore", actor, reason)

    def wait(self) -> None:
        """Show a new post to its author and the office alone, until it was looked at."""
        self.hold()
        if isinstance(self.thing, Issue):
            self.thing.hide(WAITS)
        else:
            self.thing.hidden_at, self.thing.hidden_reason = now(), WAITS
            self._count_comments()

    def let_through(self, actor: Person) -> None:
        """Show what waited. It is looked at and not yet dealt with. Raises: NotHidden."""
        self._hold_waiting()
        if isinstance(self.thing, Issue):
            self.thing.restore()
        else:
            self.thing.hidden_at, self.thing.hidden_reason = None, ""
            self._count_comments()
        self.record("let_through", actor, "")

    def refuse(self, actor: Person, reason: str) -> None:
        """Leave what waited hidden, for a reason. Raises: NotHidden, ReasonMissing."""
        self._hold_waiting()
        if not reason.strip():
            raise ReasonMissing("hide")
        self.thing.hidden_reason = reason.strip()
        self._settle("hide", actor, reason)

    def dismiss(self, actor: Person, reason: str = "") -> None:
        """Look at the flags and leave the thing as it is; where there are none nothing is noted."""
        self.hold()
        self._settle("dismiss", actor, reason)

    def hold(self):
        """Of two planners at once the second sees what the first did: the round first, then what
        is in it."""
        if not self.is_comment:
            lock(Round, [self.round.id])
        hold(self.page_model, [self.page_of.id])
        if self.is_comment:
            hold(MODELS[self.kind], [self.thing.id])

    def _hold_waiting(self):
        self.hold()
        db.session.refresh(self.thing)
        if not self.thing.waits:
            raise NotHidden

    def keep_ballot(self):
        """Hiding or showing words changes no ballot once people vote."""
        if self.kind == "solution":
            freeze(self.thing.round)

    def _count_comments(self):
        if self.is_comment:
            recount(self.page_model.comments_count, self.page_of.id)

    def _settle(self, act, actor, reason):
        if self.kind == "issue":
            self.thing.triage(actor)
        about = getattr(Flag, f"{self.kind}_id") == self.thing.id
        open_flags = update(Flag).where(about, Flag.settled_at.is_(None))
        settled = rows_changed(open_flags.values(settled_at=now()))
        if settled or act != "dismiss":
            self.record(act, actor, reason)

    def record(self, act, actor, reason):
        db.session.add(
            Decision(
                municipality_id=self.round.municipality_id,
                actor=actor,
                act=act,
                subject=f"{self.kind} {self.thing.id}",
                reason=reason.strip(),
            )
        )


def find_subject(kind: str, thing_id: int, municipality: Municipality) -> Subject | None:
    """None when there is no such thing in this municipality."""
    return find_subjects({(kind, thing_id)}, municipality).get((kind, thing_id))


def find_subjects(
    wanted: set[tuple[str, int]], municipality: Municipality
) -> dict[tuple[str, int], Subject]:
    """(kind, id) → Subject, for those of this municipality; one query a kind."""
    subjects: dict[tuple[str, int], Subject] = {}
    for kind in KINDS:
        ids = [thing_id for wanted_kind, thing_id in wanted if wanted_kind == kind]
        if ids:
            subjects |= _of_kind(kind, ids, municipality)
    return subjects


def _of_kind(kind, ids, municipality):
    table = MODELS[kind]
    home, column = PARENTS.get(kind, (table, "id"))
    query = select(table, home) if home is not table else select(table)
    if home is not table:
        query = query.join(home, home.id == getattr(table, column))
    query = query.join(Round, Round.id == home.round_id)
    query = query.where(table.id.in_(ids), Round.municipality_id == municipality.id)
    rows = db.session.execute(query).unique().all()
    return {(kind, row[0].id): Subject(kind, row[0], row[-1]) for row in rows}
