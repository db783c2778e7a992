"""Whatever people write, every file opens in programs that are not ours and says their words."""

import csv
import io
import json
import subprocess
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path
from shutil import which

import openpyxl
import pptx
import pytest

from civic.db import db
from civic.documents.canonical import canonical, pack, unpack
from civic.documents.clean import clean
from civic.documents.export import archive
from civic.documents.export.formats import FORMATS
from civic.documents.glyphs import printable
from civic.documents.model import Document
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.photos.models import Photo
from civic.plans.models import Plan
from civic.plans.section.compile import compile_document
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze, gather
from civic.solutions.models import Solution
from civic.votes.seal.tally import Tally, TallyRow
from tests.documents import readers
from tests.documents.readers import squeezed

pytestmark = pytest.mark.either_database

WORDS = {
    "3,000 letters": "아주 긴 제목 " * 375,
    "one endless word": "끊을곳없는낱말" * 200,
    "endless latin": "https://example.kr/" + "a" * 900,
    "right to left": "שלום עולם مرحبا بالعالم",
    "bidi controls": "\u202eabc\u2066def\u2069 ghi\u200f",
    "zero width": "영\u200b폭\u200c문\u200d자\ufeff",
    "emoji": "👩‍👩‍👧‍👦 🚌 🇰🇷 1️⃣ 🏳️‍🌈",
    "controls": "가\x00나\x07다\x1b[31m라\x7f마\x85바\x0b사",
    "lone surrogate": "외톨이\ud83d끝",
    "decomposed": unicodedata.normalize("NFD", "한글 풀어쓰기"),
    "old hangul": "ᄒᆞᆫ글 ᄀᆞᆸ",
    "combining": "Z" + "\u0301\u0327\u0316" * 40 + "algo",
    "non-characters": "\ufffe\uffff끝\U0001ffff",
    "xml": "<b>&amp; \"따옴표\" '홑' ]]> <!-- --> <?php ?> &#x202e;",
    "typst": "#let x = 1 $a^2$ *굵게* _기울임_ @ref `코드` \\u{41} // 주석 /* */ <label> [~]",
    "typst set": '#set page(width: 1pt) #image("/etc/passwd") #read("main.typ")',
    "template": "{people.participants} {{ 7 * 7 }} {% raw %} %(n)s ${x} {없는.수치}",
    "link": "http://example.kr/?a=1&b=2 mailto:a@example.kr",
    "formula": '=HYPERLINK("http://example.kr","눌러요")',
    "plus": "+82-2-120",
    "minus": "-1+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "full width": "＝1＋1",
    "spaces": "  앞뒤   빈칸  ",
    "path": "..\\..\\가/나:다*라?마",
}
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LETTERS = ("\x00", "\x1b", "\u202e", "\u2066", "\ud83d", "\ufeff", "\ufffe")


@pytest.fixture
def data(round, person):
    """A snapshot's data in which each of the words is an issue, a solution and a paragraph."""
    seoyeon = person("서연", "planner")
    plan = Plan.start(round)
    plan.write("overview", "자리", seoyeon)
    report(round)
    propose(round)
    db.session.commit()
    told = gather(plan)
    issue, solution = told["issues"][0], told["solutions"][0]
    words = list(WORDS.values())
    told["issues"] = [issue | {"title": w, "receipt": n} for n, w in enumerate(words, 1)]
    told["solutions"] = [
        solution | {"title": w, "summary": w, "operator": w, "number": n}
        for n, w in enumerate(words, 1)
    ]
    told["written"] = {"overview": [{"key": f"w{n}", "text": w} for n, w in enumerate(words)]}
    told["municipality"]["name"] = WORDS["typst"]
    told["round"]["title"] = WORDS["emoji"]
    told["template"]["title"] = WORDS["xml"]
    return told


def report(round, n=1, **values) -> Issue:
    issue = Issue(round_id=round.id, receipt=n, title=f"버스가 안 와요 {n}", category="transit")
    for name, value in values.items():
        setattr(issue, name, value)
    db.session.add(issue)
    db.session.flush()
    return issue


def propose(round, n=1) -> Solution:
    proposed = Solution(
        round_id=round.id,
        number=n,
        title=f"수요응답형 버스 {n}",
        summary="부르면 와요",
        category="transit",
        cost_won=100_000_000 + n,
        status="on_ballot",
    )
    db.session.add(proposed)
    return proposed


def made(data: dict, format: str) -> bytes:
    """The file of a format."""
    return _made(canonical(data), format)


@cache  # the same data are the same bytes: plans/snapshots/test_snapshot.py
def _made(data: bytes, format: str) -> bytes:
    return FORMATS[format].export(_document(data))


@cache
def _document(data: bytes) -> Document:
    return compile_document(unpack(pack(data)), 1, "2026-11-22T03:00:00+00:00", "0" * 64)


def strings(value) -> str:
    """Every text in a JSON value, one after the other."""
    if isinstance(value, str):
        return value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return "".join(map(strings, inner))


def rhwp_words(made: bytes) -> str:
    return strings(json.loads(readers.rhwp.Document.from_bytes(made).to_ir_json()))


TEXTS = {
    "hwpx": rhwp_words,
    "docx": readers.docx_text,
    "xlsx": readers.xlsx_text,
    "csv": lambda made: made.decode("utf-8-sig").replace('""', '"'),
    "geojson": lambda made: strings(json.loads(made)),
}


@pytest.mark.parametrize("format", TEXTS)
def test_every_word_stands_as_it_was_written(data, format):
    text = squeezed(TEXTS[format](made(data, format)))
    missing = [name for name, word in WORDS.items() if squeezed(clean(word)) not in text]
    assert missing == []


