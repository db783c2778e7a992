"""From an uploaded form to the filled file, its receipt and the bundle that proves it."""

import io
import json
import re
import zipfile

import docx
import pytest

from civic.call_forms.read import read_form
from civic.db import db
from civic.documents.canonical import canonical, pack, unpack
from civic.documents.export import archive
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.form_places import FormPlace
from civic.plans.call_form.rules import without_blank_rows
from civic.plans.evidence.verify import differences
from tests.call_forms.readers import READERS, squeezed
from tests.call_forms.small_forms import docx_form
from tests.plans.call_form.conftest import FORMS, key_of, only_form
from tests.plans.jobs.working import PLAN, ask

INDICATORS = "성과지표 | 단위 | 기준값 | 목표값"


def rows():
    db.session.rollback()
    return {row.place["label"]: row for row in db.session.scalars(db.select(FormPlace))}


def made_of(page: str) -> str:
    return re.search(r'name="made_of" value="(\w+)"', page)[1]


@pytest.fixture
def mapped(fine, form, choose, planner):
    """The city's name, a typed word, the indicators and a chapter are confirmed."""
    assert choose(form, "신청 지자체", "word:municipality").status_code == 303
    assert choose(form, "담당부서", "text", words="스마트도시과\n정책팀").status_code == 303
    columns = {f"column-{n}": t for n, t in enumerate(["성과지표", "단위", "기준값(연도)", ""])}
    rows_label = next(p for p in form.part(1)["places"].values() if p["kind"] == "rows")["label"]
    assert choose(form, rows_label, "table:targets.indicators", **columns).status_code == 303
    assert choose(form, "3. 주민 참여", "chapter:overview", "block").status_code == 303
    return form


def make(planner, queue, form, format="hwpx"):
    page = planner.get(f"{FORMS}/{form.id}/preview").text
    given = {"format": format, "made_of": made_of(page)}
    answer = planner.post(f"{FORMS}/{form.id}/files", data=given)
    assert answer.status_code == 303, answer.text
    queue.work()
    db.session.rollback()
    query = db.select(FilledForm).filter_by(format=format).order_by(FilledForm.id.desc())
    return answer.location, db.session.scalars(query).first()


def test_labels_that_say_it_are_proposed_and_nothing_is_confirmed(form):
    told = rows()
    assert told["사업명"].source == "word:programme"
    assert told["총 사 업 비 (백만원)"].options == {"unit": "백만원"}
    assert {row.confirmed_at for row in told.values()} == {None}
    indicators = next(row for row in told.values() if row.place["kind"] == "rows")
    assert indicators.source == "table:targets.indicators"
    assert indicators.options["columns"] == ["성과지표", "단위", "기준값(연도)", "목표값(연도)"]
    # Something stands there, or the label does not say which of ours is meant.
    assert not {"신청 지자체", "담당부서", "연락처", "비고", "사업기간"} & told.keys()


def test_what_is_not_confirmed_is_not_put_in(fine, form, planner):
    page = planner.get(f"{FORMS}/{form.id}/preview").text
    assert "확정한 자리가 아직 없어요" in page and "made_of" not in page
    answer = planner.post(f"{FORMS}/{form.id}/files", data={"format": "hwpx", "made_of": ""})
    assert answer.status_code == 409


@pytest.mark.parametrize("format", ["hwpx", "hwp"])
def test_the_filled_form_says_what_was_confirmed_and_nothing_else_changed(
    mapped, planner, queue, format
):
    job, filled = make(planner, queue, mapped, format)
    for name, text in READERS.items():
        seen = squeezed(text(filled.content))
        for words in ("가온시", "스마트도시과", "버스대기시간", "참여기간"):
            assert words in seen, (name, words)
    receipt = planner.get(job)
    assert f"/forms/{mapped.id}/files/{filled.id}" in receipt.text
    page = planner.get(f"{FORMS}/{mapped.id}/files/{filled.id}").text
    assert "자리 4곳만 바뀌었어요" in page and "OO백만원" in page  # left to write over
    answer = planner.get(f"{FORMS}/{mapped.id}/files/{filled.id}/file")
    assert answer.data == filled.content
    assert f"form-1.{format}" in answer.headers["Content-Disposition"]


def test_a_receipt_of_many_places_is_told_by_table(mapped, planner, queue):
    _job, filled = make(planner, queue, mapped)
    receipt = unpack(filled.receipt)
    place = next(one for one in receipt["changed"] if one["path"].startswith("표"))
    rows = [place | {"path": f"표 {1 + n // 20} · {n}행 2열", "new": f"값 {n}."} for n in range(50)]
    line = place | {"path": "문단 7", "new": "글 안의 값"}
    filled.receipt = pack(canonical(receipt | {"changed": [*rows[:40], line, *rows[40:]]}))
    db.session.commit()
    address = f"{FORMS}/{mapped.id}/files/{filled.id}"
    page = planner.get(address).text.partition('id="changed"')[2]
    parts = re.findall(r'<summary>\s*<span class="num">\s*(\S+(?: \d+)?) <.*?>(\d+)곳', page)
    assert parts == [("표 1", "20"), ("표 2", "20"), ("글", "1"), ("표 3", "10")]
    assert 'class="fold" open' not in page and all(f"값 {n}." in page for n in range(50))
    asked = planner.get(f"{address}?q=값 41.").text.partition('id="changed"')[2]
    assert 'class="fold" open' in asked and "든 자리 1곳" in asked and "값 40." not in asked


def test_the_same_snapshot_and_choices_give_the_same_bytes(mapped, planner, queue):
    _job, first = make(planner, queue, mapped)
    content, id = first.content, first.id
    _job, again = make(planner, queue, mapped)
    assert (again.id, again.content) == (id, content)


