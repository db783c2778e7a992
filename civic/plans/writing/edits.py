"""What planners do with the words of a plan; each act leaves a version."""

from civic.db import db, hold, insert_once, now
from civic.documents.canonical import canonical, pack
from civic.people.models import Person
from civic.plans.section.template import PARTS, check_template
from civic.plans.writing.paragraphs import Paragraph, Section, paragraph_key
from civic.plans.writing.versions import PlanVersion


class Words:
    """The part of Plan that its planners type. Needs: id, template, template_in_use()."""

    def set_template(self, template: dict, planner: Person) -> None:
        """Keep the planner's copy of the whole template."""
        self._lock()
        self.template = template
        self.keep_words(planner)

    def confirm_template(self, planner: Person) -> None:
        """Say that the template is that of the call's own form; said already, it stays."""
        self._lock()
        if self.template_confirmed_at is None:
            self.template_confirmed_at, self.template_confirmed_by_id = now(), planner.id

    def doubt_template(self) -> None:
        """Take that back."""
        self._lock()
        self.template_confirmed_at = self.template_confirmed_by_id = None

    def write(
        self, part: str, text: str, planner: Person, under: str = "", request_key: str = ""
    ) -> Paragraph:
        """Add a paragraph at the end of a chapter (a part of template.PARTS), or under a block.

        The same request_key once more gives the paragraph it made.
        """
        self._lock()
        section = self._section(part)
        here = db.select(Paragraph).filter_by(section_id=section.id)
        used = db.session.scalar(here.with_only_columns(db.func.max(Paragraph.position))) or 0
        asked = f"{planner.id} {request_key}" if request_key else None
        key = paragraph_key(part, asked or f"{now().isoformat()} {used + 1} {text}")
        if asked and (made := db.session.scalar(here.filter_by(key=key))):
            return made
        paragraph = Paragraph.add(section, key, text, planner, position=used + 1, under=under)
        self.keep_words(planner)
        return paragraph

    def rewrite(self, paragraph: Paragraph, text: str, planner: Person, seen: int) -> None:
        """Change a paragraph whose edition `seen` was on the screen. Raises: ParagraphChanged."""
        self._lock()
        db.session.refresh(paragraph)
        paragraph.rewrite(text, planner, seen)
        self.keep_words(planner)

    def remove(self, paragraph: Paragraph, planner: Person) -> None:
        self._lock()
        paragraph.remove(planner)
        self.keep_words(planner)

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

    def written(self) -> dict[str, list[dict]]:
        """The planner's paragraphs by chapter, one entry a line; the first keeps its key."""
        chapters: dict[str, list[dict]] = {}
        for each in self.paragraphs():
            chapter = chapters.setdefault(each.section.key, [])
            for n, line in enumerate(each.lines(), 1):
                key = each.key if n == 1 else f"{each.key}.{n}"
                chapter.append(
                    {"key": key, "text": line} | ({"under": each.under} if each.under else {})
                )
        return chapters

    def keep_words(self, planner: Person, kind: str = "edited", **restored) -> PlanVersion | None:
        """Make the words as they are now a version: of this sitting, or a new one.

        None before the first compile: there is nothing to show them over yet.
        """
        db.session.flush()
        latest = PlanVersion.latest(self)
        if latest is None:
            return None
        words = {"template": self.template_in_use(), "written": self.written()}
        packed = pack(canonical(words))
        if kind == "edited" and latest.goes_on(planner):
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

    def restore(self, version: PlanVersion, planner: Person) -> PlanVersion:
        """Give the plan an old version's words and template, as a new version."""
        self._lock()
        words = version.words
        wanted = _paragraphs(words["written"])
        for paragraph in self.paragraphs():
            if paragraph.key not in wanted:
                paragraph.remove(planner)
        for position, (key, (part, text, under)) in enumerate(wanted.items(), 1):
            section = self._section(part)
            known = db.select(Paragraph).filter_by(section_id=section.id, key=key)
            paragraph = db.session.scalar(known.execution_options(populate_existing=True))
            if paragraph is None:
                paragraph = Paragraph.add(section, key, text, planner, position=position)
            paragraph.bring_back(text, planner)
            paragraph.position, paragraph.under = position, under
        if canonical(self.template_in_use()) != canonical(check_template(words["template"])):
            self.template = words["template"]
        return self.keep_words(planner, "restored", restored_from=version)

    def _section(self, part: str) -> Section:
        insert_once(Section, plan_id=self.id, key=part, position=PARTS.index(part), heading=part)
        return db.session.scalars(db.select(Section).filter_by(plan_id=self.id, key=part)).one()

    def _lock(self) -> None:
        """One who edits at a time, so that versions follow each other."""
        hold(type(self), [self.id])


def _paragraphs(written: dict[str, list[dict]]) -> dict[str, tuple[str, str, str]]:
    """Key → (part, text, under): the lines of a snapshot put together again."""
    found: dict[str, tuple[str, str, str]] = {}
    for part, lines in written.items():
        for line in lines:
            key = ".".join(line["key"].split(".")[:2])
            text = f"{found[key][1]}\n{line['text']}" if key in found else line["text"]
            found[key] = (part, text, line.get("under", ""))
    return found
