"""소식 받기 on issues: the reporter, whoever supports it, comments, or asks to follow."""

from sqlalchemy import ColumnElement, ForeignKey, Insert, Select
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import Model
from civic.issues.support import Supportable
from civic.people.following import Following
from civic.people.models import Person


class Follow(Following, Model):
    """One person hears what becomes of one issue. It is no word of theirs: a support is, which
    brings it along, or a comment."""

    __table_args__ = {"info": {"goes_with_issue": True}}

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)


class Followable(Supportable):
    """People follow an issue; a merged one is followed through the issue it is counted as."""

    @classmethod
    def _brought_along(cls, dialect: str, is_done: ColumnElement[bool]) -> list[Insert]:
        """Who supports it hears what becomes of it, unless they stopped before."""
        values = {"issue_id": "issue_id", "person_id": "person_id", "since_at": "at"}
        return [Follow.once_if(is_done, dialect, values)]

    def follow(self, person: Person) -> None:
        """Raises: NotListed."""
        self.require_listed()
        Follow.start(person, issue_id=self.id)

    def stop_following(self, person: Person) -> None:
        """Hear no more of this issue, nor of what was merged into it."""
        Follow.stop(person, Follow.issue_id.in_(self.together()))

    def same_problem(self, person: Person) -> None:
        """이 문제예요: support and follow, in place of reporting again.

        Raises: PhaseClosed, NotListed.
        """
        self.support(person)
        self.follow(person)

    def followed_by(self, person) -> bool:
        if not person.is_authenticated:
            return False
        return Follow.has(person, Follow.issue_id.in_(self.together()))

    def followers(self) -> Select:
        """A select of the ids of those who follow this issue or one merged into it, each once."""
        return Follow.people_of(Follow.issue_id.in_(self.together()))
