"""What residents do with issues: reporting, supporting and commenting, as rows and as verbs.

`ResidentActs` is the half of Issue that residents use; Issue itself is in models.py.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, hold, insert_once, lock, now
from civic.issues.follow_models import Follow
from civic.issues.office_models import StatusChange
from civic.kept_counts import recount
from civic.people.models import Person
from civic.people.office import require_resident
from civic.photos.models import Photo
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed, may


class AlreadyReported(Exception):
    """This very request was stored before. issue_id: the issue it made."""

    def __init__(self, issue_id: int):
        super().__init__(issue_id)
        self.issue_id = issue_id


class NotListed(Exception):
    """The issue is hidden or merged, so it takes no support and no comment."""


class PhotoTaken(Exception):
    """A photo is already part of another report. key: the photo's."""

    def __init__(self, key: str):
        super().__init__(key)
        self.key = key


class ResidentActs:
    """Verbs of Issue for residents."""

    @classmethod
    def report(
        cls,
        round: Round,
        reporter: Person,
        *,
        request_key: str,
        photos: list[tuple[Photo, str]] = (),
        **told,
    ):
        """Store what a resident reports, with the round's next receipt number.

        Args: photos: up to five (photo, alt) in order. told: title, body, category, district_id,
        place, lat, lon (degrees, both or neither), shows_name.
        Raises: PhaseClosed; AlreadyReported when this reporter sent this request_key before.
        """
        _require("report", round, reporter)
        new = insert_once(
            cls,
            round_id=round.id,
            receipt=_take_receipt(round),
            reporter_id=reporter.id,
            request_key=request_key,
            listed=False,
            **told,
        )
        issue = db.session.scalar(
            select(cls).filter_by(reporter_id=reporter.id, request_key=request_key)
        )
        if not new:
            raise AlreadyReported(issue.id)
        issue.attach_photos(photos)
        db.session.add(StatusChange(issue_id=issue.id, status="received", actor_id=reporter.id))
        Follow.by_itself(reporter, issue_id=issue.id)
        issue.list_it()
        return issue

    @classmethod
    def reported_as(cls, person, request_key: str) -> int | None:
        """The id of what this person stored under this key, if anything."""
        if not person.is_authenticated:
            return None
        return db.session.scalar(
            select(cls.id).filter_by(reporter_id=person.id, request_key=request_key)
        )

    def attach_photos(self, photos: list[tuple[Photo, str]]) -> None:
        """Make photos part of this issue, in order; the first becomes its cover.

        Raises: PhotoTaken.
        """
        for position, (photo, alt) in enumerate(photos):
            photo.attach()
            values = {"issue_id": self.id, "photo_id": photo.id, "position": position, "alt": alt}
            if not insert_once(IssuePhoto, **values):
                raise PhotoTaken(photo.key)
        if photos:
            self.cover_key, self.cover_alt = photos[0][0].key, photos[0][1]

    def support(self, person: Person) -> bool:
        """Count a person's "my problem too". True when it is new.

        Only residents' supports are counted, so nobody else gives one.
        Raises: PhaseClosed, WorksHere, NotListed.
        """
        if self.supported_by(person):
            return False
        _require("support", self.round, person)
        require_resident(person, self.round.municipality)
        self._hold_listed()
        new = insert_once(Support, issue_id=self.id, person_id=person.id)
        if new:
            recount(type(self).supports_count, self.id)
        return new

    def withdraw_support(self, person: Person) -> bool:
        """Take a person's support back, also one given to an issue merged into this one.

        Raises: PhaseClosed, NotListed.
        """
        if not self.supported_by(person):
            return False
        _require("support", self.round, person)
        lock(Round, [self.round_id])  # merges wait, so that what belongs together stays so
        together = [issue.id for issue in hold(type(self), self.together())]
        self._require_listed()
        mine = delete(Support).where(Support.person_id == person.id)
        gone = db.session.execute(mine.where(Support.issue_id.in_(together))).rowcount
        if gone:
            recount(type(self).supports_count, *together)
        return bool(gone)

    def supported_by(self, person) -> bool:
        """Whether a person supports this issue or one merged into it."""
        if not person.is_authenticated:
            return False
        mine = select(Support.person_id).where(
            Support.person_id == person.id, Support.issue_id.in_(self.together())
        )
        return db.session.scalar(mine.limit(1)) is not None

    def together(self):
        """A select of the ids of this issue and of all merged into it, through any steps."""
        issue = type(self)
        found = select(issue.id).where(issue.id == self.id).cte(recursive=True)
        found = found.union(select(issue.id).where(issue.merged_into_id == found.c.id))
        return select(found.c.id)

    def comment(
        self, author: Person, body: str, request_key: str, parent: "IssueComment | None" = None
    ) -> "IssueComment":
        """Add an opinion; an answer to an answer hangs on the same parent.

        A repeated request_key gives the stored comment, whatever has closed meanwhile.
        Raises: PhaseClosed, NotListed.
        """
        mine = select(IssueComment).filter_by(author_id=author.id, request_key=request_key)
        stored = db.session.scalar(mine)
        if stored is not None:
            return stored
        _require("comment", self.round, author)
        self._hold_listed()
        new = insert_once(
            IssueComment,
            issue_id=self.id,
            author_id=author.id,
            body=body,
            request_key=request_key,
            parent_id=(parent.parent_id or parent.id) if parent else None,
        )
        if new:
            recount(type(self).comments_count, self.id)
            Follow.by_itself(author, issue_id=self.id)
        return db.session.scalar(mine)

    def _hold_listed(self) -> None:
        """Lock this issue: whoever merges or hides it came before, or waits. Raises: NotListed."""
        hold(type(self), [self.id])
        self._require_listed()

    def _require_listed(self):
        if not self.listed:
            raise NotListed


def _require(act: str, round: Round, person: Person) -> None:
    roles = frozenset({"resident"}) | person.role_names(round.municipality)
    if not may(act, roles, round.open_phases()):
        raise PhaseClosed(act)


def _take_receipt(round: Round) -> int:
    return db.session.scalar(
        update(Round)
        .where(Round.id == round.id)
        .values(next_receipt=Round.next_receipt + 1)
        .returning(Round.next_receipt - 1)
        .execution_options(synchronize_session=False)
    )


class IssuePhoto(db.Model):
    """A photo of an issue, in order; alt says in the reporter's words what it shows."""

    LONGEST_ALT = 200
    __table_args__ = (UniqueConstraint("issue_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), unique=True)
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(LONGEST_ALT), default="")
    # The planner who said what it shows, when the reporter did not.
    described_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    photo: Mapped[Photo] = relationship(lazy="joined")


class Support(db.Model):
    """공감: one person's "my problem too"."""

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class IssueComment(db.Model):
    """의견 on an issue; an answer has a parent, an answer's answer has not (one level)."""

    __table_args__ = (UniqueConstraint("author_id", "request_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("issue_comment.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_key: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")

    author: Mapped[Person] = relationship(lazy="joined")
