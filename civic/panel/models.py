"""Panel: its terms, frozen once it is announced, and the facts that follow."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Select, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, hold_row, insert_once, now
from civic.panel.applicants import Applicant, PanelDeparture, PanelInvitation
from civic.panel.applications import TakesApplications
from civic.panel.draw.cells import population_cells
from civic.panel.draw.drawing import IsDrawn
from civic.panel.draw.redraw import known_at
from civic.panel.rules import Frozen, check_period, state_of
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.places.population.models import Population
from civic.rounds.models import Round


class Panel(TakesApplications, IsDrawn, Model):
    """시민참여단 of a round.

    features: those of rules.FEATURES that strata are made of. cells: the population when it was
    announced, as draw/cells.py has it. codes: of the strata, in their order; drawn by lot when the
    list is published, so that the list tells of nobody in which stratum they are.
    """

    __table_args__ = (UniqueConstraint("round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    about: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int]
    reserve_each: Mapped[int]  # places in reserve for each stratum
    features: Mapped[list] = mapped_column(JSON)
    ages: Mapped[str] = mapped_column(String(10))  # a code of draw.cells.AGE_SCHEMES
    youngest: Mapped[str] = mapped_column(String(4))  # the first age band that may apply
    applies_from: Mapped[datetime] = mapped_column(UtcDateTime)
    applies_until: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    answer_days: Mapped[int]
    ends_on: Mapped[date]  # the last day of the panel's work
    source: Mapped[str] = mapped_column(String(10))  # of draw.redraw.SOURCES
    source_round: Mapped[int]
    cells: Mapped[list] = mapped_column(JSON, default=list)
    population_source: Mapped[str] = mapped_column(String(200), default="")
    population_on: Mapped[date | None]
    codes: Mapped[list] = mapped_column(JSON, default=list)
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    list_sha256: Mapped[str] = mapped_column(String(64), default="")
    seed_value: Mapped[str] = mapped_column(String(64), default="")
    drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    round: Mapped[Round] = relationship()

    @classmethod
    def of(cls, round: Round, announced: bool = False) -> "Panel | None":
        """A round's panel. announced: none that only its planners know of."""
        query = db.select(cls).filter_by(round_id=round.id)
        return db.session.scalar(query.where(cls.announced_at.is_not(None)) if announced else query)

    @classmethod
    def prepare(cls, round: Round, **terms) -> "Panel":
        """Keep terms that a planner may still change. Raises: Frozen."""
        insert_once(cls, round_id=round.id, cells=[], codes=[], **terms)
        [panel] = hold(cls, db.select(cls.id).filter_by(round_id=round.id))
        if panel.announced_at:
            raise Frozen
        for name, value in terms.items():
            setattr(panel, name, value)
        return panel

    @classmethod
    def member_ids(cls, round_id: int) -> Select:
        """A select of the ids of those who accepted a seat and have not left it."""
        query = db.select(Applicant.person_id).join(cls, cls.id == Applicant.panel_id)
        query = query.join(PanelInvitation, PanelInvitation.applicant_id == Applicant.id)
        query = query.outerjoin(PanelDeparture, PanelDeparture.applicant_id == Applicant.id)
        query = query.where(cls.round_id == round_id, Applicant.person_id.is_not(None))
        accepted = PanelInvitation.accepted_at.is_not(None)
        return query.where(accepted, PanelDeparture.id.is_(None))

    @classmethod
    def has_member(cls, round: Round, person: Person | None) -> bool:
        if person is None:
            return False
        mine = cls.member_ids(round.id).where(Applicant.person_id == person.id)
        return db.session.scalar(mine) is not None

    def announce(self, planner: Person) -> None:
        """Publish the terms, with the population at hand; from now on nobody alone changes them.

        Raises: Frozen, TooSoon, PopulationMissing.
        """
        hold_row(self)
        if self.announced_at:
            raise Frozen
        check_period(now(), self.applies_from, self.applies_until, self.known_at)
        place = self.round.municipality
        districts = [(each.id, each.code, each.name) for each in place.districts]
        people = Population.of(place)
        self.cells = population_cells(people, districts, self.features, self.ages, self.youngest)
        self.population_source, self.population_on = place.population_source, place.population_on
        self.announced_at = now()
        self.note("announced", planner)

    @property
    def known_at(self) -> datetime:
        """When the public result becomes known that the seed is made of."""
        return known_at(self.source, self.source_round)

    @property
    def state(self) -> str:
        """One of rules.STATES."""
        period = (self.applies_from, self.applies_until)
        facts = (self.announced_at, period, self.closed_at, self.known_at, self.drawn_at)
        return state_of(now(), *facts)

    def note(self, act: str, planner: Person | None = None) -> None:
        actor_id = planner.id if planner else None
        db.session.add(PanelStep(panel_id=self.id, act=act, actor_id=actor_id, at=now()))

    def steps(self) -> "list[PanelStep]":
        query = db.select(PanelStep).filter_by(panel_id=self.id).order_by(PanelStep.id)
        return list(db.session.scalars(query))


class PanelStep(Model):
    """A fact of a panel with its moment. Rows are only ever added."""

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"), index=True)
    act: Mapped[str] = mapped_column(String(10))  # a code of rules.STEPS
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    panel: Mapped[Panel] = relationship()


@when_leaving
def _let_go_of_applications(person: Person, _takes_words: bool) -> None:
    """Before the list is published an application goes; after, a number stays that is nobody's,
    and does not take part."""
    ids = db.select(Applicant.panel_id).filter_by(person_id=person.id)
    for panel in hold(Panel, ids):
        mine = db.session.scalars(
            db.select(Applicant).filter_by(panel_id=panel.id, person_id=person.id)
        ).one()
        if panel.closed_at is None:
            db.session.delete(mine)
            continue
        if mine.departure is None:
            panel.let_go(mine, "left")
        mine.forget_person()
