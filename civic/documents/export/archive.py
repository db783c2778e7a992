"""A zip archive without a clock, so that the same content is the same bytes."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def members(archive: bytes) -> list[tuple[str, bytes]]:
    """Names and contents in the order they are stored."""
    with ZipFile(io.BytesIO(archive)) as file:
        return [(name, file.read(name)) for name in file.namelist()]


def pack(files: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """The files in this order, dated 1980-01-01; those whose names begin as one of stored are not
    compressed."""
    out = io.BytesIO()
    with ZipFile(out, "w") as file:
        for name, content in files:
            info = ZipInfo(name)
            info.create_system = 0
            info.compress_type = ZIP_STORED if name.startswith(stored) else ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()
