"""공감: who supports an issue, and which issues are counted as one with it."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Delete,
    ForeignKey,
    Integer,
    Select,
    Table,
    bindparam,
    case,
    delete,
    inspect,
    literal_column,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from civic.db import Model, UtcDateTime, db, insert, lock, now, rows_changed
from civic.issues.listing.going_on import GoesOn, index_since
from civic.issues.listing.listed import NotListed
from civic.kept_counts import kept, know, recount_together
from civic.people.models import Person
from civic.people.office import WorksHere, office_people, require_resident, works_for_a_while
from civic.roles import RESIDENT
from civic.rounds.models import Round
from civic.rounds.residents import counted, unproven
from civic.rounds.rules import PhaseClosed, may

OFFICE_OF = ("municipality_id", "round_id")


class Support(Model):
    """공감: one person's "my problem too". carried_into_id: the later round it was given in, where
    that one goes on with the issue (listing/going_on.py); its own round does not count it."""

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    carried_into_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


index_since(Support.carried_into_id)
# Of the issue's own round.
GIVEN_THERE = Support.carried_into_id.is_(None)


class Supportable(GoesOn):
    """An issue takes supports; one given to an issue that was merged into it is one of its own."""

    if TYPE_CHECKING:
        supports_count: Mapped[int]
        unproven_supports: Mapped[int]
        carried_supports: Mapped[int]

    @property
    def all_supports(self) -> int:
        """Those its round counts, and those given since, in the rounds that go on with it."""
        return self.supports_count + self.carried_supports

    def support(self, person: Person) -> bool:
        """Count a person's "my problem too". True when it is new.

        Only residents' supports are counted, so nobody else gives one.
        Raises: PhaseClosed, WorksHere, NotListed.
        """
        round = self.acting_round()
        if not self._takes_supports_of(person, round):
            if self.supported_by(person):
                return False
            raise PhaseClosed("support")
        # The statement asks about this round's plan alone.
        if works_for_a_while(person, round.municipality) and not self.supported_by(person):
            raise WorksHere
        lock(Person, [person.id])  # their residency may be proven at this moment
        lock(type(self), [self.id])  # whoever merges or hides it came before, or waits
        new = self._support_once(person, round)
        if new:
            self._count_one_more(person, round)
        elif not self.supported_by(person):
            require_resident(person, self.round.municipality)
            raise NotListed
        return new

    def withdraw_support(self, person: Person) -> bool:
        """Take a person's support back, also one given to an issue merged into this one. What was
        given in a round that is over stays: its figures are as they were.

        Raises: PhaseClosed, NotListed.
        """
        round = self.acting_round()
        if not self._takes_supports_of(person, round):
            if not self.supported_by(person):
                return False
            raise PhaseClosed("support")
        lock(Round, [self.round_id])  # merges wait, so that what belongs together stays so
        together = db.session.scalars(self._family(), {"issue_id": self.id}).all()
        lock(type(self), together)
        ids = {"issue_id": self.id, "person_id": person.id, "round_id": round.id}
        withdrawn = rows_changed(
            self._taken_back(round.id == self.round_id), {**ids, "together": together}
        )
        if withdrawn:
            self.recount_supports(*together)
        elif self.supported_by(person):
            is_listed = db.session.scalar(select(self.is_listed(self.id)))
            raise PhaseClosed("support") if is_listed else NotListed
        return bool(withdrawn)

    def _takes_supports_of(self, person: Person, round: Round) -> bool:
        roles = {RESIDENT} | person.role_names(round.municipality)
        return may("support", frozenset(roles), round.open_phases())

    def _support_once(self, person: Person, round: Round) -> bool:
        """One statement asks whether they may and have not yet, and stores it."""
        values = {"issue_id": self.id, "person_id": person.id, "created_at": now()}
        values["carried_into_id"] = None if round.id == self.round_id else round.id
        values |= {"municipality_id": round.municipality_id, "round_id": round.id}
        statement = self._once(db.engine.dialect.name)
        return db.session.execute(statement, values).first() is not None

    def _count_one_more(self, person: Person, round: Round) -> None:
        """Who had none here before is looked up, and nobody else: an issue may have thousands."""
        values = {"issue_id": self.id, "person_id": person.id, "given_in": round.id}
        counts = db.session.execute(self._one_more(round.id == self.round_id), values).one()
        know(type(self), self.id, counts._asdict())

    def _given_in(self, round: Round) -> ColumnElement[bool]:
        """That a support of this issue was given in a round."""
        if round.id == self.round_id:
            return GIVEN_THERE
        return Support.carried_into_id == round.id

    def supported_before(self, person, heir: Round | None) -> bool:
        """A person supports it by what they gave before the round that goes on with it."""
        if heir is None or not person.is_authenticated:
            return False
        mine = select(Support.issue_id).where(
            Support.issue_id.in_(self.together()), Support.person_id == person.id
        )
        given = db.session.scalar(mine.where(self._given_in(heir)).limit(1))
        return given is None and db.session.scalar(mine.limit(1)) is not None

    def supported_by(self, person) -> bool:
        """A person supports this issue or one merged into it."""
        if not person.is_authenticated:
            return False
        mine = select(Support.person_id).where(
            Support.person_id == person.id, Support.issue_id.in_(self.together())
        )
        return db.session.scalar(mine.limit(1)) is not None

    def together(self) -> Select:
        """A select of the ids of this issue and of all merged into it, through any steps."""
        return self._together(self.id)

    # Of the table, not of the class: a statement that asks a class anywhere goes through the ORM.

    @classmethod
    def is_listed(cls, id: int | BindParameter[int]) -> ColumnElement[bool]:
        """That an issue is listed, as the database knows it at this moment."""
        issue = cls._table().c
        return select(issue.id).where(issue.id == id, issue.listed).exists()

    @classmethod
    def _together(cls, id: int | BindParameter[int]) -> Select:
        issue = cls._table().c
        ids = select(issue.id).where(issue.id == id).cte(recursive=True)
        ids = ids.union(select(issue.id).where(issue.merged_into_id == ids.c.id))
        return select(ids.c.id)

    @classmethod
    def _table(cls) -> Table:
        return cast(Table, inspect(cls).local_table)

    @classmethod
    @cache
    def _family(cls) -> Select:
        """Built once, as _once()."""
        return cls._together(bindparam("issue_id", type_=Integer))

    @classmethod
    @cache
    def _once(cls, dialect: str) -> ReturningInsert:
        """Built once: to build it is a good part of what a support costs."""
        names = ("issue_id", "person_id", "carried_into_id", "created_at")
        table, given = Support.__table__, bindparam("issue_id", type_=Integer)
        row = [bindparam(name, type_=table.c[name].type) for name in names]
        person = bindparam("person_id", type_=Integer)
        mine = select(Support.person_id).where(
            Support.person_id == person, Support.issue_id.in_(cls._together(given))
        )
        allowed = select(*row).where(
            cls.is_listed(given),
            person.not_in(office_people(*(bindparam(name, type_=Integer) for name in OFFICE_OF))),
            ~mine.exists(),
        )
        new = insert(table, dialect).from_select(names, allowed).on_conflict_do_nothing()
        return new.returning(literal_column("1"))

    @classmethod
    @cache
    def _one_more(cls, in_its_round: bool) -> ReturningUpdate:
        """As issues/counted.py counts them all."""
        issue = cls._table()
        table, who = issue.c, [bindparam(name, type_=Integer) for name in ("person_id", "given_in")]
        columns = {table.carried_supports: counted(*who)}
        if in_its_round:
            columns = {table.supports_count: counted(*who), table.unproven_supports: unproven(*who)}
        more = {column: column + case((is_so, 1), else_=0) for column, is_so in columns.items()}
        here = update(issue).where(table.id == bindparam("issue_id"))
        return here.values(more).returning(*columns)

    @classmethod
    @cache
    def _taken_back(cls, in_its_round: bool) -> Delete:
        """Built once, and past the ORM, which would look through all it has loaded."""
        support = cast(Table, inspect(Support).local_table)
        table = support.c
        later = table.carried_into_id
        given = later.is_(None) if in_its_round else later == bindparam("round_id")
        mine = table.person_id == bindparam("person_id"), given
        these = table.issue_id.in_(bindparam("together", expanding=True))
        return delete(support).where(*mine, these, cls.is_listed(bindparam("issue_id")))

    @classmethod
    def recount_supports(cls, *ids: int) -> None:
        """Count the supports of these issues anew; they stay locked until the commit."""
        counts = (cls.supports_count, cls.unproven_supports, cls.carried_supports)
        recount_together(counts, *ids)

    @classmethod
    def recount_supports_of(cls, person_id: int, municipality_id: int) -> None:
        """Count anew what a person supports in a municipality, and what it was merged into."""
        here = select(Round.id).where(Round.municipality_id == municipality_id)
        theirs = select(Support.issue_id).where(Support.person_id == person_id)
        supported = select(cls.id, cls.merged_into_id).where(
            cls.id.in_(theirs), cls.round_id.in_(here)
        )
        line = supported.cte(recursive=True)
        into = select(cls.id, cls.merged_into_id).where(cls.id == line.c.merged_into_id)
        if ids := db.session.scalars(select(line.union(into).c.id)).all():
            cls.recount_supports(*ids)

    @classmethod
    def repair_supports(cls, round_id: int) -> None:
        """Count the supports of a round anew, which is locked; those of earlier rounds' issues that
        were given in it, too."""
        for column in (cls.supports_count, cls.unproven_supports, cls.carried_supports):
            kept(column).repair(round_id)
        since = select(Support.issue_id).where(Support.carried_into_id == round_id).distinct()
        cls.recount_supports(*db.session.scalars(since))
