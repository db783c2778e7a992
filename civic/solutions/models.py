"""Solution with its build steps, and the verbs people use on it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.issues.models import Issue
from civic.people.models import Person
from civic.places.models import District
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.catalogue_models import CatalogueEntry, load_catalogue
from civic.solutions.costs import Split, split
from civic.solutions.discussion_models import SolutionChange, SolutionComment
from civic.solutions.follow_models import FollowActs, SolutionFollow
from civic.solutions.rules import (
    ISSUES,
    BallotClosedToChange,
    CostOutOfRange,
    IssuesDoNotFit,
    NoSuchComment,
    NotToBeChanged,
    StepsDoNotFit,
    ballot_is_open_to_change,
    highest_cost,
    may_revise,
    may_withdraw,
    months_fit,
)

__all__ = [
    "BuildStep",
    "CatalogueEntry",
    "Solution",
    "SolutionChange",
    "SolutionComment",
    "SolutionDistrict",
    "SolutionIssue",
    "load_catalogue",
    "solutions_by",
    "solutions_of",
]
# What a revision may change, beside issues, districts and steps.
WORDS = ("title", "summary", "body", "category", "cost_won", "operator", "yearly_cost_won")


class Solution(FollowActs, db.Model):
    """해결방안. status: proposed | on_ballot | selected | not_selected."""

    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("proposer_id", "request_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]  # 1, 2, 3 … in the round, in order of proposal: the tie rule's "earlier"
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    request_key: Mapped[str | None] = mapped_column(String(64))
    catalogue_id: Mapped[int | None] = mapped_column(ForeignKey("catalogue_entry.id"))
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str] = mapped_column(String(20))
    cost_won: Mapped[int] = mapped_column(BigInteger)
    operator: Mapped[str] = mapped_column(
        String(120), default=""
    )  # who runs it after the funded year
    yearly_cost_won: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(12), default="proposed")
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
    # Taken back by its proposer: hidden_at is set with it, so that what is hidden is one question.
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comments_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    proposer: Mapped[Person | None] = relationship()
    catalogue_entry: Mapped[CatalogueEntry | None] = relationship()
    issues: Mapped[list[Issue]] = relationship(secondary="solution_issue")
    districts: Mapped[list[District]] = relationship(secondary="solution_district")
    steps: Mapped[list["BuildStep"]] = relationship(
        order_by="BuildStep.position", cascade="all, delete-orphan"
    )

    @classmethod
    def propose(
        cls,
        round: Round,
        proposer: Person | None,
        *,
        request_key: str,
        issues: list[Issue],
        cost_won: int,
        steps: list[dict] = (),
        districts: list[District] = (),
        catalogue_entry: CatalogueEntry | None = None,
        **words,
    ) -> "Solution":
        """Propose a way to solve issues; the same person's same key gives the same solution.

        steps: {title, month_from, month_to, detail}. words: title, summary, body, category,
        operator, yearly_cost_won.
        Raises: PhaseClosed, IssuesDoNotFit, CostOutOfRange, StepsDoNotFit.
        """
        if not may("propose", frozenset({"resident"}), round.open_phases()):
            raise PhaseClosed("propose")
        _check(round, issues, cost_won, steps)
        # Numbers follow one another without a gap: proposals of a round wait for each other here.
        db.session.execute(db.select(Round.id).filter_by(id=round.id).with_for_update())
        number, proposer_id = cls._next_number(round), proposer.id if proposer else None
        stored = insert_once(
            cls,
            round_id=round.id,
            number=number,
            proposer_id=proposer_id,
            request_key=request_key,
            catalogue_id=catalogue_entry.id if catalogue_entry else None,
            cost_won=cost_won,
            **words,
        )
        if not stored:
            same = db.select(cls).filter_by(proposer_id=proposer_id, request_key=request_key)
            return db.session.scalars(same).one()
        solution = db.session.scalars(
            db.select(cls).filter_by(round_id=round.id, number=number)
        ).one()
        solution.issues, solution.districts = list(issues), list(districts)
        solution.steps = [BuildStep(position=i, **step) for i, step in enumerate(steps)]
        SolutionFollow.by_itself(proposer, solution_id=solution.id)
        return solution

    @classmethod
    def _next_number(cls, round: Round) -> int:
        last = db.session.scalar(db.select(db.func.max(cls.number)).filter_by(round_id=round.id))
        return (last or 0) + 1

    @property
    def split(self) -> Split:
        return split(self.cost_won, self.round.national_share)

    def may_revise(self, person: Person, is_office: bool) -> bool:
        """The proposer while proposals are open, the office until voting begins."""
        return not self.hidden_at and may_revise(
            person.id == self.proposer_id,
            is_office,
            self.status,
            self.round.open_phases(),
            self.may_change_ballot,
        )

    def may_withdraw(self, person: Person) -> bool:
        return not self.hidden_at and may_withdraw(
            person.id == self.proposer_id, self.status, self.round.open_phases()
        )

    def revise(
        self,
        person: Person,
        *,
        is_office: bool,
        issues: list[Issue],
        cost_won: int,
        steps: list[dict] = (),
        districts: list[District] = (),
        **words,
    ) -> None:
        """Say it better; what it said before is kept as a SolutionChange.

        Raises: NotToBeChanged, IssuesDoNotFit, CostOutOfRange, StepsDoNotFit.
        """
        db.session.refresh(self, with_for_update=True)
        if not self.may_revise(person, is_office):
            raise NotToBeChanged
        _check(self.round, issues, cost_won, steps, kept=self.issues)
        before = self._said()
        for name, value in {**words, "cost_won": cost_won}.items():
            setattr(self, name, value)
        self.issues, self.districts = list(issues), list(districts)
        # Positions are unique: the old steps go before the new ones come.
        self.steps = []
        db.session.flush()
        self.steps = [BuildStep(position=i, **step) for i, step in enumerate(steps)]
        said = self._said()
        changed = {name: value for name, value in before.items() if value != said[name]}
        if changed:
            self._note(person, "revise", changed)

    def withdraw(self, person: Person) -> None:
        """Take one's own proposal back. Raises: NotToBeChanged."""
        db.session.refresh(self, with_for_update=True)
        if not self.may_withdraw(person):
            raise NotToBeChanged
        self.withdrawn_at = self.hidden_at = now()
        self._note(person, "withdraw")

    def changes(self) -> list[SolutionChange]:
        """What was done to it, newest first."""
        query = db.select(SolutionChange).filter_by(solution_id=self.id)
        return db.session.scalars(query.order_by(SolutionChange.id.desc())).all()

    def _note(self, actor, act, before=None):
        actor_id = actor.id if actor else None
        db.session.add(
            SolutionChange(solution_id=self.id, actor_id=actor_id, act=act, before=before or {})
        )

    def as_form(self) -> dict:
        """Its values by the names of the proposal form's fields."""
        entry = self.catalogue_entry
        return {name: getattr(self, name) for name in WORDS} | {
            "issue_ids": [issue.id for issue in self.issues],
            "district_ids": [place.id for place in self.districts],
            "steps": [
                {
                    name: getattr(step, name)
                    for name in ("title", "month_from", "month_to", "detail")
                }
                for step in self.steps
            ],
            "catalogue": entry.key if entry else "",
        }

    def _said(self) -> dict:
        """Its words as plain values, to keep and to compare."""
        steps = [(s.title, s.month_from, s.month_to, s.detail) for s in self.steps]
        return {name: getattr(self, name) for name in WORDS} | {
            "issues": sorted(issue.id for issue in self.issues),
            "districts": sorted(place.id for place in self.districts),
            "steps": [list(step) for step in steps],
        }

    @property
    def may_change_ballot(self) -> bool:
        vote = self.round.phase("vote")
        return ballot_is_open_to_change(vote.starts_at if vote else None, now())

    def put_on_ballot(self, planner: Person | None) -> None:
        """Raises: BallotClosedToChange once voting has begun."""
        self._set_ballot(planner, "put_on_ballot", "on_ballot")

    def take_off_ballot(self, planner: Person | None) -> None:
        """Raises: BallotClosedToChange once voting has begun."""
        self._set_ballot(planner, "take_off_ballot", "proposed")

    def _set_ballot(self, planner, act, status) -> None:
        if not self.may_change_ballot or self.status not in ("proposed", "on_ballot"):
            raise BallotClosedToChange
        if self.status != status:
            self.status = status
            self._note(planner, act)

    def discuss(
        self, author: Person, body: str, *, request_key: str, parent_id: int | None = None
    ) -> "SolutionComment":
        """Add a comment; an answer to an answer joins the same thread. Idempotent by key.

        Raises: PhaseClosed, NoSuchComment.
        """
        mine = db.select(SolutionComment).filter_by(author_id=author.id, request_key=request_key)
        before = db.session.scalar(mine)
        if before is not None:
            return before
        if not may("discuss", frozenset({"resident"}), self.round.open_phases()):
            raise PhaseClosed("discuss")
        stored = insert_once(
            SolutionComment,
            solution_id=self.id,
            parent_id=self._thread(parent_id),
            author_id=author.id,
            request_key=request_key,
            body=body,
        )
        if stored:
            self.comments_count = Solution.comments_count + 1
            SolutionFollow.by_itself(author, solution_id=self.id)
        return db.session.scalars(mine).one()

    def _thread(self, parent_id: int | None) -> int | None:
        if parent_id is None:
            return None
        parent = db.session.get(SolutionComment, parent_id)
        if parent is None or parent.solution_id != self.id:
            raise NoSuchComment
        return parent.parent_id or parent.id

    def threads(self) -> list[tuple["SolutionComment", list["SolutionComment"]]]:
        """Comments, oldest first, each with its answers."""
        query = db.select(SolutionComment).filter_by(solution_id=self.id)
        answers: dict[int | None, list[SolutionComment]] = {}
        for comment in db.session.scalars(query.order_by(SolutionComment.id)):
            answers.setdefault(comment.parent_id, []).append(comment)
        return [(first, answers.get(first.id, [])) for first in answers.get(None, [])]


