"""The voter roll: who takes part in a vote, and the acts by which they do."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint, and_, bindparam, or_, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, insert, now, rows_changed
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed
from civic.votes.ballots import secrecy
from civic.votes.ballots.ballot import Ballot, each_named
from civic.votes.ballots.event_log import VoteEvent
from civic.votes.rules import BallotAnnulled, NotAVoter, OutOfDate, check_size, in_order


class Participation(Model):
    """The roll: that this person takes part in this vote.

    It holds choices only as a draft that waits to be submitted, nothing of what was submitted.
    Each act (save_draft, submit, withdraw) takes the page's counter, client_seq: an old request
    that arrives late never undoes a newer one. Acts raise PhaseClosed outside the voting phase
    and, whatever the clock says, once the vote is sealed; NotAVoter without accepted residency,
    BallotAnnulled, OutOfDate for a request older than one answered.
    """

    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))  # residency level at the latest submission
    # What the nonces and the event log's hashes are made with; goes when links are forgotten.
    salt: Mapped[str | None] = mapped_column(String(32), default=secrecy.new_salt)
    # Chosen but not yet submitted: solution ids. Saved so that nothing is lost between visits.
    draft: Mapped[list] = mapped_column(db.JSON, default=list)
    draft_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    annulled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # closed to this person
    # The page's counter in the latest request answered; -1 before the first.
    client_seq: Mapped[int] = mapped_column(BigInteger, default=-1)

    round: Mapped[Round] = relationship()
    person: Mapped[Person] = relationship()

    @classmethod
    def of(cls, person: Person, round: Round) -> "Participation | None":
        return db.session.scalar(_one(), {"round_id": round.id, "person_id": person.id})

    @classmethod
    def all_of(cls, person: Person, rounds: Sequence[Round]) -> "dict[int, Participation]":
        """Round id → this person's participation, of these rounds."""
        here = cls.round_id.in_([round.id for round in rounds])
        rows = db.session.scalars(db.select(cls).filter_by(person_id=person.id).where(here))
        return {row.round_id: row for row in rows}

    @classmethod
    def voted(cls, round: Round) -> tuple:
        """Conditions: rows of who has a ballot in this vote. The one way to count voters online."""
        return cls.round_id == round.id, cls.submitted_at.is_not(None), cls.annulled_at.is_(None)

    @classmethod
    def unsubmitted(cls, person: Person, round: Round) -> "Participation | None":
        """This person's participation while it holds something that still has to be submitted."""
        if "vote" not in round.open_phases():
            return None
        participation = cls.of(person, round)
        return participation if participation and participation.draft_at else None

    @classmethod
    def save_draft(cls, person: Person, round: Round, solution_ids, client_seq=None):
        """Keep what is chosen so far. The same as the submitted ballot leaves nothing to submit.

        Raises: TooManyChoices, NotOnBallot, OverBudget, and as every act.
        """
        chosen = in_order(solution_ids, round.ballot_form)
        check_size(chosen, round.max_choices, least=0)
        act = cls._act(person, round, client_seq, "draft", draft=chosen, draft_at=now())
        if act is None:
            return cls._repeated(person, round, client_seq, lambda it: it.latest_ids() == chosen)
        Ballot.check(round, chosen)
        mine = db.session.get_one(cls, act.id, populate_existing=True)
        if chosen == mine.submitted_ids():
            mine.draft, mine.draft_at = [], None
        return mine

    @classmethod
    def submit(cls, person: Person, round: Round, solution_ids, client_seq=None) -> bool:
        """Replace the ballot by these choices; choices that stay keep their nonce.

        The roll forgets a draft as soon as the ballot holds it.
        Returns: False when the same was sent and stored before.
        Raises: NothingChosen, TooManyChoices, NotOnBallot, OverBudget, and as every act.
        """
        chosen = in_order(solution_ids, round.ballot_form)
        check_size(chosen, round.max_choices)
        act = cls._act(person, round, client_seq, "submit", submitted_at=now())
        if act is None:
            cls._repeated(person, round, client_seq, lambda it: it.latest_is_submitted(chosen))
            return False
        choices = [[id, secrecy.nonce(act.salt, id)] for id in chosen]
        Ballot.store(round, act.id, choices, secrecy.fingerprint(act.salt, chosen))
        return True

    @classmethod
    def withdraw(cls, person: Person, round: Round, client_seq=None) -> None:
        """Take the ballot back, and the draft with it; voting again stays possible."""
        act = cls._act(person, round, client_seq, "withdraw")
        if act is None:
            cls._repeated(person, round, client_seq, lambda it: it.latest_is_submitted([]))
            return
        Ballot.check(round, [])
        db.session.execute(db.delete(Ballot).filter_by(participation_id=act.id))
        VoteEvent.log(round, act.id, "withdraw", secrecy.fingerprint(act.salt, []))

    def submitted_ids(self) -> list[int]:
        """Solution ids on the submitted ballot, in its order; only ever for its voter's eyes."""
        ballot = Ballot.of(self)
        return ballot.solution_ids if ballot else []

    def latest_ids(self) -> list[int]:
        """Solution ids chosen last, submitted or not; only ever for its own voter's eyes."""
        return self.draft if self.draft_at else self.submitted_ids()

    def latest_is_submitted(self, chosen: list[int]) -> bool:
        return not self.draft_at and self.submitted_ids() == chosen

    @classmethod
    def _act(cls, person, round, client_seq, act, **values):
        """One statement proves residency, finds or makes the row, and locks it until the commit.

        The row's (id, salt); None when a request of this number or a later one was answered before.
        """
        newest, phase = client_seq is None, round.phase("vote")
        facts = {
            "round_id": round.id,
            "who": person.id,
            "where": round.municipality_id,
            "began_at": phase.starts_at if phase else None,
            "salt": secrecy.new_salt(),
            "client_seq": -1 if newest else client_seq,
            "draft": [],
            "draft_at": None,
            "submitted_at": None,
        }
        levels = each_named("level", round.vote_levels)
        statement = act_statement(db.engine.dialect.name, act, newest, tuple(levels))
        stored = db.session.execute(statement, facts | levels | values).one_or_none()
        # Read the clock under the lock: who waited for it past the end is late.
        if "vote" not in round.open_phases() and (stored is not None or newest):
            raise PhaseClosed("vote")
        if stored is None and (newest or not person.votes_in(round)):
            mine = cls.of(person, round)
            raise BallotAnnulled if mine and mine.annulled_at else NotAVoter
        return stored

    @classmethod
    def _repeated(cls, person, round, client_seq, is_repeat: Callable):
        """The row as it is, when this is the last request answered, sent once more.

        An answer that was lost on its way is given again, also after the end.
        """
        mine = db.session.scalars(
            db.select(cls).filter_by(round_id=round.id, person_id=person.id).with_for_update()
        ).one()
        if mine.annulled_at is not None:
            raise BallotAnnulled
        if client_seq == mine.client_seq and is_repeat(mine):
            return mine
        raise OutOfDate if "vote" in round.open_phases() else PhaseClosed("vote")