def test_what_was_changed_after_the_preview_is_shown_again(mapped, planner, choose):
    seen = made_of(planner.get(f"{FORMS}/{mapped.id}/preview").text)
    choose(mapped, "담당부서", "text", words="교통과")
    answer = planner.post(f"{FORMS}/{mapped.id}/files", data={"format": "hwpx", "made_of": seen})
    assert answer.status_code == 409 and "그사이" in answer.text and "교통과" in answer.text


def bundle(planner, queue):
    planner.post(f"{PLAN}/1/bundle")
    queue.work()
    return planner.get(f"{PLAN}/1/bundle.zip").data


def test_the_bundle_proves_the_filled_form(mapped, planner, queue):
    make(planner, queue, mapped)
    packed = bundle(planner, queue)
    files = dict(archive.members(packed))
    told = json.loads(files["forms/1/mapping.json"])
    assert {figure["id"] for figure in told["figures"]} >= {"people.participants"}
    assert read_form(files["forms/1/filled.hwpx"], "filled.hwpx").places
    assert differences(packed) == []


def test_one_changed_number_in_the_filled_form_is_found(mapped, planner, queue):
    make(planner, queue, mapped)
    files = dict(archive.members(bundle(planner, queue)))
    filled = dict(archive.members(files["forms/1/filled.hwpx"]))
    section = filled["Contents/section0.xml"].decode()
    assert "40(2025)" in section or re.search(r"\d+\(\d{4}\)", section)
    number = re.search(r"(\d+)\(\d{4}\)", section)
    changed = section[: number.start(1)] + "9" + section[number.end(1) :]
    filled["Contents/section0.xml"] = changed.encode()
    files["forms/1/filled.hwpx"] = archive.pack(filled.items(), stored=("mimetype",))
    manifest = json.loads(files["manifest.json"])
    from civic.documents.canonical import fingerprint

    name = "forms/1/filled.hwpx"
    manifest["files"][name] = fingerprint(files[name])
    files["manifest.json"] = json.dumps(manifest).encode()
    found = differences(archive.pack(files.items()))
    assert any(line.startswith("forms/1: 적힌 값") for line in found)


def test_a_docx_form_is_filled_as_docx(fine, send, choose, planner, queue):
    assert send(docx_form(), "신청서.docx").status_code == 303
    form = only_form()
    choose(form, "담당부서", "text", words="스마트도시과")
    choose(form, "비고", "fact:people.participants")
    _job, filled = make(planner, queue, form, "docx")
    words = [c.text for t in docx.Document(io.BytesIO(filled.content)).tables for c in t._cells]
    assert "스마트도시과" in words
    assert differences(bundle(planner, queue)) == []


def test_one_form_is_filled_at_a_time(mapped, planner, queue):
    seen = made_of(planner.get(f"{FORMS}/{mapped.id}/preview").text)
    address = f"{FORMS}/{mapped.id}/files"
    first = planner.post(address, data={"format": "hwpx", "made_of": seen})
    again = planner.post(address, data={"format": "hwpx", "made_of": seen})
    assert again.location == first.location
    other = planner.post(address, data={"format": "hwp", "made_of": seen})
    assert other.status_code == 409 and "끝난 뒤에" in other.text


def test_a_place_is_given_back(mapped, planner):
    part, key = key_of(mapped, "담당부서")
    address = f"{FORMS}/{mapped.id}/{part}/{key}"
    asked = planner.post(f"{address}/withdraw")
    assert asked.status_code == 422 and "정말 되돌릴까요?" in asked.text
    assert rows()["담당부서"].confirmed_at is not None
    planner.post(f"{address}/withdraw", data={"sure": "1"})
    assert (rows()["담당부서"].source, rows()["담당부서"].confirmed_at) == ("", None)
    page = planner.get(address).text
    assert "스마트도시과" in page and "정말 되돌릴까요?" not in page


def test_a_place_without_words_of_its_own_is_given_back_at_once(form, planner):
    row = next(iter(rows().values()))
    part, key = row.part, row.key
    planner.post(f"{FORMS}/{form.id}/{part}/{key}/withdraw")
    assert key not in {other.key for other in rows().values()}


def test_proposals_that_were_seen_are_confirmed_together(form, planner, seoyeon):
    keys = [row.key for row in rows().values()]
    answer = planner.post(f"{FORMS}/{form.id}/confirmed", data={"key": keys})
    assert answer.status_code == 303
    assert {row.confirmed_by_id for row in rows().values()} == {seoyeon.id}


def test_words_hidden_since_get_into_no_form(mapped, planner, queue, bus, clock):
    _job, filled = make(planner, queue, mapped)
    bus.solution.hidden_at = filled.made_at
    db.session.commit()
    page = planner.get(f"{FORMS}/{mapped.id}/preview").text
    assert "가려진 글" in page and "made_of" not in page
    for address in (f"files/{filled.id}", f"files/{filled.id}/file"):
        assert planner.get(f"{FORMS}/{mapped.id}/{address}").status_code == 409
    given = {"format": "hwpx", "made_of": filled.made_of}
    assert planner.post(f"{FORMS}/{mapped.id}/files", data=given).status_code == 409
    assert zipfile.is_zipfile(io.BytesIO(filled.content))
    assert ask  # the plan may be compiled again


def test_of_the_rows_that_a_table_held_the_blank_ones_are_not_shown():
    assert without_blank_rows("… |  |  | \n |  |  | ") == ""
    assert without_blank_rows("버스 | 분\n | \n가로등 | 개") == "버스 | 분\n가로등 | 개"
    assert without_blank_rows("첫 줄\n\n둘째 줄") == "첫 줄\n\n둘째 줄"
