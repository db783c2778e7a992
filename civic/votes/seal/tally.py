"""The result of a closed vote, counted once."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.people.models import Person
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.solutions.models import Solution
from civic.votes.ballots.event_log import ChainHead
from civic.votes.ballots.frozen_ballot import freeze, on_ballot
from civic.votes.ballots.turnout import eligible_online
from civic.votes.ballots.voter_roll import Participation, lock_roll
from civic.votes.corrections.annulment import Annulment
from civic.votes.counting.completions import COMPLETIONS, natural_step
from civic.votes.counting.count import count
from civic.votes.counting.greedy import Project
from civic.votes.ledger import ledger
from civic.votes.paper.models import PaperSheet
from civic.votes.rules import AnnulmentsWait, SheetsWait, check_counts
from civic.votes.seal import publication as seal
from civic.votes.seal.publication import Publication

_OBJECTION_DAYS: list[Callable[[Any], int | None]] = []


def objection_days_by(ask: Callable[[Any], int | None]) -> None:
    """How a later feature says for how many days voters of a municipality may object."""
    _OBJECTION_DAYS.append(ask)


def _days_of(municipality) -> int | None:
    return next((days for ask in _OBJECTION_DAYS if (days := ask(municipality)) is not None), None)


class Tally(Model):
    """The result of a closed vote, written once."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), unique=True)
    rule: Mapped[str] = mapped_column(String(20))
    budget_won: Mapped[int] = mapped_column(BigInteger)
    voters: Mapped[int]
    choices: Mapped[int]
    # Whom V ≤ eligible is sealed with: `verified`, and who voted on paper.
    eligible: Mapped[int]
    paper_voters: Mapped[int] = mapped_column(default=0)  # on paper and in meetings, among voters
    # Ballots of nothing but solutions that were taken off while people voted; no part of voters.
    emptied: Mapped[int] = mapped_column(default=0)
    completion: Mapped[str | None] = mapped_column(String(20))
    root: Mapped[str | None] = mapped_column(String(64))  # of the ledger; of old tallies empty
    leaves: Mapped[int | None]
    # Whom each rule would have represented, see publication.comparison.
    comparison: Mapped[list] = mapped_column(db.JSON, default=list)
    sealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # As the city had set them at the seal, when they were promised; empty where it set none.
    objection_days: Mapped[int | None]
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    round: Mapped[Round] = relationship()
    rows: Mapped[list["TallyRow"]] = relationship(order_by="TallyRow.rank")

    @classmethod
    def of(cls, round: Round) -> "Tally | None":
        return db.session.scalar(db.select(cls).filter_by(round_id=round.id))

    @classmethod
    def count(cls, round: Round, planner: Person | None) -> "Tally":
        """Count the closed vote, seal and publish it, once; again gives the result there is.

        Raises: PhaseClosed before the voting phase has ended, SheetsWait, AnnulmentsWait,
        CountsDisagree, ledger.SealRefused when verify.py does not agree with what would be printed.
        """
        lock_roll(round)
        if known := cls.of(round):
            return known
        phase = round.phase("vote")
        if phase is None or now() < phase.ends_at:
            raise PhaseClosed("tally")
        _check_decided(round)
        freeze(round)
        ChainHead.extend(round, now())  # annulments come after the vote's end, too
        tally = cls(round_id=round.id, counted_by_id=planner.id if planner else None)
        tally.objection_days = _days_of(round.municipality)
        tally._seal(round, on_ballot(round))
        round.vote_sealed_at = tally.sealed_at
        # Drafts never submitted are of no more use; draft_at still tells how many there were.
        roll = db.update(Participation).filter_by(round_id=round.id)
        db.session.execute(roll.values(draft=[]))
        return tally

    def _seal(self, round, on_ballot_now):
        ever = {entry.id: entry for entry in on_ballot(round, removed=True)}
        every = seal.entries(round, {id: entry.number for id, entry in ever.items()})
        roll, removals = seal.check_roll(round, every), seal.removals(round)
        counted = ledger.counted(every, {removal["id"] for removal in removals})
        terms = seal.terms(round, len(counted))
        self._number(round, terms, counted, every)
        placed = _placed(terms, on_ballot_now, counted)
        titles = {entry.number: entry.title for entry in ever.values()}
        lines = ledger.lines(terms, every)
        printed = ledger.result(
            terms, lines, every, placed,
            eligible=self.eligible,
            titles=titles,
            annulments=Annulment.published(round),
            removals=removals,
            roll=roll,
        )  # fmt: skip
        self.root, self.leaves, self.sealed_at = printed["root"], printed["leaves"], now()
        self._rank({entry.number: entry for entry in on_ballot_now}, placed)
        db.session.add(self)
        result = json.dumps(printed, ensure_ascii=False, indent=1).encode()
        files = {"ledger.jsonl": ledger.to_bytes(lines), "result.json": result}
        if terms.leaf == "ballot":
            files["ballots.pb"] = seal.pabulib_file(round, terms, counted, placed, titles)
        self.comparison = seal.comparison(terms, _projects(on_ballot_now), counted, placed)
        Publication.add(round, files | Publication.recounting())
        db.session.flush()

    def _number(self, round, terms, counted, every):
        """The numbers of what is counted. Raises: CountsDisagree."""
        self.voters, self.choices = len(counted), sum(len(entry.choices) for entry in counted)
        check_counts(self.voters, self.choices, round.max_choices)
        self.emptied = len(every) - len(counted)
        on_paper = sum(entry.source != "online" for entry in counted)
        self.paper_voters, self.eligible = on_paper, eligible_online(round) + on_paper
        self.rule, self.budget_won, self.completion = terms.rule, terms.budget, terms.completion

    def _rank(self, by_number, placed):
        for row in placed:
            solution = by_number[row.project.id].solution
            self.rows.append(
                TallyRow(
                    solution_id=solution.id,
                    rank=row.rank,
                    votes=row.project.votes,
                    cost_won=row.project.cost,
                    selected=row.selected,
                    reason=row.reason,
                )
            )
            solution.status = "selected" if row.selected else "not_selected"

    @property
    def step_won(self) -> int | None:
        """By how much each voter's equal share grew at a time, as the seal prints it; else None."""
        grows = self.completion and COMPLETIONS[self.completion][0]
        return natural_step(self.budget_won, self.voters) if grows else None

    def differences(self) -> list[str]:
        """What is no longer as it was sealed."""
        return seal.differences(self.round)

    def links_until(self, days: int) -> datetime:
        """When the objection window ends: voters see receipts until then. days: of a city that had
        set none when the vote was sealed."""
        own = self.objection_days
        return (self.sealed_at or self.counted_at) + timedelta(days=days if own is None else own)

    def row_of(self, solution: Solution) -> "TallyRow | None":
        return next((row for row in self.rows if row.solution_id == solution.id), None)

    @property
    def online_voters(self) -> int:
        """Ballots given online."""
        return self.voters - self.paper_voters

    @property
    def verified(self) -> int:
        """People who could vote online when it was counted, see turnout.eligible_online."""
        return self.eligible - self.paper_voters

    @property
    def selected(self) -> list["TallyRow"]:
        return [row for row in self.rows if row.selected]

    @property
    def spent_won(self) -> int:
        return sum(row.cost_won for row in self.selected)

    @cached_property
    def on_paper(self) -> dict[int, int]:
        """Votes from paper and meetings by a solution's number, as sealed; {} when none came."""
        if not self.paper_voters or not self.root:
            return {}
        return {row["number"]: row["paper"] for row in self._result["projects"]}

    @cached_property
    def removed(self) -> dict[int, int]:
        """How many ballots hold what was taken off while people voted, by its number."""
        removed = self._result.get("removed", ()) if self.root else ()
        return {row["number"]: row["ballots"] for row in removed}

    @cached_property
    def _result(self) -> dict:
        return json.loads(Publication.of(self.round)["result.json"].body)

    def solutions(self, numbers: list[int]) -> list[Solution]:
        """The solutions of these numbers, in their order."""
        named = {row.solution.number: row.solution for row in self.rows}
        return [named[number] for number in numbers if number in named]

    def turns(self) -> list["Turn"]:
        """The rows as the rule went through them, with the money left before each."""
        left, turns = self.budget_won, list[Turn]()
        most_left = max((row.votes for row in self.rows if not row.selected), default=0)
        for row in self.rows:
            tied = row.votes > 0 and sum(other.votes == row.votes for other in self.rows) > 1
            reason = "" if row.selected else row.reason
            overtook = row.selected and row.votes < most_left
            turns.append(Turn(row, left, reason, tied, overtook))
            left -= row.cost_won if row.selected else 0
        return turns


