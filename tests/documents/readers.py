"""Independent readers of HWPX, and plain text of the other formats. Test-only."""

import ctypes
import io
import json
from pathlib import Path

import docx
import hwpforge
import openpyxl
import PIL
import pypdf
import unhwp
from docx.oxml.ns import qn

# rhwp-python 0.8.1 carries a FreeType too old for itself: Pillow's newer one must be there first.
for library in Path(PIL.__file__).parents[1].glob("pillow.libs/libfreetype*"):
    ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)

import rhwp  # noqa: E402


def squeezed(text: str) -> str:
    """Without any white space: readers differ in where they break lines."""
    return "".join(text.replace("\u200b", "").split())


def rhwp_text(data: bytes) -> str:
    return json.dumps(json.loads(rhwp.Document.from_bytes(data).to_ir_json()), ensure_ascii=False)


def unhwp_text(data: bytes) -> str:
    with unhwp.parse_bytes(data) as result:
        return result.plain_text


def hwpforge_text(data: bytes) -> str:
    """A .hwp becomes a .hwpx first: it reads only these."""
    if not data.startswith(b"PK"):
        data = hwpforge.convert_hwp5(data).document.to_bytes()
    return hwpforge.Document.from_bytes(data).to_md().text.replace("\\", "")


def docx_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join(piece.text or "" for piece in body.iter(qn("w:t")))


def pdf_text(data: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def xlsx_text(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return " ".join(str(value) for value in cells if value is not None)


HWPX_READERS = {"rhwp": rhwp_text, "unhwp": unhwp_text, "hwpforge": hwpforge_text}
READERS = {"docx": docx_text, "pdf": pdf_text, "xlsx": xlsx_text}
