"""The section of a stored snapshot, without the words of what was hidden since."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import cast

from civic.documents.canonical import unpack
from civic.documents.model import Document
from civic.plans.models import Snapshot
from civic.plans.section.compile import compile_document
from civic.plans.section.schema import SnapshotData
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.concealing import Hidden, conceal
from civic.plans.snapshots.hidden import gone_since, hidden_in

NOTHING = Hidden()


def document_of(
    snapshot: Snapshot, hidden_by: datetime | None = None, words: bytes | None = None
) -> Document:
    """The section, without the words of what is hidden by now, or was at that time.

    words: of a later version, packed, in place of the snapshot's.
    """
    taken_at = snapshot.taken_at.isoformat()
    hidden = _hidden(snapshot, hidden_by)
    return compiled(snapshot.data, snapshot.number, taken_at, snapshot.sha256, words, hidden)


def data_of(snapshot: Snapshot) -> SnapshotData:
    """The snapshot's data without the words of what is hidden."""
    return conceal(snapshot.read(), _hidden(snapshot))[0]


def concealed_in(snapshot: Snapshot, hidden_by: datetime | None = None) -> int:
    """Of how many hidden things the snapshot holds words."""
    hidden = _hidden(snapshot, hidden_by)
    return conceal(snapshot.read(), hidden)[1] if hidden else 0


def _hidden(snapshot: Snapshot, by: datetime | None = None) -> Hidden:
    hidden, photos = hidden_in(snapshot, by), meeting_photos_in(snapshot.data)
    return replace(hidden, meeting_photos=gone_since(snapshot, photos, by)) if photos else hidden


@lru_cache(maxsize=4)
def compiled(
    packed: bytes,
    number: int,
    taken_at: str,
    sha256: str,
    words: bytes | None = None,
    hidden: Hidden = NOTHING,
) -> Document:
    """The section; the arguments are a snapshot's own, so the answer never grows old.

    words: of a later version, packed, in place of the snapshot's. hidden: what is not to be read.

    Raises: zlib.error or ValueError when the packed data are damaged.
    """
    data = unpacked(packed)
    if words:
        data = cast(SnapshotData, {**data, **unpack(words)})
    if not hidden:
        return compile_document(data, number, taken_at, sha256)
    shown, concealed = conceal(data, hidden)
    document = compile_document(shown, number, taken_at, sha256)
    page = replace(document.summary, concealed=concealed) if document.summary else None
    return replace(document, concealed=concealed, summary=page)


@lru_cache(maxsize=8)
def template_in(packed: bytes) -> dict:
    """The template in packed data, to read: unpacking 20,000 issues takes 0.1 s."""
    return unpacked(packed)["template"]


@lru_cache(maxsize=8)
def meeting_photos_in(packed: bytes) -> frozenset[int]:
    """The ids of the photos of meetings in packed data."""
    rows = unpacked(packed)["meetings"]["rows"]
    return frozenset(photo["photo"] for row in rows for photo in row["photos"])
