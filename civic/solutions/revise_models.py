"""Saying a solution better, or taking it back; what it said before is kept."""

from civic.db import db, hold, now
from civic.issues.models import Issue
from civic.people.models import Person
from civic.places.models import District
from civic.solutions.discussion_models import SolutionChange
from civic.solutions.parts_models import BuildStep
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


class ReviseActs:
    """Verbs of Solution for who proposed it and for the office."""

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
        self.round.lock()  # before the solution: voting may begin meanwhile
        hold(type(self), [self.id])
        if not self.may_revise(person, is_office):
            raise NotToBeChanged
        check_proposal(self.round, issues, cost_won, steps, kept=self.issues)
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
        self.round.lock()
        hold(type(self), [self.id])
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


def check_proposal(round, issues, cost_won, steps, kept=()) -> None:
    """kept: issues it is for already; one of them may have been hidden or merged since.

    Raises: IssuesDoNotFit, CostOutOfRange, StepsDoNotFit.
    """
    fit = all(issue in kept or (issue.round_id == round.id and issue.listed) for issue in issues)
    if not fit or not 1 <= len(issues) <= ISSUES:
        raise IssuesDoNotFit
    if not 0 < cost_won <= highest_cost(round.budget_won):
        raise CostOutOfRange(highest_cost(round.budget_won))
    if not all(months_fit(step["month_from"], step["month_to"]) for step in steps):
        raise StepsDoNotFit
