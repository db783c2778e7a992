"""소식 받기 on solutions: the proposer, comments, or who asks to follow."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model
from civic.people.following import Following
from civic.people.models import Person


class SolutionFollow(Following, Model):
    """One person hears what becomes of one solution."""

    solution_id: Mapped[int] = mapped_column(
        ForeignKey("solution.id"), primary_key=True, index=True
    )


class FollowableSolution:
    """People follow a solution."""

    if TYPE_CHECKING:
        id: Mapped[int]

    def follow(self, person: Person) -> None:
        SolutionFollow.start(person, solution_id=self.id)

    def stop_following(self, person: Person) -> None:
        SolutionFollow.stop(person, SolutionFollow.solution_id == self.id)

    def followed_by(self, person) -> bool:
        return SolutionFollow.has(person, SolutionFollow.solution_id == self.id)

    def followers(self) -> Select:
        """A select of the ids of those who follow this solution."""
        return SolutionFollow.people_of(SolutionFollow.solution_id == self.id)