# What each act leaves as it was.
KEPT = {"draft": {"submitted_at", "level"}, "submit": set(), "withdraw": {"level"}}


@cache
def act_statement(dialect, act, newest, levels):
    """Built once: to build it is a good part of what a vote costs. levels: names of parameters."""
    names = ("round_id", "person_id", "level", "salt", "client_seq")
    names += ("draft", "draft_at", "submitted_at")
    roll = Participation.__table__
    known = {"person_id": Residency.person_id, "level": Residency.level}
    row = [known.get(name, bindparam(name, type_=roll.c[name].type)) for name in names]
    proof = db.select(*row).where(
        Residency.person_id == bindparam("who"),
        Residency.municipality_id == bindparam("where"),
        Residency.level.in_([bindparam(name) for name in levels]),
        # As Residency.came_too_late_for: with the account they left, they may have voted.
        or_(
            Residency.votes_from.is_(None),
            Residency.votes_from < bindparam("began_at", type_=UtcDateTime),
        ),
    )
    new = insert(roll, dialect).from_select(names, proof)
    replaced = set(names[2:]) - {"salt"} - KEPT[act] - ({"client_seq"} if newest else set())
    upsert = new.on_conflict_do_update(
        index_elements=["round_id", "person_id"],
        set_={name: new.excluded[name] for name in names if name in replaced},
        where=and_(
            roll.c.annulled_at.is_(None),
            true() if newest else roll.c.client_seq < new.excluded.client_seq,
        ),
    )
    return upsert.returning(roll.c.id, roll.c.salt)


def lock_roll(round: Round) -> None:
    """Let requests that came in time finish: each holds its roll row, a first one the round."""
    roll = db.select(Participation.id).filter_by(round_id=round.id).order_by(Participation.id)
    db.session.execute(roll.with_for_update())
    db.session.execute(db.select(Round.id).filter_by(id=round.id).with_for_update())
    round.lock()  # its end may have moved since it was read


def forget_links(round: Round) -> int:
    """Destroy what ties voters to ballots, and event hashes to either; how many ties there were."""
    tied = db.update(Ballot).where(
        Ballot.round_id == round.id, Ballot.participation_id.is_not(None)
    )
    forgotten = rows_changed(tied.values(participation_id=None))
    roll = db.update(Participation).filter_by(round_id=round.id)
    db.session.execute(roll.values(salt=None))
    return forgotten


@cache
def _one():
    """Built once: every page of somebody signed in asks it."""
    mine = Participation.round_id == bindparam("round_id")
    return db.select(Participation).where(mine, Participation.person_id == bindparam("person_id"))


@when_leaving
def _forget_drafts(person: Person, _takes_words: bool) -> None:
    """What was chosen and never submitted."""
    theirs = db.update(Participation).where(Participation.person_id == person.id)
    db.session.execute(theirs.values(draft=[], draft_at=None))
