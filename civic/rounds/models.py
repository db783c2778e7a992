"""Round, and the record of who changed it."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert_once, now
from civic.people.models import Person
from civic.rounds.calls.models import Call
from civic.rounds.phases.models import CalendarActs, Phase
from civic.rounds.rules import (
    AlreadyOpen,
    CallClosed,
    SettingsChanged,
    VoteBegan,
    check_counting,
    publishes_ballots,
)

if TYPE_CHECKING:
    from civic.places.models import Municipality

# What may still change while people vote: words and promises, not what is counted.
WORDS = frozenset({"title", "intro", "answer_days", "wave_posts", "wave_hours"})
# What decides whose supports, preferences and points are counted; see rounds/residents.py.
WHO_COUNTS = frozenset({"vote_levels", "unproven"})
_WHEN_OTHERS_COUNT: list[Callable[[int], None]] = []


def when_others_count(act: Callable[[int], None]) -> None:
    """Have a later feature count a round (its id) anew when other people count in it."""
    _WHEN_OTHERS_COUNT.append(act)


class Round(CalendarActs, Model):
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
    # What becomes of acts of people whose residency is not shown so (rounds/residents.py).
    unproven: Mapped[str] = mapped_column(String(10), default="together", server_default="together")
    intro: Mapped[str] = mapped_column(Text, default="")
    answer_days: Mapped[int | None]  # by when a report is promised an answer; empty: no promise
    # From how many posts of new accounts an hour further ones wait for a look; empty: never.
    wave_posts: Mapped[int | None]
    wave_hours: Mapped[int] = mapped_column(default=24, server_default="24")  # an account is new
    next_receipt: Mapped[int] = mapped_column(default=1)  # issues take their number in order
    issues_count: Mapped[int] = mapped_column(default=0)  # open to readers, not merged
    # Of these, what no planner has dealt with; kept by triggers (issues/listing/untriaged.py).
    untriaged_count: Mapped[int] = mapped_column(default=0, server_default="0")
    # How many acts of the office its issues have seen, in one order (issues/triaging.py).
    office_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    request_key: Mapped[str | None] = mapped_column(String(64))  # of the form that opened it
    # Facts of its vote that no clock takes back: its ballot is frozen; it is counted.
    vote_opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vote_sealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    municipality: Mapped["Municipality"] = relationship(lazy="joined")
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
    def of_city(cls, municipality) -> "list[Round]":
        """Every round of a municipality with its phases and call, the newest first."""
        rows = db.session.scalars(_rounds_of_city(), {"municipality_id": municipality.id})
        return list(rows.unique())

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
        place = {
            "municipality_id": municipality.id,
            "number": max(1, min(number or latest, latest)),
        }
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
        self.lock()
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
        if changed & WHO_COUNTS:
            db.session.flush()
            for act in _WHEN_OTHERS_COUNT:
                act(self.id)

    @property
    def publishes_ballots(self) -> bool:
        """Sets of choices are published, without names, so that anybody can recount."""
        return publishes_ballots(self.ballot_form, self.rule)

    def last_change(self, act: str) -> int:
        """The id of the last RoundChange of an act: change or phases; 0 before the first."""
        last = db.select(db.func.max(RoundChange.id)).filter_by(round_id=self.id, act=act)
        return db.session.scalar(last) or 0

    def vote_moves(self) -> list["RoundChange"]:
        """Each time the vote that was announced got another period, with its public reason."""
        moved = db.select(RoundChange).filter_by(round_id=self.id, act="phases")
        moved = moved.where(RoundChange.reason != "").order_by(RoundChange.id)
        return list(db.session.scalars(moved))

    def _check_seen(self, act, seen):
        if seen is None:
            return
        newer = db.select(RoundChange).filter_by(round_id=self.id, act=act)
        newer = newer.where(RoundChange.id > seen).order_by(RoundChange.id)
        if changes := db.session.scalars(newer).all():
            raise SettingsChanged(changes)

    def lock(self) -> None:
        """Hold the row until the commit, and read it again: somebody else may have been first."""
        hold(self.id)
        again = {"populate_existing": True}
        db.session.scalars(db.select(Phase).filter_by(round_id=self.id), execution_options=again)
        db.session.refresh(self)

    def _log(self, planner, act, changes, reason=""):
        actor_id = planner.id if planner is not None else None
        row = {"round_id": self.id, "actor_id": actor_id, "act": act, "changes": changes}
        db.session.add(RoundChange(**row, reason=reason))


@cache
def _rounds_of_city() -> Select:
    """Built once: a city's home asks it of every visitor."""
    rounds = db.select(Round).where(Round.municipality_id == bindparam("municipality_id"))
    together = rounds.options(joinedload(Round.phases), joinedload(Round.call))
    return together.order_by(Round.number.desc())


def hold(round_id: int) -> None:
    """Let others who change this round or its vote wait until the commit.

    Not a full FOR UPDATE: rows that refer to the round are still added, and nobody deadlocks who
    added one before.
    """
    row = db.select(Round.id).filter_by(id=round_id)
    db.session.execute(row.with_for_update(key_share=True))


class RoundChange(Model):
    """Who opened a round, and who changed what of it. Rows are only ever added."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # empty: a command
    act: Mapped[str] = mapped_column(String(10))  # open | change | phases
    changes: Mapped[dict] = mapped_column(JSON, default=dict)  # name → [before, after]
    reason: Mapped[str] = mapped_column(String(300), default="")  # of a vote's other period; public
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    actor: Mapped[Person | None] = relationship()

    @property
    def vote_move(self) -> str:
        """What became of the vote's period: end (later, while it ran), period, or off (no vote)."""
        before, after = self.changes["vote"]
        if after is None:
            return "off"
        if before is None:
            return "period"
        return "end" if datetime.fromisoformat(before[0]) <= self.created_at else "period"
