"""Round and its phases, and the record of who changed them; Call is in call_models."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.rounds.calendar import Standing, standing
from civic.rounds.call_models import Call, load_calls
from civic.rounds.rules import (
    AfterDeadline,
    AlreadyOpen,
    CallClosed,
    SettingsChanged,
    VoteBegan,
    check_counting,
    last_legal_end,
    publishes_ballots,
)

__all__ = ["Call", "Phase", "Round", "RoundChange", "load_calls"]
# What may still change while people vote: words, not what is counted.
WORDS = frozenset({"title", "intro"})


class Round(db.Model):
    """참여 기간: a municipality's participation in one call, at /<municipality>/<number>/…"""

    __table_args__ = (UniqueConstraint("municipality_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    budget_won: Mapped[int] = mapped_column(BigInteger)
    national_share: Mapped[float] = mapped_column(default=0.5)
    max_choices: Mapped[int] = mapped_column(default=5)
    ballot_form: Mapped[str] = mapped_column(String(10), default="approval")  # knapsack | ranked
    rule: Mapped[str] = mapped_column(String(20), default="greedy-skip")
    completion: Mapped[str] = mapped_column(String(20), default="add1u-greedy")  # of equal-shares
    vote_levels: Mapped[list] = mapped_column(JSON, default=lambda: ["invite", "desk"])
    intro: Mapped[str] = mapped_column(Text, default="")
    next_receipt: Mapped[int] = mapped_column(default=1)  # issues take their number in order
    issues_count: Mapped[int] = mapped_column(default=0)  # open to readers, not merged
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str | None] = mapped_column(String(64))  # of the form that opened it

    municipality: Mapped["Municipality"] = relationship(lazy="joined")  # noqa: F821
    call: Mapped[Call] = relationship()
    phases: Mapped[list["Phase"]] = relationship(
        back_populates="round",
        order_by="Phase.starts_at",
        lazy="selectin",
        cascade="all, delete-orphan",
    )

    @classmethod
    def next_number(cls, municipality) -> int:
        here = db.select(db.func.max(cls.number)).filter_by(municipality_id=municipality.id)
        return (db.session.scalar(here) or 0) + 1

    @classmethod
    def with_open(cls, municipality, kind: str) -> "Round | None":
        """The newest round whose phase of this kind is open now."""
        rounds = db.select(cls).filter_by(municipality_id=municipality.id)
        newest_first = db.session.scalars(rounds.order_by(cls.number.desc()))
        return next((round for round in newest_first if kind in round.open_phases()), None)

    @classmethod
    def open(cls, municipality, call, planner, number=None, request_key=None, **settings):
        """Open a municipality's next round; sent again under the same key, the same round.

        Args: planner: None for a command. number: the one the planner saw as next, so that of two
        pressing at once only one opens a round. settings: ballot_form, rule, completion and other
        columns.
        Raises: AlreadyOpen, CallClosed, WrongRule.
        """
        if call.is_closed:
            raise CallClosed
        check_counting(settings["ballot_form"], settings["rule"], settings["completion"])
        latest = cls.next_number(municipality)
        place = {"municipality_id": municipality.id, "number": min(number or latest, latest)}
        stored = insert_once(cls, call_id=call.id, request_key=request_key, **place, **settings)
        round = db.session.scalars(db.select(cls).filter_by(**place)).one()
        if stored:
            round._log(planner, "open", {})
        elif request_key is None or round.request_key != request_key:
            raise AlreadyOpen(round)
        return round

    def change(self, planner, seen: int | None = None, **settings) -> None:
        """Change settings; once voting has begun, WORDS only.

        seen: last_change("change") when the form was opened; None asks for no such care.
        Raises: VoteBegan with the names of the settings that are fixed, SettingsChanged, WrongRule.
        """
        self._lock()
        old = {name: getattr(self, name) for name in settings}
        changed = {name for name, value in settings.items() if value != old[name]}
        if self.vote_began and changed - WORDS:
            raise VoteBegan(frozenset(changed - WORDS))
        if changed:
            self._check_seen("change", seen)
        for name in changed:
            setattr(self, name, settings[name])
        check_counting(self.ballot_form, self.rule, self.completion)
        if changed:
            self._log(planner, "change", {name: [old[name], settings[name]] for name in changed})

    @property
    def publishes_ballots(self) -> bool:
        """Whether sets of choices are published, without names, so that anybody can recount."""
        return publishes_ballots(self.ballot_form, self.rule)

    @property
    def vote_began(self) -> bool:
        vote = self.phase("vote")
        return vote is not None and vote.starts_at <= now()

    def phase(self, kind: str) -> "Phase | None":
        return next((phase for phase in self.phases if phase.kind == kind), None)

    def open_phases(self, at: datetime | None = None) -> frozenset[str]:
        """Kinds of the phases open at a moment (now by default)."""
        at = at or now()
        return frozenset(
            phase.kind for phase in self.phases if phase.starts_at <= at < phase.ends_at
        )

    def standing(self) -> Standing:
        """Where this round stands now."""
        return standing([(p.kind, p.starts_at, p.ends_at) for p in self.phases], now())

    def set_phases(
        self,
        periods: dict[str, tuple[datetime, datetime]],
        planner: Person | None = None,
        seen: int | None = None,
    ) -> None:
        """Replace the calendar. periods: kind → aware half-open (start, end). seen: as in change().

        Raises: AfterDeadline when one would end after the call's last day, VoteBegan when voting
        would begin again, have ended already, or go on after its end, SettingsChanged.
        """
        last = last_legal_end(self.call.apply_to_on)
        if last is not None and any(end > last for _, end in periods.values()):
            raise AfterDeadline(last)
        self._lock()
        self._keep_vote(periods.get("vote"))
        old = {phase.kind: (phase.starts_at, phase.ends_at) for phase in self.phases}
        changed = [k for k in periods | old if periods.get(k) != old.get(k)]
        if changed:
            self._check_seen("phases", seen)
        kept = {phase.kind: phase for phase in self.phases}
        self.phases = [kept.get(kind) or Phase(kind=kind) for kind in periods]
        for phase in self.phases:
            phase.starts_at, phase.ends_at = periods[phase.kind]
        if changed:
            self._log(planner, "phases", {k: [_told(old, k), _told(periods, k)] for k in changed})

    def last_change(self, act: str) -> int:
        """The id of the last RoundChange of an act: change or phases; 0 before the first."""
        last = db.select(db.func.max(RoundChange.id)).filter_by(round_id=self.id, act=act)
        return db.session.scalar(last) or 0

    def _check_seen(self, act, seen):
        if seen is None:
            return
        newer = db.select(RoundChange).filter_by(round_id=self.id, act=act)
        newer = newer.where(RoundChange.id > seen).order_by(RoundChange.id)
        if changes := db.session.scalars(newer).all():
            raise SettingsChanged(changes)

    def _keep_vote(self, period):
        vote = self.phase("vote")
        if vote is None or vote.starts_at > now():
            return
        start, end = period or (None, None)
        # An end that has passed would turn ballots already cast into late ones.
        fixed_end = vote.ends_at <= now() or end is None or end <= now()
        if start != vote.starts_at or (fixed_end and end != vote.ends_at):
            raise VoteBegan(frozenset({"vote"}))

    def _lock(self):
        """Hold the row until the commit, and read it again: another planner may have been first."""
        db.session.execute(db.select(Round.id).filter_by(id=self.id).with_for_update())
        db.session.refresh(self)

    def _log(self, planner, act, changes):
        actor_id = planner.id if planner is not None else None
        db.session.add(RoundChange(round_id=self.id, actor_id=actor_id, act=act, changes=changes))


class RoundChange(db.Model):
    """Who opened a round, and who changed what of it. Rows are only ever added."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # empty: a command
    act: Mapped[str] = mapped_column(String(10))  # open | change | phases
    changes: Mapped[dict] = mapped_column(JSON, default=dict)  # name → [before, after]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    actor: Mapped[Person | None] = relationship()


class Phase(db.Model):
    """단계: report | propose | vote | target | compile | consult | submit; [starts_at, ends_at)."""

    __table_args__ = (UniqueConstraint("round_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship(back_populates="phases")


def _told(periods, kind) -> list[str] | None:
    return [moment.isoformat() for moment in periods[kind]] if kind in periods else None
