"""The section of a stored snapshot, without the words of what was hidden since.

Pages read a large snapshot in processes of their own (reading.py), and keep what they show alone.
"""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO

from civic.documents.export.page_count import Pages, pages_in
from civic.documents.model import Document
from civic.own_process import answer
from civic.plans.models import Snapshot
from civic.plans.section.schema import SnapshotData, Template
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.compiling import (
    About,
    compile_data,
    compile_shown,
    concealed_in_packed,
    export_document,
    write_packed,
)
from civic.plans.snapshots.concealing import Hidden
from civic.plans.snapshots.hidden import gone_since, hidden_in
from civic.plans.snapshots.kept_files import kept_file
from civic.plans.snapshots.overview import meeting_photos, overview
from civic.plans.snapshots.reading import is_large, read, takes_room


def document_of(
    snapshot: Snapshot, hidden_by: datetime | None = None, words: bytes | None = None
) -> Document:
    """The section, without the words of what is hidden by now, or was at that time.

    It is read here whole, as the worker does; pages take shown_of().
    words: of a later version, packed, in place of the snapshot's.
    """
    photos = meeting_photos(opened(snapshot.data))
    asked = _about(snapshot, _hidden(snapshot, photos, hidden_by), words)
    return compiled(snapshot.data, asked, is_on_pages=False)


def shown_of(
    snapshot: Snapshot, hidden_by: datetime | None = None, words: bytes | None = None
) -> Document:
    """document_of() for pages; of a large snapshot without the list of all issues."""
    asked = about(snapshot, hidden_by, words)
    if is_large(snapshot.data):
        return _shown(snapshot.data, asked)
    return compiled(snapshot.data, asked)


def about(
    snapshot: Snapshot, hidden_by: datetime | None = None, words: bytes | None = None
) -> About:
    return _about(snapshot, hidden_of(snapshot, hidden_by), words)


def exported(snapshot: Snapshot, format: str, hidden_by: datetime | None = None) -> BinaryIO:
    """The section as a file of FORMATS, to be read and closed; one on disk where it was made in a
    process of its own."""
    file = _exported(snapshot.data, about(snapshot, hidden_by), format, summary=False)
    assert file is not None  # every section has all formats
    return file


def exported_summary(
    snapshot: Snapshot, format: str, hidden_by: datetime | None = None
) -> BinaryIO | None:
    """Its summary page, in the same way; None where it has none."""
    return _exported(snapshot.data, about(snapshot, hidden_by), format, summary=True)


def _exported(packed: bytes, asked: About, format: str, summary: bool) -> BinaryIO | None:
    if not takes_room(packed, format):
        content = export_document(compiled(packed, asked), format, summary)
        return None if content is None else BytesIO(content)
    # The child writes it itself: an answer would be in this process's memory, whole.
    return kept_file(
        (asked, format, summary),
        lambda path: answer(write_packed, packed, asked, format, summary, path),
    )


def pages_of(snapshot: Snapshot) -> Pages:
    """How many pages its PDF has. Raises: TypesettingFailed when the template is at fault."""
    return _pages(snapshot.data, about(snapshot))


def concealed_in(snapshot: Snapshot, hidden_by: datetime | None = None) -> int:
    """Of how many hidden things the snapshot holds words."""
    hidden = hidden_of(snapshot, hidden_by)
    return _concealed(snapshot.data, hidden) if hidden else 0


def hidden_of(snapshot: Snapshot, by: datetime | None = None) -> Hidden:
    """What of a snapshot is not to be read by now, or was not at that time."""
    return _hidden(snapshot, overview(snapshot.data).meeting_photos, by)


def template_in(packed: bytes) -> Template:
    """The template in packed data, to read."""
    return overview(packed).template


def _hidden(snapshot: Snapshot, photos: frozenset[int], by: datetime | None = None) -> Hidden:
    hidden = hidden_in(snapshot, by)
    return replace(hidden, meeting_photos=gone_since(snapshot, photos, by)) if photos else hidden


def _about(snapshot: Snapshot, hidden: Hidden, words: bytes | None = None) -> About:
    taken_at = snapshot.taken_at.isoformat()
    return About(snapshot.number, taken_at, snapshot.sha256, words, hidden)


# A snapshot's own values are asked with, so the answers never grow old.


@lru_cache(maxsize=1)
def opened(packed: bytes) -> SnapshotData:
    """The data, for several who read them one after the other; none changes them.

    Raises: zlib.error or ValueError when the packed data are damaged.
    """
    return unpacked(packed)


@lru_cache(maxsize=4)
def compiled(packed: bytes, about: About, is_on_pages: bool = True) -> Document:
    return compile_data(opened(packed), about, is_on_pages)


@lru_cache(maxsize=4)
def _shown(packed: bytes, about: About) -> Document:
    return read(compile_shown, packed, about)


@lru_cache(maxsize=8)
def _pages(packed: bytes, about: About) -> Pages:
    pdf = _exported(packed, about, "pdf", summary=False)
    assert pdf is not None  # every section has all formats
    with pdf:
        return answer(pages_in, pdf.read())


@lru_cache(maxsize=8)
def _concealed(packed: bytes, hidden: Hidden) -> int:
    return read(concealed_in_packed, packed, hidden)
