"""Revising a solution or withdrawing it; what it said before is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Mapped

from civic.db import db, now
from civic.issues.models import Issue
from civic.people.masked_words import MaskedWords, public_form
from civic.people.models import Person
from civic.places.models import District
from civic.solutions.catalogue.models import CatalogueEntry
from civic.solutions.changes import Changeable
from civic.solutions.parts import BuildStep
from civic.solutions.rules import (
    ISSUES,
    CostOutOfRange,
    IssuesDoNotFit,
    NotToBeChanged,
    StepsDoNotFit,
    highest_cost,
    may_revise,
    may_withdraw,
    months_fit,
)

# What a revision may change, beside issues, districts and steps.
WORDS = ("title", "summary", "body", "category", "cost_won", "operator", "yearly_cost_won")


class Revisable(Changeable):
    """Whoever proposed a solution revises or withdraws it, and the office may correct it."""

    if TYPE_CHECKING:
        proposer_id: Mapped[int | None]
        withdrawn_at: Mapped[datetime | None]
        issues: Mapped[list[Issue]]
        districts: Mapped[list[District]]
        steps: Mapped[list[BuildStep]]
        catalogue_entry: Mapped[CatalogueEntry | None]

    def may_revise(self, person: Person, is_office: bool) -> bool:
        """The proposer while proposals are open, the office until voting begins; of what stands on
        the ballot nobody."""
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
        cost_won: int | None = None,
        steps: Sequence[dict] = (),
        districts: Sequence[District] = (),
        **words,
    ) -> None:
        """Say it better; what it said before is kept as a SolutionChange.

        Raises: NotToBeChanged, IssuesDoNotFit, CostOutOfRange, StepsDoNotFit.
        """
        self.hold_with_round()
        if not self.may_revise(person, is_office):
            raise NotToBeChanged
        check_proposal(self.round, issues, cost_won, steps, kept=self.issues)
        before = self._values()
        public = public_form(words, person, self.round.municipality)
        for name, value in {**public, "cost_won": cost_won}.items():
            setattr(self, name, value)
        MaskedWords.keep(person, words, public, solution_id=self.id)
        self.issues, self.districts = list(issues), list(districts)
        # Positions are unique: the old steps go before the new ones come.
        self.steps = []
        db.session.flush()
        self.set_steps(steps, person)
        after = self._values()
        changed = {name: value for name, value in before.items() if value != after[name]}
        if changed:
            self.note(person, "revise", changed)

    def set_steps(self, steps: Sequence[dict], person: Person | None) -> None:
        """How it is built, in order; personal data in the words is masked and not kept."""
        here = self.round.municipality
        self.steps = [
            BuildStep(position=i, **public_form(step, person, here)) for i, step in enumerate(steps)
        ]

    def withdraw(self, person: Person) -> None:
        """Take one's own proposal back. Raises: NotToBeChanged."""
        self.hold_with_round()
        if not self.may_withdraw(person):
            raise NotToBeChanged
        self.withdrawn_at = self.hidden_at = now()
        self.note(person, "withdraw")

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

    def _values(self) -> dict:
        """Its words as plain values, to keep and to compare."""
        steps = [(s.title, s.month_from, s.month_to, s.detail) for s in self.steps]
        return {name: getattr(self, name) for name in WORDS} | {
            "issues": sorted(issue.id for issue in self.issues),
            "districts": sorted(place.id for place in self.districts),
            "steps": [list(step) for step in steps],
        }


def check_proposal(round, issues, cost_won, steps, kept=()) -> None:
    """issues: of the round, or of an earlier one that it goes on with. kept: those it is for
    already; one of them may have been hidden, merged or decided since.

    Raises: IssuesDoNotFit, CostOutOfRange, StepsDoNotFit.
    """
    fit = all(issue in kept or _fits(issue, round) for issue in issues)
    if not fit or not 1 <= len(issues) <= ISSUES:
        raise IssuesDoNotFit
    if cost_won is not None and not 0 < cost_won <= highest_cost(round.budget_won):
        raise CostOutOfRange(highest_cost(round.budget_won))
    if not all(months_fit(step["month_from"], step["month_to"]) for step in steps):
        raise StepsDoNotFit


def _fits(issue: Issue, round) -> bool:
    return issue.listed and round.id in (issue.round_id, issue.acting_round().id)
