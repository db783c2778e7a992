"""Paragraphs planners write, each with every text it ever had, and a plan's verbs for them."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, hold_row, insert_once, now
from civic.documents.canonical import fingerprint
from civic.people.models import Person
from civic.plans.section.schema import WrittenLine
from civic.plans.section.template import PARTS, SUMMARY

MOST_REMOVED = 20  # that are offered to be put back


class ParagraphChanged(Exception):
    """Somebody else saved the paragraph after it was opened. paragraph: as it is now."""

    def __init__(self, paragraph: "Paragraph"):
        super().__init__(paragraph.key)
        self.paragraph = paragraph


def paragraph_key(part: str, seed: str) -> str:
    """A paragraph's key. The seed is used once, also after a removal: remarks stay on the words
    they were made on."""
    return f"{part}.w{fingerprint(seed.encode())[:8]}"


class Section(Model):
    """A chapter; key is the template's name for it."""

    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    heading: Mapped[str] = mapped_column(String(120))

    paragraphs: Mapped[list["Paragraph"]] = relationship(
        order_by="Paragraph.position", back_populates="section"
    )


class Paragraph(Model):
    """A paragraph the planner wrote, under a key that stays through every version.

    under: key of the computed block it annotates; empty at the end of its chapter. edition: number
    of the text it has. A removed one keeps its row, so that it can come back.
    """

    __table_args__ = (UniqueConstraint("section_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    under: Mapped[str] = mapped_column(String(80), default="", server_default="")
    text: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    section: Mapped[Section] = relationship(back_populates="paragraphs")
    edited_by: Mapped[Person | None] = relationship(foreign_keys=[edited_by_id])
    texts: Mapped[list["ParagraphText"]] = relationship(
        order_by="ParagraphText.id.desc()", back_populates="paragraph"
    )

    @classmethod
    def add(cls, section: Section, key: str, text: str, planner: Person, **places) -> "Paragraph":
        """places: position, under."""
        paragraph = cls(section=section, key=key, text=text, edited_by_id=planner.id, **places)
        db.session.add(paragraph)
        paragraph.texts.append(ParagraphText(edition=1, text=text, author_id=planner.id))
        db.session.flush()
        return paragraph

    def rewrite(self, text: str, planner: Person, seen: int | None = None) -> None:
        """Give it a new text. seen: the edition that was on the screen; None: the one it has.

        Of two who saved at once, the key of the texts lets one through.
        Raises: ParagraphChanged.
        """
        edition = (self.edition if seen is None else seen) + 1
        row = {"paragraph_id": self.id, "text": text, "author_id": planner.id}
        stands = self.removed_at is None and edition == self.edition + 1
        if not stands or not insert_once(ParagraphText, edition=edition, **row):
            hold_row(self)
            raise ParagraphChanged(self)
        self.text, self.edition = text, edition
        self.edited_by_id, self.edited_at = planner.id, now()

    def keep_aside(self, text: str, planner: Person) -> None:
        """Keep a text that came second, so that nothing typed is lost."""
        known = db.select(ParagraphText.id).filter_by(paragraph_id=self.id, text=text)
        if db.session.scalar(known.limit(1)) is None:
            db.session.add(ParagraphText(paragraph_id=self.id, text=text, author_id=planner.id))

    def remove(self, planner: Person) -> None:
        self.removed_at, self.removed_by_id = self.removed_at or now(), planner.id

    def bring_back(self, text: str, planner: Person) -> None:
        self.removed_at = self.removed_by_id = None
        if text != self.text:
            self.rewrite(text, planner)

    def lines(self) -> list[str]:
        """As they are printed: one entry a line that is not empty."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class ParagraphText(Model):
    """A text a paragraph has or had. edition: 1, 2 …; empty for one that came second when two
    planners saved at once, kept for whoever wants it."""

    __table_args__ = (UniqueConstraint("paragraph_id", "edition"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paragraph_id: Mapped[int] = mapped_column(ForeignKey("paragraph.id"), index=True)
    edition: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    paragraph: Mapped[Paragraph] = relationship(back_populates="texts")
    author: Mapped[Person | None] = relationship(lazy="joined")


class Writable:
    """A plan whose planners write paragraphs; each act leaves a version (see Versioned)."""

    if TYPE_CHECKING:
        id: Mapped[int]

        def lock(self) -> None: ...
        def keep_words(self, planner: Person) -> object: ...

    def write(
        self, part: str, text: str, planner: Person, under: str = "", request_key: str = ""
    ) -> Paragraph:
        """Add a paragraph at the end of a chapter, or under a block. part: of template.PARTS, or
        SUMMARY.

        The same request_key once more gives the paragraph it made.
        """
        self.lock()
        section = self.section_of(part)
        here = db.select(Paragraph).filter_by(section_id=section.id)
        used = db.session.scalar(here.with_only_columns(db.func.max(Paragraph.position))) or 0
        asked = f"{planner.id} {request_key}" if request_key else None
        key = paragraph_key(part, asked or f"{now().isoformat()} {used + 1} {text}")
        if asked and (earlier := db.session.scalar(here.filter_by(key=key))):
            return earlier
        paragraph = Paragraph.add(section, key, text, planner, position=used + 1, under=under)
        self.keep_words(planner)
        return paragraph

    def rewrite(self, paragraph: Paragraph, text: str, planner: Person, seen: int) -> None:
        """Change a paragraph whose edition `seen` was on the screen. Raises: ParagraphChanged."""
        self.lock()
        db.session.refresh(paragraph)
        paragraph.rewrite(text, planner, seen)
        self.keep_words(planner)

    def remove(self, paragraph: Paragraph, planner: Person) -> None:
        self.lock()
        paragraph.remove(planner)
        self.keep_words(planner)

    def put_back(self, paragraph: Paragraph, planner: Person) -> None:
        """A removed paragraph, as it was."""
        self.lock()
        db.session.refresh(paragraph)
        paragraph.bring_back(paragraph.text, planner)
        self.keep_words(planner)

    def removed_paragraphs(self) -> list[Paragraph]:
        """The newest ones, the last removed first."""
        query = db.select(Paragraph).join(Section).where(Section.plan_id == self.id)
        query = query.where(Paragraph.removed_at.is_not(None))
        newest = query.order_by(Paragraph.removed_at.desc(), Paragraph.id.desc())
        return list(db.session.scalars(newest.limit(MOST_REMOVED)))

    def paragraphs(self) -> list[Paragraph]:
        query = db.select(Paragraph).join(Section).where(Section.plan_id == self.id)
        query = query.where(Paragraph.removed_at.is_(None))
        order = (Section.position, Paragraph.position, Paragraph.id)
        return list(db.session.scalars(query.order_by(*order)))

    def paragraph_of(self, line_key: str) -> Paragraph | None:
        """The paragraph a printed line is of: part.w1a2b3c4d or, for its second line, ….2"""
        base = ".".join(line_key.split(".")[:2])
        query = db.select(Paragraph).join(Section).where(Section.plan_id == self.id)
        return db.session.scalar(query.where(Paragraph.key == base, Paragraph.removed_at.is_(None)))

    def written(self) -> dict[str, list[WrittenLine]]:
        """The planner's paragraphs by chapter, one entry a line; the first keeps its key."""
        chapters: dict[str, list[WrittenLine]] = {}
        for each in self.paragraphs():
            chapter = chapters.setdefault(each.section.key, [])
            for n, line in enumerate(each.lines(), 1):
                key = each.key if n == 1 else f"{each.key}.{n}"
                entry: WrittenLine = {"key": key, "text": line}
                if each.under:
                    entry["under"] = each.under
                chapter.append(entry)
        return chapters

    def section_of(self, part: str) -> Section:
        position = -1 if part == SUMMARY else PARTS.index(part)
        insert_once(Section, plan_id=self.id, key=part, position=position, heading=part)
        return db.session.scalars(db.select(Section).filter_by(plan_id=self.id, key=part)).one()
