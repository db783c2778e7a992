"""A form is uploaded: refused in words with nothing stored, kept once, shared within the call."""

import io
import zipfile

import pytest

from civic.db import db
from civic.plans.call_form.form_pages import FormPage
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.models import CallForm, FormPart
from tests.call_forms.small_forms import INDICATORS, SUMMARY, docx_form, hwpx_form
from tests.factory import add_call, add_person, add_round, add_round_elsewhere
from tests.paths import SHARED
from tests.plans.call_form.conftest import FORMS, key_of, only_form

EDGE = SHARED / "forms" / "edge"
EDGES = {
    "배포용.hwp": "배포용(읽기 전용)",
    "hj_password-12345.hwp": "암호가 걸린",
    "hj_password-12345.hwpx": "암호가 걸린",
    "hwp3_old.hwp": "3.x",
    "no_container.hwpx": "",
}


def stored() -> int:
    db.session.rollback()
    return sum(
        db.session.scalar(db.select(db.func.count()).select_from(table))
        for table in (CallForm, FormPart, FormPlace)
    )


def with_file(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def long_form() -> bytes:
    """A form of 300 pages, each break written down."""
    form = hwpx_form()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as archive, zipfile.ZipFile(out, "w") as made:
        for item in archive.infolist():
            body = archive.read(item)
            if item.filename.endswith("section0.xml"):
                at = body.rindex(b"</hs:sec>")
                line = b'<hp:p id="0" paraPrIDRef="0" styleIDRef="0" pageBreak="1"/>'
                body = body[:at] + line * 300 + body[at:]
            made.writestr(item, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.hwpx", "비어 있어요"),
        (b"PK\x03\x04 broken", "a.hwpx", "깨져 있어요"),
        (b"HWP Document File V3.00 \x1a", "a.hwp", "3.x"),
        (b"just words", "a.hwp", "양식 파일이 아니에요"),
        (docx_form(), "a.hwp", "내용은 .docx 파일"),
        (with_file(docx_form(), "word/vbaProject.bin", b"x"), "a.docx", "매크로가 든"),
        (hwpx_form()[:-300], "a.hwpx", "깨져 있어요"),
        (long_form(), "a.hwpx", "너무 길어요"),
    ],
    ids=["empty", "zip", "hwp3", "text", "misnamed", "macros", "cut", "300-pages"],
)
def test_what_is_no_form_is_refused_at_the_field_and_not_stored(send, data, name, told):
    answer = send(data, name)
    assert answer.status_code == 422
    assert told in answer.text and 'id="file-error"' in answer.text
    assert stored() == 0


@pytest.mark.skipif(not EDGE.exists(), reason="the shared forms are not on this machine")
@pytest.mark.parametrize("name", EDGES)
def test_locked_and_old_forms_are_refused_in_words(send, name):
    answer = send((EDGE / name).read_bytes(), name)
    if answer.status_code == 303:
        assert not EDGES[name]  # only malformed, and still read
        return
    assert answer.status_code == 422 and EDGES[name] in answer.text
    assert stored() == 0


def test_no_file_is_said_at_the_field(planner):
    answer = planner.post(FORMS, data={}, content_type="multipart/form-data")
    assert answer.status_code == 422 and "파일을 골라 주세요" in answer.text


def test_the_same_file_twice_is_one_form(send):
    data = hwpx_form()
    assert send(data).status_code == 303
    answer = send(data, "다른 이름.hwpx")
    assert answer.status_code == 422 and "이미 올린" in answer.text
    assert only_form().name == "신청서.hwpx"


def test_a_form_that_was_put_away_comes_back_as_it_was(send, choose, planner):
    data = hwpx_form()
    send(data)
    form = only_form()
    choose(form, "담당부서", "leave")
    assert planner.post(f"{FORMS}/{form.id}/retire").status_code == 303
    assert "신청서.hwpx" not in planner.get(FORMS).text
    assert send(data).status_code == 303
    again = only_form()
    assert again.retired_at is None and [row.source for row in again.confirmed()] == ["leave"]


def test_a_docx_is_read_too(send, planner):
    assert send(docx_form(), "신청서.docx").status_code == 303
    page = planner.get(f"{FORMS}/{only_form().id}")
    assert page.status_code == 200 and "총 사 업 비" in page.text


