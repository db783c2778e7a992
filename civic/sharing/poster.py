"""A poster on A4 with a code to scan, as a PDF that anybody can print and any reader read.
Pure."""

import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from civic.documents.export.typesetting import typeset
from civic.documents.glyphs import printable

TEMPLATE = Path(__file__).with_name("poster.typ").read_bytes()


@dataclass(frozen=True)
class Poster:
    """place: whose poster it is; question, until, how: what is asked, until when, what to do.
    address: where the code leads, printed below it too; phone: whom to call instead, or ""."""

    city: str
    place: str
    question: str
    until: str
    how: str
    address: str
    phone: str = ""
    language: str = "ko"


def poster_pdf(poster: Poster) -> bytes:
    """The PDF (PDF/UA-1). Raises: TypesettingFailed."""
    with TemporaryDirectory(prefix="civic-poster-") as name:
        folder = Path(name)
        (folder / "main.typ").write_bytes(TEMPLATE)
        (folder / "code.svg").write_bytes(code_svg(poster.address))
        words = printable(json.dumps(asdict(poster), ensure_ascii=False))
        (folder / "poster.json").write_text(words, encoding="utf-8")
        return typeset(folder, pdf_standards=["ua-1"], timestamp=0)


def code_svg(address: str) -> bytes:
    """A QR code that still reads with a quarter of it torn or dirty (level Q)."""
    import segno

    out = io.BytesIO()
    segno.make_qr(address, error="q").save(out, kind="svg", border=2, scale=8, xmldecl=True)
    return out.getvalue()
