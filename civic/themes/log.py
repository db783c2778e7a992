"""What people did with themes, in order: who, what, and how to take it back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, hold_row, lock, now
from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes import placements
from civic.themes.changes import Changes
from civic.themes.models import Theme, arrange, theme_of
from civic.themes.placements import Placement


class AlreadyUndone(Exception):
    """The act was taken back before."""


class ThemeChange(Model):
    """One act on themes. kind: a code of labels.ACTS; about: {n, theme}, for its sentence."""

    __table_args__ = (
        Index("ix_theme_change_last", "round_id", "by_id", "undone_at", "id"),
        Index("uq_theme_change_key", "by_id", "request_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    about: Mapped[dict] = mapped_column(db.JSON, default=dict)
    changes: Mapped[dict] = mapped_column(db.JSON, deferred=True)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    request_key: Mapped[str | None] = mapped_column(String(64))

    by: Mapped[Person] = relationship()

    @classmethod
    def record(
        cls, round: Round, kind: str, by: Person, changes: Changes, request_key=None, **about
    ) -> None:
        """Note an act that changed something."""
        if changes:
            row = {"round_id": round.id, "kind": kind, "by_id": by.id, "about": about}
            db.session.add(cls(changes=changes.as_json(), request_key=request_key, **row))

    @classmethod
    def start_theme(cls, round: Round, by: Person, name: str, request_key: str) -> Theme:
        """A theme made by hand, empty, with its name; the same request again gives the same one."""
        lock(Round, [round.id])
        sent = db.session.scalar(select(cls).filter_by(by_id=by.id, request_key=request_key))
        if sent is not None:
            [theme_id] = Changes.from_json(sent.changes).themes
            return db.session.get_one(Theme, theme_id)
        theme, changes = Theme.start(round)
        changes |= theme.rename(name, "", by)
        cls.record(round, "start", by, changes, request_key, theme=name)
        return theme

    @classmethod
    def last_of(cls, round: Round, person: Person) -> "ThemeChange | None":
        """The last act of this person that was not taken back."""
        query = select(cls).filter_by(round_id=round.id, by_id=person.id, undone_at=None)
        return db.session.scalar(query.order_by(cls.id.desc()).limit(1))

    def undo(self) -> Changes:
        """What is still as the act left it becomes exactly what it was; the rest is left.

        Raises: AlreadyUndone.
        """
        lock(Round, [self.round_id])
        hold_row(self)
        if self.undone_at is not None:
            raise AlreadyUndone
        self.undone_at = now()
        return revert(self.round_id, Changes.from_json(self.changes))


def revert(round_id: int, changes: Changes) -> Changes:
    """Take an act's changes back; gives what that changed, and what was left. Locks the round."""
    lock(Round, [round_id])
    themes = _themes_back(changes, gone=False)
    now_placed = placements.states_of(round_id, changes.placements)
    alive = set(db.session.scalars(select(Theme.id).filter_by(round_id=round_id, gone_at=None)))
    back, left = {}, []
    for id, (before, after) in changes.placements.items():
        if id in now_placed and now_placed[id] == after and theme_of(before) in {None, *alive}:
            back[id] = before
        else:
            left.append(id)
    moved = arrange(round_id, back, now_placed) | Changes(left=left)
    return moved | Changes(themes=themes | _themes_back(changes, gone=True))


def _themes_back(changes: Changes, gone: bool) -> dict:
    """Themes say again what they said, where they still say what the act made them say.

    gone: of those that will be gone, which must be empty, or of the others.
    """
    done = {}
    for theme in hold(Theme, list(changes.themes)):
        before, after = changes.themes[theme.id]
        if before is None:
            continue
        is_asked = bool(before["gone"]) == gone and not (gone and _holds_any(theme))
        if is_asked and theme.state == after:
            theme.restore(before)
            done[theme.id] = (after, before)
    db.session.flush()
    return done


def _holds_any(theme: Theme) -> bool:
    query = select(Placement.issue_id).filter_by(theme_id=theme.id).limit(1)
    return db.session.scalar(query) is not None
