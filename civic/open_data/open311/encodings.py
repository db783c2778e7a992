"""Answers of Open311 as JSON or XML, from the same plain values. Pure.

Source: wiki.open311.org/GeoReport_v2: a list is the bare list in JSON and an element of elements
in XML; what is not known is null, or an empty element.
"""

import json
from xml.etree.ElementTree import Element, SubElement, tostring

from civic.text import for_xml

MEDIA_TYPES = {"json": "application/json", "xml": "text/xml"}
# What each entry of a list is called.
ENTRY = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}


def encoded(name: str, value: dict | list, encoding: str) -> bytes:
    """A document in UTF-8. name: of its root in XML; encoding: a key of MEDIA_TYPES."""
    if encoding == "json":
        return json.dumps(value, ensure_ascii=False).encode()
    root = Element(name)
    _fill(root, value)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(element: Element, value: object) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(SubElement(element, name), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(SubElement(element, ENTRY[element.tag]), inner)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = for_xml(str(value))
