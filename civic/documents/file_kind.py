"""What a file is by its bytes, whatever its name says. Pure."""

OLE = b"\xd0\xcf\x11\xe0"
STARTS = {
    b"%PDF": "pdf",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"{\\rtf": "rtf",
    b"HWP Document File V3": "hwp",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
}
# Names of parts stand unpacked in a file, also in one that is cut off.
PACKED = {
    b"xl/workbook.": "xlsx",
    b"word/document.xml": "docx",
    b"ppt/presentation.xml": "pptx",
    b"application/hwp+zip": "hwpx",
    b"Contents/header.xml": "hwpx",
    b"opendocument.spreadsheet": "ods",
    b"opendocument.text": "odt",
}
STREAMS = {
    "FileHeader": "hwp",
    "WordDocument": "doc",
    "Workbook": "xls",
    "PowerPoint Document": "ppt",
}


def file_kind(data: bytes) -> str:
    """How names of such files end, without the dot; "" for what is not known, as is text."""
    for start, kind in STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return next((kind for part, kind in PACKED.items() if part in data), "zip")
    if data.startswith(OLE):
        streams = (kind for name, kind in STREAMS.items() if name.encode("utf-16-le") in data)
        return next(streams, "")
    return ""
