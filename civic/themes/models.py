"""Theme: its columns, and the acts by which people order a round's reports.

Every act locks the round, so that of two planners none undoes the other's unseen, and gives the
Changes by which it can be taken back (log.py; the office's other acts).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic import kept_counts
from civic.db import Model, UtcDateTime, db, hold, lock, now
from civic.issues.listing.listed import follows_listing
from civic.issues.models import Issue
from civic.kept_counts import KeptColumn, recount
from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes import placements
from civic.themes.changes import Changes, State
from civic.themes.placements import Placement, placed
from civic.unchanged import WhileUnchanged

LONGEST_NAME, LONGEST_SENTENCE = 40, 300
ANYWHERE = -1


class ThemeGone(Exception):
    """The theme was merged into another or dissolved meanwhile."""


class NamedMeanwhile(Exception):
    """Somebody else named the theme since it was opened. theme: as it is called now."""

    def __init__(self, theme: "Theme"):
        super().__init__(theme.id)
        self.theme = theme


class ThemeOption(NamedTuple):
    """A theme to choose. called: its name, else the words a calculation found."""

    id: int
    name: str
    called: str
    is_named: bool
    texts_count: int


_options: WhileUnchanged[tuple[ThemeOption, ...]] = WhileUnchanged(50)


class Theme(Model):
    """주제: reports of a round about one thing, a topic and not a position.

    words: what a calculation found its texts to share; they are its name to nobody until a person
    gave it one. gone_at: merged, dissolved or never kept; the row stays for taking that back.
    """

    __table_args__ = (Index("ix_theme_listed", "round_id", "gone_at", "texts_count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    position: Mapped[int]  # the round's first is 1; no other ever has it
    words: Mapped[list] = mapped_column(db.JSON, default=list)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), default="")
    sentence: Mapped[str] = mapped_column(String(LONGEST_SENTENCE), default="")
    named_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    texts_count: Mapped[int] = mapped_column(default=0)  # listed reports
    # The id of the newest report when it was started: those after it are new to it.
    arrivals_after: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    round: Mapped[Round] = relationship()
    named_by: Mapped[Person | None] = relationship()

    @classmethod
    def of(cls, round: Round, named: bool = False) -> list["Theme"]:
        """The round's themes, most reports first. named: only those a person named."""
        query = select(cls).filter_by(round_id=round.id, gone_at=None)
        query = query.where(cls.named_at.is_not(None)) if named else query
        return list(db.session.scalars(query.order_by(cls.texts_count.desc(), cls.id)))

    @classmethod
    def options_of(cls, round: Round) -> tuple["ThemeOption", ...]:
        """What of() gives, as values: whole themes cost four times as much. Asked for again only
        after somebody's commit."""
        return _options.get(round.id, lambda: cls._ask_options(round))

    @classmethod
    def _ask_options(cls, round: Round) -> tuple["ThemeOption", ...]:
        columns = cls.id, cls.name, cls.words, cls.named_at, cls.texts_count
        query = select(*columns).filter_by(round_id=round.id, gone_at=None)
        rows = db.session.execute(query.order_by(cls.texts_count.desc(), cls.id))
        return tuple(
            ThemeOption(id, name, _called(name, words), named_at is not None, count)
            for id, name, words, named_at, count in rows
        )

    @classmethod
    def start(cls, round: Round, words: Iterable[str] = ()) -> tuple["Theme", Changes]:
        """A theme without reports and without a name."""
        lock(Round, [round.id])
        last = select(func.max(cls.position)).filter_by(round_id=round.id)
        newest = select(func.max(Issue.id)).filter_by(round_id=round.id)
        place = {"round_id": round.id, "position": (db.session.scalar(last) or 0) + 1}
        newest_id = db.session.scalar(newest) or 0
        theme = cls(**place, words=list(words), arrivals_after=newest_id, gone_at=now())
        db.session.add(theme)
        db.session.flush()
        before, theme.gone_at = theme.state, None
        db.session.flush()
        return theme, Changes(themes={theme.id: (before, theme.state)})

    @property
    def is_named(self) -> bool:
        return self.named_at is not None

    @property
    def called(self) -> str:
        """Its name, else the words a calculation found."""
        return _called(self.name, self.words)

    @property
    def state(self) -> State:
        return {
            "name": self.name,
            "sentence": self.sentence,
            "named_by": self.named_by_id,
            "named_at": self.named_at and self.named_at.isoformat(),
            "gone": self.gone_at and self.gone_at.isoformat(),
        }

    def restore(self, state: dict) -> None:
        """Say again what the theme said in an earlier state."""
        self.name, self.sentence = state["name"], state["sentence"]
        self.named_by_id = state["named_by"]
        self.named_at = state["named_at"] and datetime.fromisoformat(state["named_at"])
        self.gone_at = state["gone"] and datetime.fromisoformat(state["gone"])

    def take(self, issue_ids: Iterable[int], by: Person, seen_in: int | None = ANYWHERE) -> Changes:
        """A person puts reports here. seen_in: the theme they were seen in (None: in no theme);
        those that are elsewhere by now stay there. Raises: ThemeGone."""
        self._hold()
        return put(self.round_id, issue_ids, self.id, by, seen_in)

    def merge_into(self, other: "Theme", by: Person) -> Changes:
        """All reports go to the other theme, and this one is gone; who placed each stays known.

        Raises: ThemeGone.
        """
        self._hold(other)
        mine = placements.states_of(self.round_id, self._ids())
        moved = arrange(self.round_id, _moved_to(other.id, mine))
        return moved | self._change(gone_at=now())

    def split(self, issue_ids: Iterable[int], by: Person) -> tuple["Theme", Changes]:
        """A person makes a new theme of some of the reports here. Raises: ThemeGone."""
        self._hold()
        new, started = Theme.start(self.round)
        return new, started | new.take(issue_ids, by, seen_in=self.id)

    def dissolve(self) -> Changes:
        """The theme is gone and its reports are in no theme; who placed each stays known.

        Raises: ThemeGone.
        """
        self._hold()
        mine = placements.states_of(self.round_id, self._ids())
        freed = arrange(self.round_id, _moved_to(None, mine))
        return freed | self._change(gone_at=now())

    def rename(self, name: str, sentence: str, by: Person, seen: State = None) -> Changes:
        """A person says what the theme is called; without a name it has none again.

        seen: its state when the form was opened. Raises: ThemeGone, NamedMeanwhile.
        """
        self._hold()
        if (name, sentence) == (self.name, self.sentence):
            return Changes()
        if seen is not None and (seen["name"], seen["sentence"]) != (self.name, self.sentence):
            raise NamedMeanwhile(self)
        who, at = (by.id, now()) if name else (None, None)
        return self._change(name=name, sentence=sentence, named_by_id=who, named_at=at)

    def _hold(self, *others: "Theme") -> None:
        """Lock the round, then the themes, and read them anew. Raises: ThemeGone."""
        lock(Round, [self.round_id])
        for theme in hold(Theme, {self.id, *(other.id for other in others)}):
            if theme.gone_at is not None:
                raise ThemeGone

    def _change(self, **values) -> Changes:
        before = self.state
        for name, value in values.items():
            setattr(self, name, value)
        db.session.flush()
        return Changes(themes={self.id: (before, self.state)})

    def _ids(self) -> list[int]:
        return list(db.session.scalars(select(Placement.issue_id).filter_by(theme_id=self.id)))


