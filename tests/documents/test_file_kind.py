"""A file is what its bytes say."""

import io
import zipfile

import pytest

from civic.documents.file_kind import OLE, file_kind


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return out.getvalue()


FILES = {
    "pdf": b"%PDF-1.7",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "hwp": OLE + "FileHeader".encode("utf-16-le"),
    "doc": OLE + "WordDocument".encode("utf-16-le"),
    "xls": OLE + "Workbook".encode("utf-16-le"),
    "xlsx": packed("[Content_Types].xml", "xl/workbook.xml"),
    "docx": packed("[Content_Types].xml", "word/document.xml"),
    "pptx": packed("ppt/presentation.xml"),
    "hwpx": packed("Contents/header.xml"),
    "zip": packed("사진.jpg"),
    "": "제목,내용\n가로등,꺼짐\n".encode(),
}


@pytest.mark.parametrize("kind", FILES)
def test_bytes_say_what_a_file_is(kind):
    assert file_kind(FILES[kind]) == kind


def test_a_file_that_is_cut_off_is_known_still():
    assert file_kind(FILES["xlsx"][:-30]) == "xlsx"
    assert file_kind(OLE) == ""
