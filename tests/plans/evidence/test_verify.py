"""flask plans verify: a bundle holds; whatever is changed in it is named."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest

from civic.db import db
from civic.documents.canonical import canonical, fingerprint
from civic.documents.export import archive
from civic.documents.export.formats import FORMATS
from civic.plans.evidence.verify import MOST_FILES, UnreadableBundle, differences, pdf_words
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.documents.sample_document import sample

pytestmark = [pytest.mark.either_database, pytest.mark.usefixtures("packed_once")]


@pytest.fixture
def sealed(round, person, seoyeon, open_phase, clock):
    """A snapshot after 민지, 하준 and 서아 voted and the vote was counted."""
    told = {"summary": "와요", "category": "transit", "cost_won": 10**9, "status": "on_ballot"}
    shuttle = Solution(round_id=round.id, number=1, title="부르면 오는 버스", **told)
    db.session.add(shuttle)
    open_phase("vote")
    for name in ("민지", "하준", "서아"):
        Participation.submit(person(name, lives=True), round, [shuttle.id])
    clock(round.phase("vote").ends_at + timedelta(minutes=1))
    Tally.count(round, seoyeon)
    snapshot = freeze(Plan.start(round), seoyeon)
    db.session.commit()
    return snapshot


_made = {}


@pytest.fixture
def bundle(request):
    """The bundle of `taken`: made once a process, for the same rows are the same bytes."""
    if "bundle" not in _made:
        _made["bundle"] = packed(request.getfixturevalue("taken"))
    return _made["bundle"]


@pytest.fixture
def sealed_bundle(request):
    """That of `sealed`, likewise."""
    if "sealed" not in _made:
        _made["sealed"] = packed(request.getfixturevalue("sealed"))
    return _made["sealed"]


def changed(bundle, name, change, trust=False):
    """The bundle with one file changed; trust: the manifest is made to agree with it."""
    files = dict(archive.members(bundle))
    files[name] = change(files[name])
    if trust:
        manifest = json.loads(files["manifest.json"])
        manifest["files"][name] = fingerprint(files[name])
        if name == "snapshot.json":
            manifest["snapshot"] = fingerprint(files[name])
        files["manifest.json"] = json.dumps(manifest).encode()
    return archive.pack(files.items())


def one_report_less(text):
    data = json.loads(text)
    data["counts"]["reports"] -= 1
    return canonical(data)


def test_one_changed_number_in_the_snapshot_is_found(bundle):
    found = differences(changed(bundle, "snapshot.json", one_report_less))
    assert "snapshot.json: 내용이 바뀜 (sha256이 목록과 다름)" in found
    found = differences(changed(bundle, "snapshot.json", one_report_less, trust=True))
    assert any(line.startswith("section.hwpx: 적힌 값") for line in found)


def test_one_changed_number_in_the_manifest_is_found(bundle):
    found = differences(
        changed(bundle, "manifest.json", lambda text: text.replace(b'": "', b'": "0', 3))
    )
    assert found


def document_with_another_number(office):
    parts = [(n, b.replace("3건".encode(), "9건".encode())) for n, b in archive.members(office)]
    return archive.pack(parts)


@pytest.mark.parametrize("format", ["hwpx", "docx", "xlsx"])
def test_a_number_changed_in_a_document_is_found_even_with_its_manifest(bundle, format):
    name = f"section.{format}"
    other = changed(bundle, name, document_with_another_number, trust=True)
    assert any("9건" in line and name in line for line in differences(other))


@pytest.mark.parametrize("format", ["hwpx", "docx"])
def test_a_number_changed_in_the_summary_is_found_even_with_its_manifest(bundle, format):
    name = f"summary.{format}"
    other = changed(bundle, name, document_with_another_number, trust=True)
    assert any("9건" in line and name in line for line in differences(other))


def test_a_summary_in_hangul_that_says_something_else_is_found(bundle):
    docx = dict(archive.members(bundle))["summary.docx"]
    for other, said in ((docx, "한글 파일을 읽을 수 없음"), (b"?", "한글 파일을 읽을 수 없음")):
        swapped = changed(bundle, "summary.hwp", lambda _made, other=other: other, trust=True)
        assert any(line.startswith("summary.hwp: ") and said in line
                   for line in differences(swapped))  # fmt: skip


def document_with_its_pictures_swapped(office):
    parts = archive.members(office)
    pictures = [name for name, _body in parts if name.endswith(".png")]
    of = dict(parts) | dict(zip(pictures, [dict(parts)[n] for n in pictures[::-1]], strict=True))
    return archive.pack((name, of[name]) for name, _body in parts)


@pytest.mark.parametrize("format", ["hwpx", "docx"])
def test_a_picture_put_in_anothers_place_is_found_even_with_its_manifest(bundle, format):
    name = f"section.{format}"
    other = changed(bundle, name, document_with_its_pictures_swapped, trust=True)
    assert any(f"{name}: 그림이 다시 그린 것과" in line for line in differences(other))
    said = []
    older = lambda text: json.dumps(json.loads(text) | {"typst": "0.1.0"}).encode()  # noqa: E731
    differences(changed(other, "manifest.json", older), said.append)
    assert any(f"{name}: 그림이 다시 그린 것과" in line for line in said)


@pytest.mark.parametrize(
    ("format", "old", "new"), [("csv", b"2026-", b"2025-"), ("geojson", b"supports", b"Supports")]
)
def test_a_table_of_issues_that_the_snapshot_does_not_make_is_found(bundle, format, old, new):
    name = f"section.{format}"
    other = changed(bundle, name, lambda made: made.replace(old, new, 1), trust=True)
    assert differences(other) == [f"{name}: 기준 시점 자료로 다시 만든 것과 다름"]


def test_a_missing_and_an_unknown_file_are_found(bundle):
    files = dict(archive.members(bundle))
    del files["section.pdf"]
    files["extra.txt"] = b"?"
    found = differences(archive.pack(files.items()))
    assert found == ["section.pdf: 파일이 없음", "extra.txt: 목록에 없는 파일"]


def test_what_is_no_bundle_is_refused_in_a_sentence(bundle, monkeypatch):
    for broken in (b"", b"PK?", bundle[: len(bundle) // 2]):
        with pytest.raises(UnreadableBundle, match="깨짐"):
            differences(broken)
    with pytest.raises(UnreadableBundle, match=r"manifest\.json"):
        differences(archive.pack([("a", b"")]))
    monkeypatch.setattr("civic.plans.evidence.verify.LARGEST", 2 * len(bundle))
    with pytest.raises(UnreadableBundle, match="압축을 풀면"):
        differences(archive.pack([("bomb", b"0" * (4 * len(bundle)))]))


def test_the_command_says_what_differs(bundle, app, tmp_path):
    path = tmp_path / "plan.zip"
    path.write_bytes(bundle)
    run = app.test_cli_runner().invoke
    good = run(args=["plans", "verify", str(path)])
    assert (good.exit_code, "모두 같음" in good.output) == (0, True)
    path.write_bytes(changed(bundle, "snapshot.json", one_report_less))
    bad = run(args=["plans", "verify", str(path)])
    assert (bad.exit_code, "snapshot.json" in bad.output) == (1, True)


def test_a_stranger_recounts_with_nothing_but_python(bundle, tmp_path):
    zipfile.ZipFile(io.BytesIO(bundle)).extractall(tmp_path)
    command = [sys.executable, "-I", str(tmp_path / "recount.py")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_bytes(one_report_less(snapshot.read_bytes()))
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


def test_a_bundle_with_a_counted_vote_holds(sealed_bundle):
    assert differences(sealed_bundle) == []


@pytest.mark.parametrize("line", [0, -1])
def test_one_changed_leaf_of_the_ledger_is_found(sealed_bundle, line):
    def leaf(text):
        lines = text.rstrip(b"\n").split(b"\n")
        nonce = json.loads(lines[line])
        lines[line] = json.dumps(nonce | {"changed": 1}).encode()
        return b"\n".join(lines) + b"\n"

    bundle = changed(sealed_bundle, "vote/ledger.jsonl", leaf, trust=True)
    assert any(found.startswith("vote: ") for found in differences(bundle))


def test_one_changed_figure_is_named(bundle):
    def one_more(text):
        told = json.loads(text)
        figure = next(each for each in told["figures"] if each["id"] == "issues.reported")
        figure["value"] += 1
        return json.dumps(told).encode()

    found = differences(changed(bundle, "figures.json", one_more, trust=True))
    assert "issues.reported: 적힌 값 4, 세어 보니 3" in found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", 2),
        ("taken_at", "2026-01-01T00:00:00+00:00"),
        ("format", "civic-plan/9"),
        ("snapshot", "0" * 64),
        ("typst", "0.1.0"),
    ],
)
def test_each_value_of_the_manifest_is_proved(bundle, name, value):
    def other(text):
        return json.dumps(json.loads(text) | {name: value}).encode()

    assert differences(changed(bundle, "manifest.json", other))


def by_another_typst(bundle, pdf):
    """The bundle as if an older typst had written this PDF."""
    bundle = changed(bundle, "section.pdf", lambda _old: pdf, trust=True)
    older = lambda text: json.dumps(json.loads(text) | {"typst": "0.1.0"}).encode()  # noqa: E731
    return changed(bundle, "manifest.json", older)


def test_the_pdf_of_another_typst_is_compared_by_its_words_and_that_is_said(bundle):
    said = []
    pdf = dict(archive.members(bundle))["section.pdf"]
    assert differences(by_another_typst(bundle, pdf + b"\n%\n"), said.append) == []
    assert len(said) == 1 and "바이트 대신 글을 비교함" in said[0]
    found = differences(by_another_typst(bundle, FORMATS["pdf"].export(sample())))
    assert any(line.startswith("section.pdf") for line in found)
    assert any("section.pdf" in line for line in differences(by_another_typst(bundle, b"%PDF?")))


def test_a_changed_pdf_of_the_same_typst_is_found(bundle):
    other = changed(bundle, "section.pdf", lambda pdf: pdf + b"\n%\n", trust=True)
    assert differences(other) == ["section.pdf: 기준 시점 자료로 다시 만든 것과 다름"]


def test_words_of_a_pdf_are_read_without_heads_and_page_numbers():
    words = " ".join(pdf_words(FORMATS["pdf"].export(sample())))
    assert "1,189표" in words
    assert "- 3 -" not in words and words.count("2026년 가을 참여") == 1


def test_a_zip_bomb_is_refused_before_it_is_unpacked(taken, app, tmp_path):
    bombs = {
        "너무 많음": archive.pack((f"{n}.txt", b"") for n in range(MOST_FILES + 1)),
        "압축을 풀면": archive.pack([("bomb", b"0" * 2**22)]),
    }
    for sentence, bomb in bombs.items():
        path = tmp_path / "bomb.zip"
        path.write_bytes(bomb)
        answer = app.test_cli_runner().invoke(args=["plans", "verify", str(path)])
        assert (answer.exit_code, sentence in answer.output) == (1, True)


def test_a_bomb_inside_a_document_is_named(bundle):
    bomb = archive.pack([("word/document.xml", b"0" * 2**22)])
    other = changed(bundle, "section.docx", lambda _old: bomb, trust=True)
    assert any(line.startswith("section.docx: 압축을 풀면") for line in differences(other))


def test_a_member_longer_than_it_says_is_refused():
    packed_small = bytearray(archive.pack([("manifest.json", b"0" * 1000)]))
    for place in (packed_small.find(b"PK\x03\x04") + 22, packed_small.find(b"PK\x01\x02") + 24):
        packed_small[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableBundle):
        differences(bytes(packed_small))
