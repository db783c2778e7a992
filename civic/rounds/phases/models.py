"""A round's phases: what is open, how the calendar changes, and how a vote begins and ends."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, now
from civic.people.models import Person
from civic.rounds.calendar import HeldPeriod, Standing, standing
from civic.rounds.rules import (
    LEAST_VOTE,
    AfterDeadline,
    VoteBegan,
    VoteEndsEarlier,
    VoteNeedsAnother,
    VoteNeedsReason,
    VoteTooShort,
    cuts_short,
    last_legal_end,
)

if TYPE_CHECKING:
    from civic.rounds.calls.models import Call
    from civic.rounds.models import Round, RoundChange


class Phase(Model):
    """단계: report | propose | vote | target | compile | consult | submit; [starts_at, ends_at)."""

    __table_args__ = (UniqueConstraint("round_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)

    round: Mapped["Round"] = relationship(back_populates="phases")


class CalendarActs:
    """Verbs and questions of Round about its phases.

    Two facts about its vote stay true whatever the clock says later: vote_opened_at, when its
    ballot was frozen, and vote_sealed_at, when it was counted.
    """

    if TYPE_CHECKING:
        call: Mapped[Call]
        phases: Mapped[list[Phase]]
        vote_opened_at: Mapped[datetime | None]
        vote_sealed_at: Mapped[datetime | None]

        def lock(self) -> None: ...
        def vote_moves(self) -> list[RoundChange]: ...
        def _check_seen(self, act: str, seen: int | None) -> None: ...
        def _log(
            self, planner: Person | None, act: str, changes: dict, reason: str = ""
        ) -> None: ...

    @property
    def vote_began(self) -> bool:
        vote = self.phase("vote")
        has_started = vote is not None and vote.starts_at <= now()
        return has_started or self.vote_opened_at is not None

    @property
    def vote_is_open(self) -> bool:
        return "vote" in self.open_phases()

    def phase(self, kind: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.kind == kind), None)

    def open_phases(self, at: datetime | None = None) -> frozenset[str]:
        """Kinds of the phases open at a moment (now by default); a counted vote never is again."""
        at = at or now()
        is_open = [phase.kind for phase in self.phases if phase.starts_at <= at < phase.ends_at]
        counted = {"vote"} if self.vote_sealed_at is not None else set()
        return frozenset(is_open) - counted

    def standing(self) -> Standing:
        """Where this round stands now."""
        return standing(self._periods(now()), now())

    def set_phases(
        self,
        periods: dict[str, HeldPeriod],
        planner: Person | None = None,
        seen: int | None = None,
        reason: str = "",
        agreed: bool = False,
    ) -> None:
        """Replace the calendar. periods: kind → aware half-open (start, end). seen: as in change().

        reason: told to everybody; needed when a vote that was announced, by a calendar saved
        before, gets another period or none. agreed: by two people, as CalendarChange has it.
        Raises: AfterDeadline when one would end after the call's last day, VoteBegan when voting
        would begin again or go on after its end, VoteEndsEarlier, VoteTooShort, VoteNeedsReason,
        SettingsChanged; VoteNeedsAnother, when nothing else is wrong.
        """
        last = last_legal_end(self.call.apply_to_on)
        if last is not None and any(end > last for _, end in periods.values()):
            raise AfterDeadline(last)
        self.lock()
        moves_vote = self._keep_vote(periods.get("vote"))
        old = {phase.kind: (phase.starts_at, phase.ends_at) for phase in self.phases}
        changed = [k for k in periods | old if periods.get(k) != old.get(k)]
        if not changed:
            return
        self._check_seen("phases", seen)
        if moves_vote and not reason.strip():
            raise VoteNeedsReason
        vote = old.get("vote")
        takes_away = vote is None or cuts_short(vote, periods.get("vote"))
        if moves_vote and takes_away and not agreed:
            raise VoteNeedsAnother
        earlier = {phase.kind: phase for phase in self.phases}
        self.phases = [earlier.get(kind) or Phase(kind=kind) for kind in periods]
        for phase in self.phases:
            phase.starts_at, phase.ends_at = periods[phase.kind]
        changes = {
            kind: [stored(*held[kind]) if kind in held else None for held in (old, periods)]
            for kind in changed
        }
        self._log(planner, "phases", changes, reason.strip() if moves_vote else "")

    def _keep_vote(self, period: HeldPeriod | None) -> bool:
        """People were told another period; that of a running vote only ends later.

        Raises: VoteBegan, VoteEndsEarlier, VoteTooShort.
        """
        vote = self.phase("vote")
        if vote is None or not self.vote_began:
            _check_length(period, vote)
            if vote is None:  # one that was called off is announced anew
                return period is not None and bool(self.vote_moves())
            return period != (vote.starts_at, vote.ends_at)
        if period is None or period[0] != vote.starts_at:
            raise VoteBegan(frozenset({"vote"}))
        end = period[1]
        if end == vote.ends_at:
            return False
        if self.vote_sealed_at is not None or vote.ends_at <= now():
            raise VoteBegan(frozenset({"vote"}))
        if end < vote.ends_at:
            raise VoteEndsEarlier(vote.ends_at)
        return True

    def _periods(self, at):
        """(kind, start, end) of each phase; that of a counted vote is over at any moment."""
        return [
            (phase.kind, phase.starts_at, min(phase.ends_at, at) if is_over else phase.ends_at)
            for phase in self.phases
            for is_over in [phase.kind == "vote" and self.vote_sealed_at is not None]
        ]


def _check_length(period, vote) -> None:
    """Raises: VoteTooShort when a vote that is set anew would leave people less than LEAST_VOTE."""
    if period is None or (vote and period == (vote.starts_at, vote.ends_at)):
        return
    start, end = period
    if end - max(start, now()) < LEAST_VOTE:
        raise VoteTooShort


def stored(starts_at: datetime, ends_at: datetime) -> list[str]:
    """A period as changes keep it."""
    return [starts_at.isoformat(), ends_at.isoformat()]
