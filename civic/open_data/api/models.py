"""RoundBundle: a round's zip as a worker makes it, kept until what it tells of has changed."""

from datetime import timedelta

from sqlalchemy import ForeignKey, Index, LargeBinary, String, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, insert_once, now
from civic.long_work.rows import ACTIVE, IS_ACTIVE, LongWork
from civic.people.leaving import when_leaving
from civic.people.models import Person
from civic.rounds.models import Round

WAITED_FOR = timedelta(minutes=10)


class RoundBundle(LongWork, Model):
    """mark: of what the zip tells, see bundle_mark.py. made: the zip; of the newest alone."""

    __table_args__ = (
        Index(
            "uq_round_bundle_active",
            "round_id",
            unique=True,
            sqlite_where=text(IS_ACTIVE),
            postgresql_where=text(IS_ACTIVE),
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    mark: Mapped[str] = mapped_column(String(64), default="")
    made: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    round: Mapped[Round] = relationship()

    @classmethod
    def ask(cls, round: Round) -> "RoundBundle":
        """The one that waits or is being made, else a new one."""
        cls.give_up_lost(cls.round_id == round.id)
        insert_once(cls, round_id=round.id)
        active = select(cls).where(cls.round_id == round.id, cls.state.in_(ACTIVE))
        return db.session.scalar(active) or cls.ask(round)  # the one in its way ended just now

    @classmethod
    def current(cls, round: Round, mark: str) -> "RoundBundle | None":
        """The one made of what there still is."""
        query = select(cls).filter_by(round_id=round.id, mark=mark, state="done")
        return db.session.scalar(query.order_by(cls.id.desc()).limit(1))

    @classmethod
    def asked_for(cls, round: Round, id: int, mark: str) -> "RoundBundle | None":
        """The one somebody waits for: also where numbers changed since it was made, if that was
        just now and nothing was taken from sight. In a busy round none would ever be current."""
        bundle = db.session.scalar(select(cls).filter_by(round_id=round.id, id=id))
        if bundle is None or bundle.state != "done":
            return bundle
        assert bundle.ended_at is not None  # it is done
        is_fresh = now() - bundle.ended_at < WAITED_FOR
        return bundle if is_fresh and hides_the_same(bundle.mark, mark) else None

    @classmethod
    def drop_earlier(cls, bundle: "RoundBundle") -> None:
        """Those of its round that were asked for before it."""
        earlier = (cls.round_id == bundle.round_id, cls.id < bundle.id)
        db.session.execute(db.delete(cls).where(*earlier, cls.state.not_in(ACTIVE)))


@when_leaving
def _drop_all(_person: Person, _takes_words: bool) -> None:
    """None tells any more what somebody takes along; what is being made is not finished."""
    db.session.execute(db.delete(RoundBundle).where(RoundBundle.state.not_in(ACTIVE)))
    db.session.execute(db.update(RoundBundle).values(cancel_asked_at=now()))


def hides_the_same(mark: str, other: str) -> bool:
    return mark.partition("-")[2] == other.partition("-")[2]
