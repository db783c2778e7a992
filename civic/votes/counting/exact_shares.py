"""Equal shares in whole numbers: the same purses exactly, for ties and narrow margins."""

from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt

Voters = npt.NDArray[np.intp]  # by number, from 0


class ExactPurses:
    """Voters' money as whole numbers over one common denominator, made finer at each purchase.

    Voters with the same history hold the same money and are one kind. The purchases made so far
    are caught up with only when something is asked.
    """

    def __init__(self, costs: list[int], supporters: list[Voters], voters: int, share: Fraction):
        self.costs, self.supporters = costs, supporters
        self.unit = share.denominator
        self.money = [share.numerator]  # by kind, in 1/unit
        self.voters, self.done = voters, 0

    @cached_property
    def kind(self) -> npt.NDArray[np.int32]:
        """Of each voter; most counts never ask."""
        return np.zeros(self.voters, np.int32)

    def affords(self, project: int, bought: list[int]) -> bool:
        """The project's supporters hold its cost after these purchases."""
        self._catch_up(bought)
        return self._payment(project) is not None

    def best(self, candidates: list[int], bought: list[int]) -> int:
        """The affordable candidate with the least payment for each unit of cost; ties: smallest."""
        self._catch_up(bought)
        payments = {c: self._payment(c) for c in candidates}
        return min(
            (Fraction(paid[0], paid[1] * self.costs[c]), c)
            for c, paid in payments.items()
            if paid is not None
        )[1]

    def _payment(self, project: int) -> tuple[int, int] | None:
        """(a, b): those who pay most pay a/b in 1/unit. None when together they hold too little."""
        kinds, counts = np.unique(self.kind[self.supporters[project]], return_counts=True)
        purses = sorted(zip((self.money[k] for k in kinds), counts.tolist(), strict=True))
        rest, rich = self.costs[project] * self.unit, len(self.supporters[project])
        for held, voters in purses:
            if held * rich >= rest:
                return rest, rich
            rest, rich = rest - held * voters, rich - voters
        return None

    def _catch_up(self, bought: list[int]) -> None:
        for project in bought[self.done :]:
            self._pay(project)
        self.done = len(bought)

    def _pay(self, project: int) -> None:
        payment = self._payment(project)
        assert payment is not None  # it was bought
        rest, rich = payment
        self.unit *= rich
        self.money = [held * rich for held in self.money]
        who = self.supporters[project]
        kinds, places = np.unique(self.kind[who], return_inverse=True)
        self.kind[who] = (len(self.money) + places).astype(np.int32)
        self.money += [max(0, self.money[kind] - rest) for kind in kinds]
