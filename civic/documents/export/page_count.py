"""How many pages the section fills, counted in its PDF."""

from dataclasses import dataclass
from io import BytesIO

from civic.documents.export.evidence_table import APPENDIX


@dataclass(frozen=True)
class Pages:
    """whole: of the PDF; body: those before the appendix, which a call's limit is about."""

    body: int
    whole: int


def pages_in(pdf: bytes) -> Pages:
    """Of a PDF that pdf.py wrote."""
    from pypdf import PdfReader  # four megabytes that who answers requests needs none of

    reader = PdfReader(BytesIO(pdf))
    whole = len(reader.pages)
    tops = [each for each in reader.outline if not isinstance(each, list)]
    appendix = next((each for each in tops if (each.title or "").startswith(APPENDIX)), None)
    before = reader.get_destination_page_number(appendix) if appendix else None
    return Pages(whole if before is None else before, whole)
