"""What planners brought, as it stands in the section and in every file."""

import io
import zipfile

import pytest
from docx import Document as Word

from civic.db import db
from civic.documents.canonical import canonical, unpack
from civic.documents.export import hwp
from civic.documents.export.formats import FORMATS
from civic.documents.model import Heading, Picture, Table, plain
from civic.photos.models import Photo
from civic.plans.evidence.bundle import bundle, without_progress
from civic.plans.evidence.verify import differences, hwp_words, pdf_words
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze, gather
from civic.plans.snapshots.staleness import changed_since
from tests.plans.material.conftest import picture


@pytest.fixture
def shot(app, round, seoyeon, bring):
    photo = Photo.take_in(app.extensions["photo_store"], picture(size=(1200, 900)), seoyeon)
    return bring(
        "picture", title="빈 정류장", alt="의자 없는 정류장", photo=photo, place="overview"
    )


@pytest.fixture
def whole(shot, bring):
    """A picture in the first chapter, a chapter behind the second with a table in it."""
    chapter = bring("chapter", title="추진체계", text="□ 조직\n전담팀 3명, 제보 {issues.reported}")
    bring("table", title="조직", unit="명", place=chapter.key,
          cells=[["부서", "인원"], ["스마트도시팀", "1,203"], ["교통과", "2"]])  # fmt: skip
    return chapter


def compiled(round):
    snapshot = freeze(Plan.start(round), None)
    db.session.commit()
    return snapshot, document_of(snapshot)


def test_they_stand_at_their_place_and_say_where_they_are_from(whole, round):
    _snapshot, document = compiled(round)
    headings = [f"{b.number} {b.text}" for b in document.blocks if isinstance(b, Heading)]
    assert headings[1:5] == [
        "1. 주민참여 개요", "2. 도시문제 발굴 과정과 결과", "3. 추진체계",
        "4. 해결방안과 주민투표 결과",
    ]  # fmt: skip
    at = next(n for n, b in enumerate(document.blocks) if getattr(b, "text", "") == "추진체계")
    first, second, source, table = document.blocks[at + 1 : at + 5]
    assert [plain(line.text) for line in (first, second, source)] == [
        "조직", "전담팀 3명, 제보 0건", "출처: 통계연보"
    ]  # fmt: skip
    assert isinstance(table, Table)
    assert (table.unit, table.note) == ("(단위: 명)", "출처: 통계연보")
    assert [column.align for column in table.columns] == ["left", "right"]
    drawn = next(b for b in document.blocks if isinstance(b, Picture) and b.photo)
    assert drawn.caption == "빈 정류장 (출처: 통계연보)" and drawn.photo.kind == "jpeg"
    before = document.blocks[document.blocks.index(drawn) + 1]
    assert isinstance(before, Heading) and before.number == "2."
    assert document.own == 3


def test_every_writer_has_them(whole, round):
    _snapshot, document = compiled(round)
    files = {name: FORMATS[name].export(document) for name in ("hwpx", "docx", "pdf")}
    hwpx = zipfile.ZipFile(io.BytesIO(files["hwpx"]))
    section = "".join(hwpx.read(n).decode() for n in hwpx.namelist() if "section" in n)
    word = Word(io.BytesIO(files["docx"]))
    docx = "".join(node.text or "" for node in word.element.body.iter() if node.text)
    pdf = "".join(pdf_words(files["pdf"]))
    hwp5 = " ".join(hwp_words(hwp.export(document)))
    for words in ("추진체계", "전담팀", "1,203", "통계연보"):
        assert words in section and words in docx and words in hwp5
        assert words in pdf, words
    original = document_photo(document)
    pictures = [hwpx.read(n) for n in hwpx.namelist() if n.startswith("BinData/")]
    assert original in pictures
    assert original in [part.blob for part in word.part.package.iter_parts()]


def document_photo(document) -> bytes:
    return next(b.photo.data for b in document.blocks if isinstance(b, Picture) and b.photo)


def test_the_same_snapshot_gives_the_same_bytes_and_nothing_of_it_is_counted(whole, round):
    snapshot, document = compiled(round)
    assert not [fact for fact in document.facts() if fact.id.startswith("own.")]
    text = canonical(unpack(snapshot.data))
    packed = bundle(text, (), document, without_progress)
    assert packed == bundle(text, (), document_of(snapshot), without_progress)
    evidence = zipfile.ZipFile(io.BytesIO(packed)).read("evidence.csv").decode()
    assert evidence.count("담당자가 넣은 자료, 행에서 세지 않음") == 3
    said: list[str] = []
    assert differences(packed, said.append) == []
    assert "담당자가 넣은 표·그림·장 3개: 담당자의 자료라 세지 않고, 글과 그림만 견줌" in said


def test_what_is_withheld_or_removed_before_is_not_in_it(whole, shot, round):
    shot.photo.withhold()
    whole.remove()
    db.session.commit()
    kept = gather(Plan.start(round))["material"]
    assert [(row["kind"], row["place"]) for row in kept] == [("table", "problems")]
    shot.remove()
    db.session.commit()
    _snapshot, document = compiled(round)
    assert document.own == 1


def test_a_change_makes_the_plan_stale(whole, round, bring):
    snapshot, _document = compiled(round)
    assert changed_since(snapshot.plan, snapshot) == ()
    bring("table")
    assert changed_since(snapshot.plan, snapshot) == ("material",)


def test_suggested_words_come_to_stand_under_what_they_are_about(
    whole, round, doyun, seoyeon, open_phase
):
    snapshot, _document = compiled(round)
    open_phase("consult")
    remark = Remark.make(snapshot, doyun, paragraph_key=f"{whole.key}.2", body="더 자세히",
                         suggestion="팀장 1명을 둠", request_key="own-remark")  # fmt: skip
    db.session.commit()
    remark.take_over(seoyeon, "take-own-1")
    db.session.commit()
    _snapshot, document = compiled(round)
    words = [plain(block.text) for block in document.blocks if hasattr(block, "mark")]
    at = words.index("팀장 1명을 둠")
    assert words[at - 1].startswith("전담팀 3명") and words.count("팀장 1명을 둠") == 1


def test_hostile_words_are_words_in_every_file(round, bring):
    nasty = '<script>alert(1)</script> & "따옴표" ]]>\u202e=1+1'
    chapter = bring("chapter", title=nasty[:80], text=nasty, source=nasty[:120])
    bring("table", title=nasty[:80], cells=[[nasty, "="], [nasty, "=1+1"]], place=chapter.key)
    _snapshot, document = compiled(round)
    for name in ("hwpx", "docx", "xlsx", "pdf"):
        assert FORMATS[name].export(document)
