"""The document of a packed snapshot, kept for the last few asked for."""

from functools import lru_cache

from civic.plans.compile import compile_document
from civic.plans.document import Document
from civic.plans.snapshot import unpack


@lru_cache(maxsize=4)
def compiled(
    packed: bytes, number: int, taken_at: str, sha256: str, words: bytes | None = None
) -> Document:
    """The section; the arguments are a snapshot's own, so the answer never grows old.

    words: of a later version, packed, in place of the snapshot's.

    Raises: zlib.error or ValueError when the packed data are damaged.
    """
    data = unpack(packed) | (unpack(words) if words else {})
    return compile_document(data, number, taken_at, sha256)