def set_aside(round: Round, issue_ids: Iterable[int], by: Person, seen_in=ANYWHERE) -> Changes:
    """A person puts reports into no theme."""
    lock(Round, [round.id])
    return put(round.id, issue_ids, None, by, seen_in)


def put(round_id: int, issue_ids, theme_id: int | None, by: Person, seen_in) -> Changes:
    """Reports are where a person wants them. The round is locked."""
    before = placements.states_of(round_id, issue_ids)
    moved = [id for id, s in before.items() if seen_in in (ANYWHERE, theme_of(s))]
    changes = arrange(round_id, dict.fromkeys(moved, placed(theme_id, by)), before)
    changes.left = [id for id in before if id not in moved and theme_of(before[id]) != theme_id]
    return changes


def arrange(round_id: int, states: Mapping[int, State], before=None) -> Changes:
    """Reports are placed as the states say, whoever says so; the round is locked."""
    before = before or placements.states_of(round_id, states)
    both = {id: (before[id], state) for id, state in states.items() if id in before}
    placements.write(round_id, {id: after for id, (_, after) in both.items()})
    recount_themes({theme_of(state) for pair in both.values() for state in pair})
    return Changes(both)


def _moved_to(theme_id: int | None, placed_in: Mapping[int, State]) -> dict[int, State]:
    """The same states elsewhere: who placed each report stays known."""
    return {id: (state or {}) | {"theme": theme_id} for id, state in placed_in.items()}


def theme_of(state: State) -> int | None:
    return state["theme"] if state else None


def recount_themes(ids: Iterable[int | None]) -> None:
    recount(Theme.texts_count, *(id for id in ids if id is not None))


_TEXTS = (
    select(func.count())
    .select_from(Placement)
    .join(Issue, Issue.id == Placement.issue_id)
    .where(Placement.theme_id == Theme.id, Issue.listed)
    .scalar_subquery()
)
kept_counts.keep(KeptColumn(Theme.texts_count, _TEXTS, Theme.round_id))


@follows_listing
def recount_themes_of(issue_ids: Sequence[int]) -> None:
    """Reports that are listed no more, or again, count so in their themes."""
    themes: set[int | None] = set()
    for some in placements.parts(issue_ids):
        query = select(Placement.theme_id).where(Placement.issue_id.in_(some)).distinct()
        themes.update(db.session.scalars(query))
    recount_themes(themes)


def _called(name: str, words: Sequence[str]) -> str:
    return name or " · ".join(words[:4])
