"""What the template allows: how long a chapter may be, and how many pages the section."""

from civic.documents.export.page_count import pages
from civic.documents.model import Document
from civic.plans.section.schema import Template


def over_long(document: Document, template: Template) -> list[tuple[str, int, int]]:
    """Chapters longer than their template allows: heading, letters, most letters."""
    letters = document.letters()
    chapters = [
        (each["heading"], letters[each["part"]], each.get("most_letters"))
        for each in template["chapters"]
    ]
    return [(heading, count, most) for heading, count, most in chapters if most and count > most]


def too_many_pages(document: Document, template: Template) -> tuple[int, int] | None:
    """(pages before the appendix, most pages) when the template allows fewer."""
    most = template.get("most_pages")
    if not most:
        return None  # without a limit no PDF needs to be made
    body = pages(document).body
    return (body, most) if body > most else None
