"""공감: who supports an issue, and which issues are counted as one with it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    ForeignKey,
    Insert,
    Integer,
    Select,
    Table,
    bindparam,
    case,
    delete,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningDelete, ReturningInsert, ReturningUpdate

from civic.db import Model, UtcDateTime, db, insert, lock, locking, now
from civic.db_session import carry_out, chained
from civic.issues.listing.going_on import GoesOn, index_since
from civic.issues.listing.listed import NotListed
from civic.kept_counts import kept, know, recount_together
from civic.people.models import Person
from civic.people.office import WorksHere, office_people, require_resident, works_for_a_while
from civic.roles import RESIDENT
from civic.rounds.models import Round
from civic.rounds.residents import counted, unproven
from civic.rounds.rules import PhaseClosed, may


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
        self._hold_with(person)
        if self._move(person, round, 1):
            return True
        if not self.supported_by(person):
            require_resident(person, self.round.municipality)
            raise NotListed
        return False

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
        if len(together) == 1:
            withdrawn = self._move(person, round, -1)
        else:
            withdrawn = self._take_from_all(person, round, together)
        if not withdrawn and self.supported_by(person):
            is_listed = db.session.scalar(select(self.is_listed(self.id)))
            raise PhaseClosed("support") if is_listed else NotListed
        return withdrawn

    def _takes_supports_of(self, person: Person, round: Round) -> bool:
        roles = {RESIDENT} | person.role_names(round.municipality)
        return may("support", frozenset(roles), round.open_phases())

    def _hold_with(self, person: Person) -> None:
        """Whose residency may be proven at this moment waits, or came before; then whoever merges
        or hides this issue."""
        if db.engine.dialect.name == "postgresql":
            both = {"person_id": person.id, "issue_id": self.id}
            db.session.execute(self._person_and_issue(), both)

    def _move(self, person: Person, round: Round, by: int) -> bool:
        """Store a support (by: 1) or take it from an issue that stands for itself (-1), and count
        one more or less. Nobody else is looked up: an issue may have thousands."""
        is_later = round.id != self.round_id
        values = {"issue_id": self.id, "person_id": person.id, "at": now(), "given_in": round.id}
        values |= {"place_id": round.municipality_id, "since_id": round.id if is_later else None}
        chain = self._moving(db.engine.dialect.name, is_later, by)
        counts = carry_out(db.session(), chain, values)
        if counts is not None:
            know(self, counts._asdict())
        return counts is not None

    def _take_from_all(self, person: Person, round: Round, together: Sequence[int]) -> bool:
        """Whoever supported one of them counts in some of the others."""
        values = {"issue_id": self.id, "person_id": person.id, "given_in": round.id}
        these = self._taken_back(round.id != self.round_id, of_many=True)
        withdrawn = db.session.execute(these, values | {"together": together}).all()
        if withdrawn:
            self.recount_supports(*together)
        return bool(withdrawn)

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
        """Those counted as one with it, which are locked. Built once, as all that follow: to build
        them is a good part of what a support costs."""
        issue, given = cls._table(), bindparam("issue_id", type_=Integer)
        family = select(issue.c.id).where(issue.c.id.in_(cls._together(given)))
        return locking(family.order_by(issue.c.id))

    @classmethod
    @cache
    def _person_and_issue(cls) -> Select:
        """Locked in this order: an issue is found beside a person who is locked already."""
        issue, person = cls._table(), cast(Table, inspect(Person).local_table).c
        first = locking(select(person.id).where(person.id == bindparam("person_id"))).cte()
        both = select(issue.c.id).join(first, issue.c.id == bindparam("issue_id"))
        return locking(both, issue)

    @classmethod
    @cache
    def _moving(cls, dialect: str, is_later: bool, by: int) -> tuple[Executable, ...]:
        act = cls._given_once(dialect) if by == 1 else cls._taken_back(is_later)

        def rest(is_done: ColumnElement[bool]) -> list:
            counts = cls._moved(is_later, by).where(is_done)
            return [counts, *(cls._brought_along(dialect, is_done) if by == 1 else ())]

        return chained(act, rest, dialect)

    @classmethod
    def _brought_along(cls, dialect: str, is_done: ColumnElement[bool]) -> list[Insert]:
        """What comes with a new support, as long as it is done."""
        return []

    @classmethod
    def _given_once(cls, dialect: str) -> ReturningInsert:
        """It asks whether they may and have not yet, and stores it."""
        table, given = Support.__table__, bindparam("issue_id", type_=Integer)
        names = {"issue_id": "issue_id", "person_id": "person_id"}
        names |= {"carried_into_id": "since_id", "created_at": "at"}
        row = [bindparam(value, type_=table.c[name].type) for name, value in names.items()]
        person = bindparam("person_id", type_=Integer)
        mine = select(Support.person_id).where(
            Support.person_id == person, Support.issue_id.in_(cls._together(given))
        )
        here = [bindparam(name, type_=Integer) for name in ("place_id", "given_in")]
        allowed = select(*row).where(
            cls.is_listed(given), person.not_in(office_people(*here)), ~mine.exists()
        )
        new = insert(table, dialect).from_select(list(names), allowed).on_conflict_do_nothing()
        return new.returning(table.c.issue_id)

    @classmethod
    def _moved(cls, is_later: bool, by: int) -> ReturningUpdate:
        """The counts by one person more or less, as issues/counted.py counts them all."""
        issue = cls._table()
        table, who = issue.c, [bindparam(name, type_=Integer) for name in ("person_id", "given_in")]
        columns = {table.supports_count: counted(*who), table.unproven_supports: unproven(*who)}
        if is_later:
            columns = {table.carried_supports: counted(*who)}
        values = {column: column + case((is_so, by), else_=0) for column, is_so in columns.items()}
        here = update(issue).where(table.id == bindparam("issue_id"))
        # Said, not left to the column: inside another statement it is not asked.
        values[table.updated_at] = bindparam("at", type_=UtcDateTime)
        return here.values(values).returning(*columns)

    @classmethod
    @cache
    def _taken_back(cls, is_later: bool, of_many: bool = False) -> ReturningDelete:
        """Past the ORM, which would look through all it has loaded."""
        support = cast(Table, inspect(Support).local_table)
        this = bindparam("issue_id", type_=Integer)
        table = support.c
        later = table.carried_into_id
        given = later == bindparam("given_in") if is_later else later.is_(None)
        these = table.issue_id.in_(bindparam("together", expanding=True))
        which = these if of_many else table.issue_id == this
        mine = delete(support).where(table.person_id == bindparam("person_id"), given, which)
        return mine.where(cls.is_listed(this)).returning(table.issue_id)

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
