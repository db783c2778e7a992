"""The PDF: accessible, bookmarked, in Korean, and leaving nothing behind."""

import io
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from civic.documents.export.pdf import export
from civic.documents.export.typesetting import TypesettingFailed, typeset
from civic.documents.glyphs import covered, printable
from civic.documents.model import Line
from tests.documents.sample_document import sample
from tests.paths import ROOT


@pytest.fixture(scope="module")
def pdf():
    return pypdf.PdfReader(io.BytesIO(export(sample())))


def test_it_declares_what_pdf_ua_asks(pdf):
    assert pdf.root_object["/Lang"] == "ko-KR"
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert pdf.metadata.title == "주민참여 부문"
    assert b"<pdfuaid:part>1" in pdf.root_object["/Metadata"].get_data()


def test_headings_are_bookmarks(pdf):
    titles = [item.title for item in pdf.outline if not isinstance(item, list)]
    assert titles[0] == "1. 주민 참여 개요"
    assert titles[-1] == "붙임. 적힌 값의 근거"


def test_pages_are_a4_numbered_and_one_lies_on_its_side(pdf):
    sizes = [tuple(round(side / 72 * 25.4) for side in page.mediabox[2:]) for page in pdf.pages]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert all(f"- {n} -" in page.extract_text() for n, page in enumerate(pdf.pages, start=1))


def test_korean_words_are_not_broken_over_lines():
    words = ["보행자를", "감지하여", "바닥", "신호와", "음성", "안내를", "함께", "켜는"] * 20
    made = export(sample(blocks=(Line("p", "○", (" ".join(words),)),)))
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert all(piece in words for piece in text[text.index("○") + 1 :].split("- 1 -")[0].split())


def test_the_time_of_making_is_the_snapshots(pdf):
    assert pdf.metadata.creation_date.isoformat().startswith("2026-11-22T03:00")


def test_letters_outside_the_font_get_the_printers_mark():
    assert printable("가a漢字①~") == "가a漢字①~"
    assert printable("שלום 👩‍👧!") == "〓〓〓〓 〓〓!"
    assert {ord(letter) for letter in "□○※가힣·—〓"} <= covered()


def test_words_are_never_typst_source():
    trick = '#import "/etc/passwd" $x$ *굵게* @ref // \\ "'
    made = export(sample(blocks=(Line("p", "□", (trick,)),)))
    text = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "".join(trick.split()) in "".join(text.split())


def test_the_working_folder_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    export(sample())
    assert list(Path(tmp_path).iterdir()) == []


def test_a_template_at_fault_is_told_in_the_typesetters_words(tmp_path):
    (tmp_path / "main.typ").write_text("#no_such_thing")
    with pytest.raises(TypesettingFailed, match="no_such_thing"):
        typeset(tmp_path)


def test_the_typesetter_is_never_loaded_into_the_program():
    """Its memory, more than all the rest of a worker, would stay."""
    script = (
        "import sys; from civic.documents.export.pdf import export; "
        "from tests.documents.sample_document import sample; "
        "assert export(sample()).startswith(b'%PDF'); print('typst' in sys.modules)"
    )
    root = ROOT
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_a_document_without_words_still_opens():
    empty = replace(sample(), title="", municipality="", programme="", notice="", blocks=())
    assert len(pypdf.PdfReader(io.BytesIO(export(empty))).pages) == 1