class TallyRow(Model):
    """One solution in the result; rank by the printed rule, 1 first."""

    __table_args__ = (UniqueConstraint("tally_id", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tally_id: Mapped[int] = mapped_column(ForeignKey("tally.id"))
    solution_id: Mapped[int] = mapped_column(ForeignKey("solution.id"))
    rank: Mapped[int]
    votes: Mapped[int]
    cost_won: Mapped[int] = mapped_column(BigInteger)
    selected: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(20), default="")  # see greedy.Placed

    solution: Mapped[Solution] = relationship(lazy="joined")


@dataclass(frozen=True)
class Turn:
    """left_won: money left before this row. reason: why not selected (greedy.Placed), or "".
    tied: another row has as many votes, and more than none. overtook: selected, though a row that
    is not has more votes."""

    row: TallyRow
    left_won: int
    reason: str
    tied: bool
    overtook: bool


def _check_decided(round):
    """Raises: SheetsWait, AnnulmentsWait: what nobody decided would be lost."""
    waiting = sum(sheet.state == "waiting" for sheet in PaperSheet.of(round))
    if waiting:
        raise SheetsWait(waiting)
    if waiting := Annulment.waiting_count(round):
        raise AnnulmentsWait(waiting)


def _projects(solutions):
    return [Project(s.number, s.cost_won, 0, s.number) for s in solutions]


def _placed(terms, solutions, counted):
    return count(
        terms.rule,
        _projects(solutions),
        [entry.choices for entry in counted],
        terms.budget,
        form=terms.ballot_form,
        completion=terms.completion or "none",
        max_choices=terms.max_choices,
        least_votes=terms.least_votes,
        step=terms.step or 1,
    )
