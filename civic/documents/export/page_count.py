"""How many pages the section fills, counted in its PDF."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from civic.documents.export.evidence_table import APPENDIX
from civic.documents.export.pdf import export
from civic.documents.model import Document


@dataclass(frozen=True)
class Pages:
    """whole: of the PDF; body: those before the appendix, which a call's limit is about."""

    body: int
    whole: int


@lru_cache(maxsize=8)
def pages(document: Document) -> Pages:
    """Raises: TypesettingFailed when the template is at fault."""
    from pypdf import PdfReader  # four megabytes that a visitor needs none of

    reader = PdfReader(BytesIO(export(document)))
    whole = len(reader.pages)
    tops = [each for each in reader.outline if not isinstance(each, list)]
    appendix = next((each for each in tops if (each.title or "").startswith(APPENDIX)), None)
    before = reader.get_destination_page_number(appendix) if appendix else None
    return Pages(whole if before is None else before, whole)
