"""The document as .hwp (HWP 5): what the HWPX writer makes, in the older binary format."""

import warnings

from lxml import etree

from civic.documents.export.archive import members
from civic.documents.export.hwpx import writer
from civic.documents.model import Document


def export(document: Document) -> bytes:
    from hwpx.hwp5.writer import write_hwp5  # a large part of the library that HWPX needs not

    files = dict(members(writer.export(document)))
    for name in files:
        if name.startswith("Contents/section"):
            files[name] = _with_objects_apart(files[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the preview's picture is left out
        content: bytes = write_hwp5(files)
    return content


def _with_objects_apart(section: bytes) -> bytes:
    """Tables and pictures in places of their own between lines. One that stands in a line makes it
    as high; how high each line is only who lays out the pages knows, and other readers of .hwp
    than 한글 then draw no picture and run over the page's end."""
    root = etree.fromstring(section)
    for place in root.iterfind(".//{*}pos[@treatAsChar='1']"):
        place.set("treatAsChar", "0")
        if etree.QName(place.getparent()).localname == "pic":
            place.set("horzAlign", "CENTER")
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return content
