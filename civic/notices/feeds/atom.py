"""An Atom feed (RFC 4287) from plain values: always well-formed, whatever people wrote. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from civic.text import for_xml

NAMESPACE = "http://www.w3.org/2005/Atom"
# Direction marks of a title would turn the reader's own words around.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@dataclass(frozen=True)
class FeedEntry:
    """id: an address that never changes. link: where to read it. times are aware."""

    id: str
    link: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    category: str = ""


def atom(
    *,
    id: str,
    title: str,
    link: str,
    entries: Sequence[FeedEntry],
    empty_at: datetime,
    language: str,
) -> bytes:
    """The feed as UTF-8 XML. The same values give the same bytes.

    Args: id: the feed's own address. link: the page it stands for. empty_at: its time while it
    has no entry.
    """
    feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": language})
    _text(feed, "id", id)
    _text(feed, "title", title)
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=_clean(id))
    SubElement(feed, "link", rel="alternate", type="text/html", href=_clean(link))
    _text(feed, "updated", _time(latest(entries, empty_at)))
    author = SubElement(feed, "author")
    _text(author, "name", title)
    for entry in entries:
        _add(feed, entry)
    return tostring(feed, encoding="utf-8", xml_declaration=True)


def latest(entries: Sequence[FeedEntry], empty_at: datetime) -> datetime:
    """When the newest of the entries changed; empty_at without any."""
    return max((entry.updated for entry in entries), default=empty_at)


def _add(feed, entry):
    item = SubElement(feed, "entry")
    _text(item, "id", entry.id)
    _text(item, "title", entry.title)
    SubElement(item, "link", rel="alternate", type="text/html", href=_clean(entry.link))
    _text(item, "published", _time(entry.published))
    _text(item, "updated", _time(entry.updated))
    if entry.category:
        SubElement(item, "category", term=_clean(entry.category))
    _text(item, "summary", entry.summary)


def _text(parent, name, text):
    SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return BIDI.sub("", for_xml(text))


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
