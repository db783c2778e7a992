"""A document with every word in it cleaned, as it is printed and listed."""

from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from operator import is_not
from typing import TypeVar, cast

from civic.documents.clean import clean
from civic.documents.export.marks import marked
from civic.documents.model import Document, ListedIssue

T = TypeVar("T")
_WORDLESS = (int, float, bytes, type(None))  # asked first: half of all that a document holds


def cleaned(value: T) -> T:
    """A document (or any part of it) with every string cleaned; what is clean is not copied."""
    return cast(T, _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        items = tuple(map(_piece, value))
        return items if any(map(is_not, items, value)) else value
    if is_dataclass(value) and not isinstance(value, type):
        changes = {}
        for name, before in vars(value).items():
            if not isinstance(before, _WORDLESS) and (after := _cleaned(before)) is not before:
                changes[name] = after
        return replace(value, **changes) if changes else value
    return value


def _piece(item: object) -> object:
    """A piece of text keeps the spaces that part it from its neighbours."""
    if not isinstance(item, str):
        return _cleaned(item)
    if item == item.strip():
        return clean(item)
    left = " " if item[:1].isspace() else ""
    right = " " if item[-1:].isspace() and item.strip() else ""
    words = left + clean(item) + right
    return item if words == item else words


def printed(document: Document) -> Document:
    """What is printed of a document, cleaned. The issues are only in lists, see listed()."""
    return cleaned(marked(replace(document, places=(), slides=(), summary=None)))


def presented(document: Document) -> Document:
    """What is shown of it in slides, cleaned."""
    return cleaned(replace(document, blocks=(), places=(), summary=None))


def listed(document: Document) -> Iterator[ListedIssue]:
    """The issues as lists have them, cleaned one by one."""
    return map(cleaned, document.places)