def test_every_word_the_font_has_stands_in_the_pdf(data):
    text = squeezed(readers.pdf_text(made(data, "pdf")))
    turned = {"right to left", "combining", "emoji", "old hangul", "template"}  # shaped, not spelt
    for name, word in WORDS.items():
        if name not in turned:
            start = squeezed(printable(clean(word)))[:200]  # a longer one meets a page's head
            assert start in text, name
    assert text.count("끊을곳없는낱말") >= 200


@pytest.mark.parametrize("reader", readers.HWPX_READERS)
def test_three_programs_open_the_hangul_file(data, reader):
    assert "끊을곳없는낱말" in readers.HWPX_READERS[reader](made(data, "hwpx"))


@pytest.mark.parametrize("format", TEXTS)
def test_no_file_carries_a_letter_that_hides_or_turns_others(data, format):
    text = TEXTS[format](made(data, format)).removeprefix("\ufeff")
    assert not [letter for letter in LETTERS if letter in text]


def test_no_cell_of_a_sheet_is_run(data):
    book = openpyxl.load_workbook(io.BytesIO(made(data, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    rows = csv.reader(io.StringIO(made(data, "csv").decode("utf-8-sig")))
    texts += [cell for row in rows for cell in row]
    assert not [text for text in texts if text.startswith(FORMULAS) and text != "-"]
    assert any(text.startswith("'=HYPERLINK") for text in texts)


def test_the_presentation_opens_hides_no_letter_and_runs_no_cell(data):
    file = made(data, "pptx")
    deck = pptx.Presentation(io.BytesIO(file))
    notes = [s.notes_slide.notes_text_frame.text for s in deck.slides if s.has_notes_slide]
    parts = dict(archive.members(file))
    words = [unescape(b.decode()) for name, b in parts.items() if name.endswith(".xml")]
    said = "".join([*notes, *words])
    assert len(deck.slides) > 5 and not [letter for letter in LETTERS if letter in said]
    for name in (n for n in parts if n.endswith(".xlsx")):
        book = openpyxl.load_workbook(io.BytesIO(parts[name]))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]


EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,,,,,,-1"
SHOWN = {"docx": "txt:Text", "xlsx": EVERY_SHEET}


OPENED_BY = {"docx": "libswlo.so", "xlsx": "libsclo.so"}  # Writer and Calc come apart


@cache
def libreoffice() -> str | None:
    return which("soffice") or which("libreoffice")


def libreoffice_opens(format: str) -> bool:
    found = libreoffice()
    return found is not None and (Path(found).resolve().parent / OPENED_BY[format]).exists()


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_libreoffice_opens_it(data, tmp_path, format):
    if not libreoffice_opens(format):
        pytest.skip(f"LibreOffice on this machine, if any, opens no {format}")
    file = tmp_path / f"plan.{format}"
    file.write_bytes(made(data, format))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    kind = SHOWN[format]
    command = [libreoffice(), home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)
    texts = [path.read_text("utf-8") for path in tmp_path.glob(f"*.{kind[:3]}")]
    assert "끊을곳없는낱말" in "".join(texts)


def exported(round, plan=None) -> dict[str, bytes]:
    document = document_of(freeze(plan or Plan.start(round), None))
    db.session.commit()
    return {name: format.export(document) for name, format in FORMATS.items()}


def opened(files: dict[str, bytes]) -> dict[str, str]:
    """Each format's words as its readers read them."""
    read = {name: text(files[name]) for name, text in TEXTS.items()}
    for name, reader in readers.HWPX_READERS.items():
        read[name] = reader(files["hwpx"])
    return read | {"pdf": readers.pdf_text(files["pdf"])}


@pytest.mark.parametrize("count", [0, 1])
def test_a_round_of_no_issue_or_one_makes_valid_files(round, count):
    for n in range(count):
        report(round, n + 1, lat=36.55, lon=127.05)
    read = opened(exported(round))
    assert [name for name, text in read.items() if "버스가 안 와요 1" in text] == (
        list(read) if count else []
    )


def test_two_hundred_counted_solutions_are_all_in_the_files(round):
    solutions = [propose(round, n + 1) for n in range(200)]
    db.session.flush()
    rows = [
        TallyRow(solution_id=each.id, rank=n, votes=900 - n, cost_won=each.cost_won, selected=n < 9)
        for n, each in enumerate(solutions, 1)
    ]
    counted = {"rule": "greedy-skip", "budget_won": 10**9, "voters": 999, "choices": 999}
    db.session.add(Tally(round_id=round.id, eligible=2_000, rows=rows, **counted))
    read = opened(exported(round))
    for name in ("hwpx", "docx", "xlsx", "pdf"):
        text = squeezed(read[name])
        assert all(squeezed(f"수요응답형 버스 {n}") in text for n in (1, 100, 200)), name


def test_a_photo_whose_file_is_gone_leaves_the_plan_whole(round, person):
    issue = report(round)
    photo = Photo(key="0" * 32, width=800, height=600, sha256="0" * 64)
    db.session.add(photo)
    db.session.flush()
    db.session.add(IssuePhoto(issue_id=issue.id, photo_id=photo.id, position=0, alt="정류장"))
    db.session.commit()
    assert "버스가 안 와요" in opened(exported(round))["rhwp"]


def test_an_issue_merged_later_stays_as_it_was_frozen(round):
    issue = report(round)
    plan = Plan.start(round)
    frozen = freeze(plan, None)
    before = {name: each.export(document_of(frozen)) for name, each in FORMATS.items()}
    issue.listed, issue.status = False, "merged"
    db.session.commit()
    again = plan.snapshot(frozen.number)
    assert {name: each.export(document_of(again)) for name, each in FORMATS.items()} == before
    assert "버스가 안 와요" not in opened(exported(round, plan))["csv"]