@pytest.mark.parametrize("role", [None, "resident", "consultant"])
def test_forms_are_the_offices(role, form, client, as_person, person):
    visitor = client
    if role:
        visitor = as_person(person("도윤", *(["consultant"] if role == "consultant" else [])))
    part, key = key_of(form, "담당부서")
    for address in (FORMS, f"{FORMS}/{form.id}", f"{FORMS}/{form.id}/{part}/{key}"):
        assert visitor.get(address).status_code == (403 if role else 303)
    answer = visitor.post(f"{FORMS}/{form.id}/{part}/{key}", data={"source": "leave"})
    assert answer.status_code in (303, 403)
    assert form.place(key) is None


@pytest.fixture
def narae(call, as_person):
    """Another city with a round of the same call, and a client of its planner."""
    city = add_round_elsewhere(call).municipality
    planner = add_person("지안", "planner", city=city, email="jian@example.com")
    db.session.commit()
    return as_person(planner)


def test_another_city_takes_a_copy_whose_places_wait_for_it(form, choose, narae):
    choose(form, "담당부서", "text", words="우리 시만의 글")
    theirs = "/other/1/plan/forms"
    page = narae.get(theirs).text
    assert "다른 지자체가 올린 양식" in page and "신청서.hwpx" in page
    assert narae.get(f"{theirs}/{form.id}").status_code == 404  # ours stays ours to change
    answer = narae.post(f"{theirs}/{form.id}/copies")
    assert answer.status_code == 303
    db.session.rollback()
    copied = db.session.scalars(db.select(CallForm).where(CallForm.id != form.id)).one()
    assert [page.spots for page in FormPage.of(copied.id)] == [FormPage.find(form.id, 1).spots]
    mine = {row.place["label"]: row for row in copied.places()}
    assert mine["담당부서"].source == "text" and mine["담당부서"].confirmed_at is None
    assert "우리 시만의 글" not in narae.get(f"{theirs}/{copied.id}").text
    assert narae.post(f"{theirs}/{form.id}/copies").status_code == 303  # taken already
    assert db.session.scalar(db.select(db.func.count(CallForm.id))) == 2


def test_a_city_of_another_call_sees_nothing(form, gaon, planner):
    add_round(gaon, add_call(slug="later"), number=2)
    db.session.commit()
    assert "신청서.hwpx" not in planner.get("/gaon/2/plan/forms").text
    assert planner.get(f"/gaon/2/plan/forms/{form.id}").status_code == 404


def test_another_round_of_the_call_uses_the_same_form(form, gaon, call, planner, choose):
    choose(form, "담당부서", "text", words="첫 참여 기간의 글")
    add_round(gaon, call, number=2)
    db.session.commit()
    part, key = key_of(form, "담당부서")
    page = planner.get(f"/gaon/2/plan/forms/{form.id}/{part}/{key}")
    assert page.status_code == 200 and "확정" in page.text
    assert "첫 참여 기간의 글" not in page.text  # what is typed is of one plan


def newer_form() -> bytes:
    """담당부서 has another name, 사업기간 only other spaces."""
    names = {"담당부서": "사업 부서명", "사업기간": "사 업 기 간"}
    summary = [[names.get(text, text) for text in row] for row in SUMMARY]
    return hwpx_form(summary=summary, indicators=INDICATORS)


def test_a_newer_version_keeps_what_is_sure_and_asks_the_rest(form, choose, send, planner):
    choose(form, "사업기간", "text", words="2027년 3월부터")
    choose(form, "담당부서", "text", words="스마트도시과")
    old = form.id
    answer = send(newer_form(), "신청서 2027.hwpx", to=f"{FORMS}/{old}/versions")
    assert answer.status_code == 303
    db.session.rollback()
    newer = db.session.scalars(db.select(CallForm).where(CallForm.id != old)).one()
    kept = {row.place["label"]: row for row in newer.confirmed()}
    assert set(kept) == {"사 업 기 간"} and kept["사 업 기 간"].source == "text"
    [asked] = newer.places(FormPlace.key.is_(None))
    assert asked.place["label"] == "담당부서" and asked.why
    page = planner.get(f"{FORMS}/{newer.id}?state=asked").text
    assert "담당부서" in page and "쓰지 않기" in page
    assert db.session.get_one(CallForm, old).replaced_by_id == newer.id

    _part, key = key_of(newer, "사업 부서명")
    planner.post(f"{FORMS}/{newer.id}/asked/{asked.id}", data={"key": key})
    db.session.rollback()
    settled = newer.place(key)
    assert settled.source == "text" and settled.confirmed_at
    part = settled.part
    assert "스마트도시과" in planner.get(f"{FORMS}/{newer.id}/{part}/{key}").text
    assert newer.places(FormPlace.key.is_(None)) == []


