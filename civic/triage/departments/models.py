"""Department, Assignment and OfficeNote: who works on an issue until when, and private notes."""

from datetime import date, datetime
from typing import cast

from sqlalchemy import ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round

LONGEST_NAME = 40


class DepartmentNameTaken(Exception):
    """Another department of the municipality has this name."""


class Department(Model):
    """부서 of a municipality. ended_at: no issue is given to it any more; those it has stay.

    import_id: the import that opened it, or took it up again (ended_before: when it had ended),
    until a planner does something to it: with that import it goes (departments/unused.py).
    """

    __table_args__ = (UniqueConstraint("municipality_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("issue_import.id"))
    ended_before: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, municipality, ended: bool = False) -> list["Department"]:
        """Those of a municipality by name; ended: also those that take no more issues."""
        query = db.select(cls).filter_by(municipality_id=municipality.id).order_by(cls.name)
        return list(db.session.scalars(query if ended else query.filter_by(ended_at=None)))

    @classmethod
    def open(cls, municipality, name: str) -> None:
        """Add a department, or take one that had ended up again."""
        key = {"municipality_id": municipality.id, "name": name}
        if not insert_once(cls, **key):
            by_hand = {"ended_at": None, "import_id": None, "ended_before": None}
            db.session.execute(db.update(cls).filter_by(**key).values(by_hand))

    @classmethod
    def open_by(cls, import_id: int, municipality, name: str) -> None:
        """The same, for an import; one that takes issues already is left as it is."""
        key = {"municipality_id": municipality.id, "name": name}
        if not insert_once(cls, **key, import_id=import_id):
            again = db.update(cls).filter_by(**key).where(cls.ended_at.is_not(None))
            ended = {"ended_at": None, "import_id": import_id, "ended_before": cls.ended_at}
            db.session.execute(again.values(ended))

    def rename(self, name: str) -> None:
        """Call it otherwise, on the issues it has as well. Raises: DepartmentNameTaken."""
        try:
            with db.session.begin_nested():
                self.name, self.import_id = name, None
        except IntegrityError as taken:
            raise DepartmentNameTaken from taken

    def end(self) -> None:
        self.ended_at, self.import_id = now(), None

    def resume(self) -> None:
        self.ended_at = self.import_id = None


class Assignment(Model):
    """An issue is with a department, and with an officer of it if one is named, until a day.

    What an act of the office gave is on record as that act, and what a file said of an imported
    issue is part of the import: the row itself goes with the issue.
    """

    __table_args__ = (
        Index("ix_assignment_department", "department_id", "due_on", "issue_id"),
        {"info": {"goes_with_issue": True}},
    )

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    officer: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    due_on: Mapped[date | None] = mapped_column(index=True)

    department: Mapped[Department] = relationship(lazy="joined")

    @classmethod
    def counts(cls, department_ids: list[int], round: Round) -> dict[int, int]:
        """Department → how many listed issues of a round it has, where it has any."""
        query = db.select(cls.department_id, db.func.count()).join(Issue, Issue.id == cls.issue_id)
        here = query.where(Issue.round_id == round.id, Issue.listed)
        here = here.where(cls.department_id.in_(department_ids)).group_by(cls.department_id)
        return dict(db.session.execute(here).all())


class OfficeNote(Model):
    """What planners write to each other about an issue. Never public. author None: the file that
    the issue was imported from says it."""

    __table_args__ = (Index("uq_office_note_key", "author_id", "request_key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str | None] = mapped_column(String(64))

    issue: Mapped[Issue] = relationship()
    author: Mapped[Person | None] = relationship()

    @classmethod
    def write(cls, issue: Issue, author: Person, body: str, request_key: str) -> None:
        """The same request again adds none."""
        key = {"author_id": author.id, "request_key": request_key}
        insert_once(cls, issue_id=issue.id, body=body, created_at=now(), **key)

    @classmethod
    def of(cls, issue: Issue) -> list["OfficeNote"]:
        query = db.select(cls).filter_by(issue_id=issue.id).order_by(cls.id)
        return list(db.session.scalars(query))


# What a file said is part of the import, and goes with the issue.
cast(Table, OfficeNote.__table__).info["goes_with_issue"] = OfficeNote.author_id.is_(None)
