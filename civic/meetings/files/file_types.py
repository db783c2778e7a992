"""The kinds of file a meeting takes, told by what is in them and not by their names. Pure."""

import io
import zipfile
from dataclasses import dataclass

MAX_BYTES = 10 * 1024 * 1024
MOST_FILES = 10
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a file that is packed as ZIP must hold, and what must not be in it.
PACKED = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
}
MIMETYPES = {
    b"application/hwp+zip": "hwpx",
    b"application/vnd.oasis.opendocument.text": "odt",
}
MACROS = ("vbaproject.bin", "basic/", "scripts/")
MOST_ENTRIES = 5000


class FileRefused(Exception):
    """The file is not taken. reason: empty | too_large | kind_not_taken | other_kind | macros |
    damaged | too_many. detail: what its sentence names."""

    def __init__(self, reason: str, **detail: str):
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class FileType:
    """suffixes: how names of the kind end, without the dot; the first is given where none is."""

    media_type: str
    suffixes: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": FileType("application/pdf", ("pdf",)),
    "hwp": FileType("application/x-hwp", ("hwp",)),
    "hwpx": FileType("application/hwp+zip", ("hwpx",)),
    "docx": FileType(f"{_OFFICE}.wordprocessingml.document", ("docx",)),
    "xlsx": FileType(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
    "pptx": FileType(f"{_OFFICE}.presentationml.presentation", ("pptx",)),
    "odt": FileType("application/vnd.oasis.opendocument.text", ("odt",)),
}


def kind_of(data: bytes, name: str) -> str:
    """A key of TYPES. name: as it was sent, to see that it says the same. Raises: FileRefused."""
    if not data:
        raise FileRefused("empty")
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large")
    kind = _kind_by_content(data)
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix and suffix not in TYPES[kind].suffixes:
        raise FileRefused("other_kind", named=suffix[:10], really=kind)
    return kind


def _kind_by_content(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(OLE):
        return _kind_of_ole(data)
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_zip(data)
    raise FileRefused("kind_not_taken")


def _kind_of_ole(data: bytes) -> str:
    """한글 5: its header's stream says so in its first bytes, which lie somewhere in the file."""
    if b"HWP Document File" not in data:
        raise FileRefused("kind_not_taken")
    return "hwp"


def _kind_of_zip(data: bytes) -> str:
    """By the names of what is packed; nothing but a short mimetype is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            names = [entry.filename.lower() for entry in entries[:MOST_ENTRIES]]
            mimetype = _mimetype(packed, entries)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as broken:
        raise FileRefused("damaged") from broken
    if any(name.endswith(MACROS[0]) or name.startswith(MACROS[1:]) for name in names):
        raise FileRefused("macros")
    kinds = [kind for kind, part in PACKED.items() if part in names]
    kind = MIMETYPES.get(mimetype) or (kinds[0] if len(kinds) == 1 else None)
    if kind is None:
        raise FileRefused("kind_not_taken")
    return kind


def _mimetype(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> bytes:
    """What the first entry of HWPX and ODT says, stored as it is."""
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        return b""
    return packed.read(first).strip() if first.file_size < 100 else b""


def shown_name(name: str, kind: str) -> str:
    """The name without folders and signs no system takes, ended as its kind ends."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if letter not in '<>:"|?*' and letter.isprintable())
    stem, dot, suffix = kept.rpartition(".")
    stem = (stem if dot and suffix.lower() in TYPES[kind].suffixes else kept).strip(" .")
    return f"{stem[:100].rstrip() or 'file'}.{TYPES[kind].suffixes[0]}"