def _check(round, issues, cost_won, steps, kept=()) -> None:
    """kept: issues it is for already; one of them may have been hidden or merged since."""
    fit = all(issue in kept or (issue.round_id == round.id and issue.listed) for issue in issues)
    if not fit or not 1 <= len(issues) <= ISSUES:
        raise IssuesDoNotFit
    if not 0 < cost_won <= highest_cost(round.budget_won):
        raise CostOutOfRange(highest_cost(round.budget_won))
    if not all(months_fit(step["month_from"], step["month_to"]) for step in steps):
        raise StepsDoNotFit


def solutions_of(issue: Issue) -> list[Solution]:
    """Solutions that readers may see, proposed for this issue or for one merged into it."""
    linked = (
        db.select(SolutionIssue.solution_id)
        .join(Issue, Issue.id == SolutionIssue.issue_id)
        .where((Issue.id == issue.id) | (Issue.merged_into_id == issue.id))
    )
    query = db.select(Solution).where(Solution.id.in_(linked), Solution.hidden_at.is_(None))
    return db.session.scalars(query.order_by(Solution.number)).all()


def solutions_by(person: Person, round: Round) -> list[Solution]:
    """What this person proposed in a round, newest first; hidden ones too, so that they know."""
    query = db.select(Solution).filter_by(proposer_id=person.id, round_id=round.id)
    return db.session.scalars(query.order_by(Solution.id.desc())).all()


class SolutionIssue(db.Model):
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)


class SolutionDistrict(db.Model):
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)


class BuildStep(db.Model):
    """A step of building: months counted from the start of the build year, 1 to 12 and on."""

    __table_args__ = (UniqueConstraint("solution_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    month_from: Mapped[int]
    month_to: Mapped[int]
    detail: Mapped[str] = mapped_column(String(300), default="")
