"""What the template allows: how long a chapter may be, and how many pages the section."""

from dataclasses import dataclass

from civic.documents.export.page_count import Pages
from civic.documents.model import Document, Heading
from civic.plans.section.schema import Template


@dataclass(frozen=True)
class Length:
    """How many letters the paragraphs of a chapter have; most: of the template, if it says so."""

    part: str
    heading: str
    letters: int
    most: int | None

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.letters > self.most


def lengths(document: Document, template: Template) -> list[Length]:
    """Of each chapter, the planner's own too, in the document's order."""
    limits = {each["part"]: each.get("most_letters") for each in template["chapters"]}
    letters = document.letters()
    return [
        Length(block.part, block.text, letters[block.part], limits.get(block.part))
        for block in document.blocks
        if isinstance(block, Heading) and block.part
    ]


def over_long(document: Document, template: Template) -> list[Length]:
    """Chapters longer than their template allows."""
    return [each for each in lengths(document, template) if each.is_over]


def too_many_pages(pages: Pages, template: Template) -> tuple[int, int] | None:
    """(pages before the appendix, most pages) when the template allows fewer."""
    most = template.get("most_pages")
    return (pages.body, most) if most and pages.body > most else None
