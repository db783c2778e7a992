"""Material: a table, picture or chapter that a planner brought, at its place in the section."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold, hold_row, now
from civic.documents.canonical import fingerprint
from civic.documents.model import OWN
from civic.people.models import Person
from civic.photos.models import Photo
from civic.plans.material.editions import HasEditions
from civic.plans.material.rules import ALT, MOST, MOST_REMOVED, SOURCE, TITLE, UNIT, TooMuchMaterial
from civic.rounds.models import Round
from civic.solutions.project_plan.rules import SavedMeanwhile


class Material(HasEditions, Model):
    """kind: of rules.KINDS. key: stays, remarks hold on to it. place: a part of the template, at
    whose end it stands or behind which it is a chapter, or the key of a chapter of one's own.

    cells: of a table, rows of text, the first its titles. text: of a chapter, a paragraph a line.
    revision: how often it was saved; what it was each time is in editions.py. A removed one keeps
    its row, so that it can come back.
    """

    __table_args__ = (UniqueConstraint("round_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    key: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(TITLE))
    source: Mapped[str] = mapped_column(String(SOURCE))
    alt: Mapped[str] = mapped_column(String(ALT), default="")
    unit: Mapped[str] = mapped_column(String(UNIT), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    cells: Mapped[list] = mapped_column(JSON, default=list)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    revision: Mapped[int] = mapped_column(default=1)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    photo: Mapped[Photo | None] = relationship(lazy="joined")
    saved_by: Mapped[Person | None] = relationship(lazy="joined")

    @classmethod
    def of(cls, round: Round, removed: bool = False) -> Sequence["Material"]:
        """What stands in the plan, in its order; or what was removed, newest first."""
        query = cls._of(round)
        if removed:
            query = query.where(cls.removed_at.is_not(None))
            return db.session.scalars(query.order_by(cls.removed_at.desc(), cls.id)).all()
        query = query.where(cls.removed_at.is_(None))
        return db.session.scalars(query.order_by(cls.position, cls.id)).all()

    @classmethod
    def bring(
        cls, round: Round, planner: Person, kind: str, request_key: str, **values: Any
    ) -> "Material":
        """Put one at the end of its place; the same request_key once more gives what it made.

        values: columns by name. Raises: TooMuchMaterial.
        """
        hold(Round, [round.id])
        key = f"{OWN}{fingerprint(f'{planner.id} {request_key}'.encode())[:8]}"
        if known := db.session.scalar(cls._of(round).filter_by(key=key)):
            return known
        _require_room(round, kind)
        row = cls(round_id=round.id, key=key, kind=kind, position=cls._last(round) + 1)
        row._fill(planner, values)
        db.session.add(row)
        row.keep_edition()
        return row

    def revise(self, planner: Person, revision: int, **values: Any) -> None:
        """Raises: SavedMeanwhile unless revision is that of the form's opening."""
        hold_row(self)
        if self.revision != revision or self.removed_at:
            raise SavedMeanwhile
        if self.photo and values.get("photo") not in (None, self.photo):
            self.photo.withhold()  # an earlier edition shows it to the office
        self._fill(planner, values)
        self.revision += 1
        self.keep_edition()

    def move(self, up: bool) -> None:
        """Change places with the one before or behind it at the same place and of like kind."""
        hold(Round, [self.round_id])
        round = db.session.get_one(Round, self.round_id)
        beside = [row for row in Material.of(round) if self._is_beside(row)]
        at = next((n for n, row in enumerate(beside) if row.id == self.id), None)
        if at is None:
            return
        other = at - 1 if up else at + 1
        if 0 <= other < len(beside):
            there = beside[other]
            self.position, there.position = there.position, self.position

    def remove(self) -> None:
        """Take it out of the plan; what stands in a chapter goes to where the chapter stood."""
        hold(Round, [self.round_id])
        round = db.session.get_one(Round, self.round_id)
        for row in Material.of(round) if self.kind == "chapter" else ():
            if row.place == self.key:
                row.place = self.place
        self.removed_at = self.removed_at or now()
        if self.photo:
            self.photo.withhold()
        for old in Material.of(round, removed=True)[MOST_REMOVED:]:
            photo, old.photo = old.photo, None
            old.forget_editions()
            if photo:
                photo.let_go()
            db.session.delete(old)

    def bring_back(self) -> None:
        """Raises: TooMuchMaterial."""
        hold(Round, [self.round_id])
        db.session.refresh(self)
        if self.removed_at is None:
            return
        round = db.session.get_one(Round, self.round_id)
        _require_room(round, self.kind)
        self.removed_at, self.position = None, Material._last(round) + 1
        if self.photo:
            self.photo.release()

    @classmethod
    def part_of(cls, round: Round, block_key: str) -> str:
        """The part of the template that a block of one's own stands in or behind; "" of none."""
        places = {row.key: row.place for row in cls.of(round)}
        place = places.get(".".join(block_key.split(".")[:2]), "")
        return places.get(place, place)

    def lines(self) -> list[str]:
        """A chapter's text as it is printed: one entry a line that is not empty."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    def _is_beside(self, row: "Material") -> bool:
        is_chapter = self.kind == "chapter"
        return row.place == self.place and (row.kind == "chapter") == is_chapter

    def _fill(self, planner: Person, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        if self.photo:
            self.photo.attach()
            self.photo.release()  # it may have been sent before for the office's eyes
        self.saved_by_id, self.saved_at = planner.id, now()

    @classmethod
    def _of(cls, round: Round) -> "Select[Material]":
        return db.select(cls).filter_by(round_id=round.id)

    @classmethod
    def _last(cls, round: Round) -> int:
        highest = db.select(db.func.max(cls.position)).filter_by(round_id=round.id)
        return db.session.scalar(highest) or 0


def _require_room(round: Round, kind: str) -> None:
    """Raises: TooMuchMaterial."""
    if sum(row.kind == kind for row in Material.of(round)) >= MOST[kind]:
        raise TooMuchMaterial(kind)
