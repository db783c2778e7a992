"""Versions of a plan: each compile and each edit session, with who and when."""

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from civic.db import Model, UtcDateTime, db, now
from civic.documents.canonical import canonical, pack, unpack
from civic.people.models import Person
from civic.plans.section.template import check_template
from civic.plans.snapshots.overview import overview
from civic.plans.writing.paragraphs import Paragraph, Writable
from civic.plans.writing.template_copy import Templated

if TYPE_CHECKING:
    from civic.plans.models import Snapshot

EDIT_SESSION = timedelta(minutes=30)
NAME = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


class PlanVersion(Model):
    """The words of a plan at one time, over the figures of one snapshot.

    number: the snapshot's; revision: 0 as it was compiled, then 1, 2 … for edits since. kind:
    compiled | edited | restored. packed_words: template and written paragraphs as a snapshot has
    them; empty: the snapshot's own.
    """

    __table_args__ = (UniqueConstraint("plan_id", "number", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), index=True)
    number: Mapped[int]
    revision: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    packed_words: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    restored_from_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id"))
    summary: Mapped[str] = mapped_column(String(200), default="", server_default="")

    author: Mapped[Person | None] = relationship(lazy="joined")
    snapshot: Mapped["Snapshot"] = relationship()
    restored_from: Mapped["PlanVersion | None"] = relationship(remote_side=[id])

    @classmethod
    def latest(cls, plan) -> "PlanVersion | None":
        newest = db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id.desc()).limit(1)
        return db.session.scalar(newest)

    @classmethod
    def of(cls, plan) -> list["PlanVersion"]:
        """Every version, newest first."""
        query = db.select(cls).filter_by(plan_id=plan.id).order_by(cls.id.desc())
        return list(db.session.scalars(query))

    @classmethod
    def called(cls, plan, name: str) -> "PlanVersion | None":
        """The version of a name such as 2 or 2-1."""
        match = NAME.fullmatch(name)
        if match is None:
            return None
        key = {"number": int(match[1]), "revision": int(match[2] or 0)}
        return db.session.scalar(db.select(cls).filter_by(plan_id=plan.id, **key))

    @property
    def name(self) -> str:
        """2 as compiled, 2-1 after the first edits."""
        return f"{self.number}-{self.revision}" if self.revision else str(self.number)

    @property
    def words(self) -> dict:
        """{"template", "written"}, as in the data of a snapshot."""
        if self.packed_words:
            whole = unpack(self.packed_words)
            return {"template": whole["template"], "written": whole["written"]}
        frozen = overview(self.snapshot.data)
        return {"template": frozen.template, "written": frozen.written}

    def takes_edits_of(self, author: Person) -> bool:
        """An edit now belongs to this edit session: same planner, within half an hour."""
        return (
            self.kind == "edited"
            and self.author_id == author.id
            and now() - self.changed_at < EDIT_SESSION
        )


class Versioned(Templated, Writable):
    """A plan that keeps its words as they were after each edit session."""

    def keep_words(self, planner: Person, kind: str = "edited", **restored) -> PlanVersion | None:
        """Make the words as they are now a version: of this edit session, or a new one.

        None before the first compile: there is nothing to show them over yet.
        """
        db.session.flush()
        latest = PlanVersion.latest(self)
        if latest is None:
            return None
        packed = pack(canonical(self._words()))
        if kind == "edited" and latest.takes_edits_of(planner):
            latest.packed_words, latest.changed_at = packed, now()
            return latest
        version = PlanVersion(
            plan_id=self.id,
            snapshot_id=latest.snapshot_id,
            number=latest.number,
            revision=latest.revision + 1,
            kind=kind,
            author=planner,
            packed_words=packed,
            **restored,
        )
        db.session.add(version)
        db.session.flush()
        return version

    def _words(self) -> dict:
        return {"template": self.template_in_use(), "written": self.written()}

    def restore(self, version: PlanVersion, planner: Person) -> PlanVersion:
        """Give the plan an old version's words and template, as a new version; done again with
        nothing written since, it is that one."""
        self.lock()
        words = version.words
        wanted = _paragraphs_by_key(words["written"])
        for paragraph in self.paragraphs():
            if paragraph.key not in wanted:
                paragraph.remove(planner)
        for position, (key, (part, text, under)) in enumerate(wanted.items(), 1):
            section = self.section_of(part)
            known = db.select(Paragraph).filter_by(section_id=section.id, key=key)
            paragraph = db.session.scalar(known.execution_options(populate_existing=True))
            if paragraph is None:
                paragraph = Paragraph.add(section, key, text, planner, position=position)
            paragraph.bring_back(text, planner)
            paragraph.position, paragraph.under = position, under
        if canonical(self.template_in_use()) != canonical(check_template(words["template"])):
            self.template = words["template"]
        db.session.flush()
        latest = PlanVersion.latest(self)
        assert latest is not None  # there is a version, so there was a compile
        is_again = latest.restored_from_id == version.id
        if is_again and canonical(latest.words) == canonical(self._words()):
            return latest
        restored = self.keep_words(planner, "restored", restored_from=version)
        assert restored is not None  # as there is a latest
        return restored


def _paragraphs_by_key(written: dict[str, list[dict]]) -> dict[str, tuple[str, str, str]]:
    """Key → (part, text, under): the lines of a snapshot put together again."""
    paragraphs: dict[str, tuple[str, str, str]] = {}
    for part, lines in written.items():
        for line in lines:
            key = ".".join(line["key"].split(".")[:2])
            text = f"{paragraphs[key][1]}\n{line['text']}" if key in paragraphs else line["text"]
            paragraphs[key] = (part, text, line.get("under", ""))
    return paragraphs