def test_a_form_that_was_replaced_takes_no_more(form, choose, send, planner):
    send(newer_form(), to=f"{FORMS}/{form.id}/versions")
    assert choose(form, "담당부서", "leave").status_code == 409
    assert planner.get(f"{FORMS}/{form.id}").status_code == 200


@pytest.mark.parametrize(
    ("label", "given", "told"),
    [
        ("담당부서", {"source": ""}, "넣을 것을 골라 주세요"),
        ("담당부서", {"source": "text"}, "적을 글을 써 주세요"),
        ("담당부서", {"source": "tick:on"}, "넣을 수 없는"),
        ("담당부서", {"source": "fact:nothing.there"}, "넣을 수 없는"),
        ("담당부서", {"source": "text", "words": "가" * 20_001}, "20,000자"),
        ("동의", {"source": "word:municipality"}, "넣을 수 없는"),
        ("3. 주민 참여", {"source": "chapter:party"}, "넣을 수 없는"),
    ],
)
def test_a_wrong_choice_is_said_at_the_field(form, planner, label, given, told):
    part, key = key_of(form, label, "block" if label.startswith("3.") else None)
    answer = planner.post(f"{FORMS}/{form.id}/{part}/{key}", data=given)
    assert answer.status_code == 422 and told in answer.text
    db.session.rollback()
    row = form.place(key)
    assert row is None or row.confirmed_at is None


def test_looking_at_a_value_keeps_nothing(fine, form, planner):
    part, key = key_of(form, "담당부서")
    given = {"source": "word:municipality", "act": "look"}
    answer = planner.post(f"{FORMS}/{form.id}/{part}/{key}", data=given)
    assert answer.status_code == 200 and "이렇게 들어가요" in answer.text
    db.session.rollback()
    assert form.place(key) is None


def test_what_is_not_there_is_404(form, planner):
    for path in ("/99", f"/{form.id}/9/abc", f"/{form.id}/1/abc", f"/{2**40}", "?x=1&part=7"):
        address = f"{FORMS}/{form.id}{path}" if path.startswith("?") else FORMS + path
        assert planner.get(address).status_code in (404, 200)
    assert planner.get(f"{FORMS}/{form.id}?part=7").status_code == 404
    assert planner.get(f"{FORMS}/{form.id}?part=abc").status_code == 200


def test_a_file_larger_than_a_request_is_refused_at_its_field(send):
    answer = send(b" " * 17_000_000, "양식.hwp")
    assert answer.status_code == 413
    assert "파일이 너무 커요. 16MB까지 올릴 수 있어요." in answer.text
    assert 'id="file-error"' in answer.text
    assert stored() == 0


def test_a_script_is_led_to_the_form_and_draws_a_refusal_where_it_stands(planner):
    def sent(data: bytes, address: str = FORMS):
        fields = {"file": (io.BytesIO(data), "신청서.hwpx")}
        return planner.post(address, data=fields, headers={"HX-Request": "true"})

    refused = sent(b"%PDF-1.7")
    assert refused.status_code == 422 and 'id="upload"' in refused.text
    assert "양식이 아니라 .pdf 파일이에요" in refused.text
    arrived = sent(hwpx_form())
    form = only_form()
    assert arrived.status_code == 200
    assert arrived.headers["HX-Redirect"] == f"{FORMS}/{form.id}"
    newer = sent(b"%PDF-1.7", f"{FORMS}/{form.id}/versions")
    assert newer.status_code == 422 and 'id="newer"' in newer.text
    assert "양식이 아니라 .pdf 파일이에요" in newer.text
