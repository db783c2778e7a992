"""RoundBundle: a round's zip as a worker makes it, kept until what it tells of has changed."""

import hashlib
from datetime import timedelta

import msgspec
from sqlalchemy import ForeignKey, Index, LargeBinary, Select, String, func, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, db, insert_once, now
from civic.issues.correction import IssueCorrection
from civic.issues.models import Issue
from civic.long_work.rows import ACTIVE, IS_ACTIVE, LongWork
from civic.open_data.api import resources
from civic.open_data.api.bundle import TABLES
from civic.open_data.api.tables import columns
from civic.people.leaving import when_leaving
from civic.people.masked_words import MaskedWords
from civic.people.models import Person
from civic.places.models import District
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.votes.seal.publication import Publication

WAITED_FOR = timedelta(minutes=10)


class RoundBundle(LongWork, Model):
    """mark: of what the zip tells, see mark_of. made: the zip; of the newest alone."""

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
        found = db.session.scalar(select(cls).filter_by(round_id=round.id, id=id))
        if found is None or found.state != "done":
            return found
        assert found.ended_at is not None  # it is done
        is_fresh = now() - found.ended_at < WAITED_FOR
        return found if is_fresh and hides_the_same(found.mark, mark) else None

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


def mark_of(round: Round) -> str:
    """The same again only if a bundle would tell the same: of the reports how many there are,
    which, and when one was changed last; of all else, the words and numbers themselves. Behind the
    dash stands what was taken from sight."""
    issues = select(func.count(), func.sum(Issue.id), func.max(Issue.updated_at))
    issues = issues.where(Issue.round_id == round.id, Issue.listed)
    names = select(District.code, District.name).filter_by(municipality_id=round.municipality_id)
    whole = (
        [columns(shape) for shape in TABLES.values()],
        [str(value) for value in db.session.execute(issues).one()],
        sorted(map(tuple, db.session.execute(names))),
        [(file.name, file.size) for file in Publication.of(round).values()],
        [resources.describe_round(round), resources.list_solutions(round), resources.result(round)],
        [resources.targets(round), resources.surveys(round), resources.panel(round)],
        [(file.name, file.size) for file in resources.panel_files(round)],
        resources.participation(round),
    )
    told = msgspec.json.encode(_without_addresses(msgspec.to_builtins(whole)))
    return f"{hashlib.sha256(told).hexdigest()[:47]}-{_taken_from_sight(round)}"


def hides_the_same(mark: str, other: str) -> bool:
    return mark.partition("-")[2] == other.partition("-")[2]


def _taken_from_sight(round: Round) -> str:
    """A mark of what was hidden, corrected and masked: 16 letters."""
    mine = (IssueCorrection.issue_id == Issue.id, Issue.round_id == round.id)
    counts = (
        *_hidden(Issue, round),
        *_hidden(Solution, round),
        select(func.count(IssueCorrection.id)).where(*mine),
        select(func.count(MaskedWords.id)),
    )
    found = [str(db.session.scalar(count)) for count in counts]
    return hashlib.sha256(" ".join(found).encode()).hexdigest()[:16]


def _hidden(model: type[Issue] | type[Solution], round: Round) -> tuple[Select, Select]:
    hidden = (model.round_id == round.id, model.hidden_at.is_not(None))
    return select(func.count(model.id)).where(*hidden), select(func.sum(model.id)).where(*hidden)


def _without_addresses(value):
    """The same without url: a worker asks under another name than a reader does."""
    if isinstance(value, dict):
        kept = {name: each for name, each in value.items() if name != "url"}
        return {name: _without_addresses(each) for name, each in kept.items()}
    return [*map(_without_addresses, value)] if isinstance(value, list | tuple) else value
