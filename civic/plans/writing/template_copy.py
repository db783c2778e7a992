"""The planner's own copy of the section template, and the word that it is the call's own form."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from civic.db import UtcDateTime, db, now
from civic.documents.canonical import canonical, fingerprint
from civic.people.models import Person
from civic.plans.section.template import check_template
from civic.rounds.models import Round


class ChapterChanged(Exception):
    """Somebody else changed the chapter of the template after it was opened for editing."""


class FrameChanged(Exception):
    """Somebody else changed the title, or the chapters' names or order, after they were opened."""


def frame_of(template: dict) -> str:
    """The fingerprint of a template but for what its chapters hold."""
    named = [[each["part"], each["heading"]] for each in template["chapters"]]
    return fingerprint(canonical(template | {"chapters": named}))


class Templated:
    """A plan with a template: the call's, or the planner's own copy of it."""

    if TYPE_CHECKING:
        round: Mapped[Round]

        def lock(self) -> None: ...
        def keep_words(self, planner: Person) -> object: ...

    # The planner's own copy of the call's template; empty: the call's. See section/template.py.
    template: Mapped[dict | None] = mapped_column(db.JSON)
    # When and by whom the template in use was said to be that of the call's own form.
    template_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @declared_attr
    @classmethod
    def template_confirmed_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("person.id"))

    @declared_attr
    @classmethod
    def template_confirmed_by(cls) -> Mapped[Person | None]:
        return relationship(foreign_keys=[cls.template_confirmed_by_id])

    def template_in_use(self) -> dict:
        """Raises: TemplateWrong when the call's own template is no template."""
        return check_template(self.template or {}, check_template(self.round.call.template or {}))

    @property
    def is_example(self) -> bool:
        """It is printed that the template is not the call's own form."""
        return self.round.call.template_is_example and self.template_confirmed_at is None

    def rewrite_frame(
        self, rewritten: Callable[[dict], dict], seen: str | None, planner: Person
    ) -> None:
        """Keep the planner's copy with another title, and chapters of another order and name; what
        a chapter holds stays. rewritten: of the template in use. seen: its fingerprint when it was
        opened; nothing: of a page that did not say.

        Raises: FrameChanged; TemplateWrong.
        """
        self.lock()
        before = self.template_in_use()
        if seen and frame_of(before) != seen:
            raise FrameChanged
        self.template = rewritten(before)
        self.keep_words(planner)

    def rewrite_chapter(self, chapter: dict, seen: str, planner: Person) -> None:
        """Keep the planner's copy of one chapter. seen: its fingerprint when it was opened.

        Raises: ChapterChanged; TemplateWrong.
        """
        self.lock()
        template = self.template_in_use()
        before = {each["part"]: each for each in template["chapters"]}
        if chapter["part"] not in before:
            raise ChapterChanged
        if fingerprint(canonical(before[chapter["part"]])) != seen:
            raise ChapterChanged
        chapters = (before | {chapter["part"]: chapter}).values()
        self.template = check_template(template | {"chapters": list(chapters)})
        self.keep_words(planner)

    def confirm_template(self, planner: Person) -> None:
        """Say that the template is that of the call's own form; said already, it stays."""
        self.lock()
        if self.template_confirmed_at is None:
            self.template_confirmed_at, self.template_confirmed_by_id = now(), planner.id

    def doubt_template(self) -> None:
        """Take that back."""
        self.lock()
        self.template_confirmed_at = self.template_confirmed_by_id = None
