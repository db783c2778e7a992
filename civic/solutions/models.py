"""Solution: its columns, how it is proposed, and how it comes onto the ballot."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, lock, now
from civic.issues.browsing.beside import ID, add_kind
from civic.issues.models import Issue
from civic.kept_counts import KeptColumn, keep
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.people.posting import Waitable, posted
from civic.places.models import District
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed, may
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.comments import CommentableSolution, SolutionComment
from civic.solutions.costs import Split, split
from civic.solutions.following import FollowableSolution, SolutionFollow
from civic.solutions.parts import BuildStep, SolutionIssue
from civic.solutions.revising import Revisable, check_proposal
from civic.solutions.rules import BallotClosedToChange
from civic.solutions.screening.models import Screenable


class Solution(Waitable, Revisable, Screenable, CommentableSolution, FollowableSolution, Model):
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
    cost_won: Mapped[int | None] = mapped_column(BigInteger)  # empty until the office works it out
    # Who runs it after the funded year.
    operator: Mapped[str] = mapped_column(String(120), default="")
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
    steps: Mapped[list[BuildStep]] = relationship(
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
        cost_won: int | None = None,
        steps: Sequence[dict] = (),
        districts: Sequence[District] = (),
        catalogue_entry: CatalogueEntry | None = None,
        **words,
    ) -> "Solution":
        """Propose a way to solve issues; the same person's same key gives the same solution.

        cost_won: None leaves it to the office, which works it out when it screens.
        steps: {title, month_from, month_to, detail}. words: title, summary, body, category,
        operator, yearly_cost_won.
        Raises: PhaseClosed, IssuesDoNotFit, CostOutOfRange, StepsDoNotFit.
        """
        if not may("propose", frozenset({"resident"}), round.open_phases()):
            raise PhaseClosed("propose")
        check_proposal(round, issues, cost_won, steps)
        # Numbers follow one another without a gap: proposals of a round wait for each other here.
        lock(Round, [round.id])
        number, proposer_id = cls._next_number(round), proposer.id if proposer else None
        public = public_form(words, proposer, round.municipality)
        stored = insert_once(
            cls,
            round_id=round.id,
            number=number,
            proposer_id=proposer_id,
            request_key=request_key,
            catalogue_id=catalogue_entry.id if catalogue_entry else None,
            cost_won=cost_won,
            **public,
        )
        if not stored:
            same = db.select(cls).filter_by(proposer_id=proposer_id, request_key=request_key)
            return db.session.scalars(same).one()
        solution = db.session.scalars(
            db.select(cls).filter_by(round_id=round.id, number=number)
        ).one()
        solution.issues, solution.districts = list(issues), list(districts)
        solution.set_steps(steps, proposer)
        MaskedWords.keep(proposer, words, public, solution_id=solution.id)
        SolutionFollow.by_itself(proposer, solution_id=solution.id)
        posted("solution", solution.id, round, proposer)
        return solution

    @classmethod
    def _next_number(cls, round: Round) -> int:
        last = db.session.scalar(db.select(db.func.max(cls.number)).filter_by(round_id=round.id))
        return (last or 0) + 1

    @property
    def split(self) -> Split | None:
        """None as long as nobody said what it costs."""
        if self.cost_won is None:
            return None
        return split(self.cost_won, self.round.national_share)

    def put_on_ballot(self, planner: Person | None) -> None:
        """Raises: BallotClosedToChange once voting has begun; NotScreened, NotCosted."""
        self._set_ballot(planner, "put_on_ballot", "on_ballot")

    def take_off_ballot(self, planner: Person | None) -> None:
        """Two planners did, see votes.Removal. Raises: BallotClosedToChange."""
        self._set_ballot(planner, "take_off_ballot", "proposed")

    def leave_vote(self, planner: Person) -> None:
        """It was taken off the ballot of a running vote, see votes.Removal."""
        self.status = "not_selected"
        self.note(planner, "remove")

    def _set_ballot(self, planner, act, status) -> None:
        self.round.lock()
        if not self.may_change_ballot or self.status not in ("proposed", "on_ballot"):
            raise BallotClosedToChange
        if status == "on_ballot":
            self.check_screened()
        if self.status != status:
            self.status = status
            self.note(planner, act)


_comments = db.select(db.func.count()).where(
    SolutionComment.solution_id == Solution.id, SolutionComment.hidden_at.is_(None)
)
keep(KeptColumn(Solution.comments_count, _comments.scalar_subquery(), Solution.round_id))


add_kind("solutions", lambda: exists().where(SolutionIssue.issue_id == ID))


def solutions_of(issue: Issue) -> Sequence[Solution]:
    """Solutions that readers may see, proposed for this issue or for one merged into it."""
    linked = db.select(SolutionIssue.solution_id)
    linked = linked.where(SolutionIssue.issue_id.in_(issue.together()))
    query = db.select(Solution).where(Solution.id.in_(linked), Solution.hidden_at.is_(None))
    return db.session.scalars(query.order_by(Solution.number)).all()


def solutions_by(person: Person, *rounds: Round) -> Sequence[Solution]:
    """What this person proposed in these rounds, newest first; hidden ones too, so that they
    know."""
    query = db.select(Solution).filter_by(proposer_id=person.id)
    query = query.where(Solution.round_id.in_([round.id for round in rounds]))
    return db.session.scalars(query.order_by(Solution.id.desc())).all()
