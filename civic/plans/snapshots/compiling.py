"""The section of a snapshot's packed data, and files of it. Pure."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from civic.documents.canonical import unpack
from civic.documents.export.formats import FORMATS
from civic.documents.model import Document
from civic.plans.section.compile import compile_document
from civic.plans.section.schema import SnapshotData
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.concealing import Hidden, conceal

NOTHING = Hidden()


@dataclass(frozen=True)
class About:
    """What a document says of its snapshot. words: of a later version, packed, in place of the
    snapshot's. hidden: what is not to be read."""

    number: int
    taken_at: str
    sha256: str
    words: bytes | None = None
    hidden: Hidden = NOTHING


def compile_packed(packed: bytes, about: About, is_on_pages: bool = True) -> Document:
    """Raises: zlib.error or ValueError when the packed data are damaged."""
    return compile_data(unpacked(packed), about, is_on_pages)


def compile_data(data: SnapshotData, about: About, is_on_pages: bool = True) -> Document:
    """is_on_pages: as compile_document has it."""
    if about.words:
        data = cast(SnapshotData, {**data, **unpack(about.words)})
    if not about.hidden:
        return compile_document(data, about.number, about.taken_at, about.sha256, is_on_pages)
    shown, concealed = conceal(data, about.hidden)
    document = compile_document(shown, about.number, about.taken_at, about.sha256, is_on_pages)
    page = replace(document.summary, concealed=concealed) if document.summary else None
    return replace(document, concealed=concealed, summary=page)


def compile_shown(packed: bytes, about: About) -> Document:
    """The section as pages show it: without the list of all issues and the slides, which only files
    have."""
    return replace(compile_packed(packed, about), places=(), slides=())


def write_packed(packed: bytes, about: About, format: str, summary: bool, path: str) -> bool:
    """export_document() into the file of this path; False when there is none."""
    content = export_document(compile_packed(packed, about, is_on_pages=False), format, summary)
    if content is not None:
        Path(path).write_bytes(content)
    return content is not None


def export_document(document: Document, format: str, summary: bool) -> bytes | None:
    """The section, or its summary page, as a file of FORMATS; None where it has no summary."""
    page = document.summary if summary else document
    return FORMATS[format].export(page) if page else None


def concealed_in_packed(packed: bytes, hidden: Hidden) -> int:
    """Of how many hidden things the data hold words."""
    return conceal(unpacked(packed), hidden)[1]
