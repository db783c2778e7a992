"""A meeting's files: taken by what is in them, given as they came, the office's until published."""

import io
import zipfile

import pytest

from civic.db import db
from civic.meetings.files.file_types import MAX_BYTES, FileRefused, kind_of, shown_name
from civic.meetings.files.models import MeetingFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def packed(*names, mimetype=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            file.writestr(name, b"<x/>")
    return out.getvalue()


TAKEN = {
    "회의.pdf": (PDF, "pdf"),
    "회의.hwp": (OLE + b"HWP Document File", "hwp"),
    "회의.hwpx": (packed("Contents/content.hpf", mimetype=b"application/hwp+zip"), "hwpx"),
    "회의.docx": (packed("[Content_Types].xml", "word/document.xml"), "docx"),
    "회의.XLSX": (packed("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    "회의.pptx": (packed("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
    "회의.odt": (
        packed("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
        "odt",
    ),
    "이름만": (PDF, "pdf"),
}
REFUSED = {
    "empty": (b"", "a.pdf"),
    "too_large": (PDF + b" " * MAX_BYTES, "a.pdf"),
    "kind_not_taken": (b"<html><script>alert(1)</script>", "a.html"),
    "other_kind": (PDF, "a.docx"),
    "macros": (packed("word/document.xml", "word/vbaProject.bin"), "a.docx"),
    "damaged": (b"PK\x03\x04" + b"broken", "a.docx"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_the_kind_is_told_by_the_content(name):
    data, kind = TAKEN[name]
    assert kind_of(data, name) == kind


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_not_taken_has_its_reason(reason):
    data, name = REFUSED[reason]
    with pytest.raises(FileRefused) as refused:
        kind_of(data, name)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (OLE, "a.doc"),
        (packed("a.txt"), "a.zip"),
        (packed("word/document.xml", "xl/workbook.xml"), "a.docx"),
        (packed(), "a.docx"),
        (b"MZ\x90", "a.exe"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
    ],
)
def test_the_list_is_closed(data, name):
    with pytest.raises(FileRefused):
        kind_of(data, name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../회의.pdf", "회의.pdf"),
        ("C:\\x\\회의.PDF", "회의.pdf"),
        ("가" * 255 + ".pdf", "가" * 100 + ".pdf"),
        ("\x00\r\n.pdf", "file.pdf"),
        ("", "file.pdf"),
        ("회의\u202efdp.exe", "회의fdp.exe.pdf"),
    ],
)
def test_names_lose_what_no_name_needs(name, shown):
    assert shown_name(name, "pdf") == shown


@pytest.fixture
def planner(as_person, seoyeon):
    return as_person(seoyeon)


@pytest.fixture
def send(planner, held):
    def post(name, data):
        sent = {"file": (io.BytesIO(data), name)}
        address = f"/gaon/1/office/meetings/{held.id}/files"
        return planner.post(address, data=sent, content_type="multipart/form-data")

    return post


def test_a_file_is_the_offices_until_it_is_published(send, planner, client, held, minji, as_person):
    assert send("회의록.pdf", PDF).status_code == 303
    assert send("또.pdf", PDF).status_code == 303  # the same file is the one there is
    file = db.session.scalars(db.select(MeetingFile)).one()
    address = f"/gaon/1/meetings/{held.id}/files/{file.id}"
    office = f"/gaon/1/office/meetings/{held.id}/files/{file.id}"
    assert client.get(address).status_code == 404
    assert as_person(minji).get(address).status_code == 404
    assert "회의록.pdf" not in client.get(f"/gaon/1/meetings/{held.id}").text
    assert planner.get(address).data == PDF

    assert planner.post(f"{office}/publish").status_code == 303
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (200, PDF)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.mimetype == "application/pdf"
    assert "회의록.pdf" in client.get(f"/gaon/1/meetings/{held.id}").text

    assert planner.post(f"{office}/take-back").status_code == 303
    assert client.get(address).status_code == 404
    assert planner.post(f"{office}/remove").status_code == 303
    assert planner.get(address).status_code == 404


@pytest.mark.parametrize("reason", REFUSED)
def test_a_refusal_is_said_at_the_field(reason, send):
    data, name = REFUSED[reason]
    answer = send(name, data)
    assert answer.status_code == 422 and 'id="file-error"' in answer.text
    assert db.session.scalar(db.select(db.func.count(MeetingFile.id))) == 0


def test_no_file_at_all_and_one_beyond_every_limit(planner, held, send):
    address = f"/gaon/1/office/meetings/{held.id}/files"
    assert planner.post(address, data={}).status_code == 422
    assert send("a.pdf", b"%PDF-" + b" " * 17_000_000).status_code == 413


def test_a_file_of_another_meeting_is_not_found(send, plan, planner):
    send("회의록.pdf", PDF)
    other = plan(-2, "meeting-0009")
    file = db.session.scalars(db.select(MeetingFile)).one()
    assert planner.get(f"/gaon/1/meetings/{other.id}/files/{file.id}").status_code == 404


def test_a_meeting_has_so_many_files_at_most(send):
    for n in range(10):
        assert send("a.pdf", PDF + bytes([n + 48])).status_code == 303
    assert "10개까지" in send("a.pdf", PDF).text
