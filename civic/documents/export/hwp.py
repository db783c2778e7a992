"""The document as .hwp (HWP 5): what the HWPX writer makes, in the older binary format."""

import warnings

from civic.documents.export.archive import members
from civic.documents.export.hwpx import writer
from civic.documents.model import Document


def export(document: Document) -> bytes:
    from hwpx.hwp5.writer import write_hwp5  # a large part of the library that HWPX needs not

    files = dict(members(writer.export(document)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the preview's picture is left out
        content: bytes = write_hwp5(files)
    return content
