"""소식 받기 on issues: the reporter, whoever says "this is it", comments, or asks to follow."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from civic.db import db
from civic.people.following import Following
from civic.people.models import Person


class Follow(Following, db.Model):
    """One person hears what becomes of one issue."""

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, index=True)


class FollowActs:
    """Verbs of Issue for those who follow it; a merged issue is followed through its root."""

    def follow(self, person: Person) -> None:
        """Raises: NotListed."""
        self._require_listed()
        Follow.wish(person, issue_id=self.id)

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
        return Follow.has(person, Follow.issue_id.in_(self.together()))

    def followers(self):
        """A select of the ids of those who follow this issue or one merged into it, each once."""
        return Follow.people_of(Follow.issue_id.in_(self.together()))
