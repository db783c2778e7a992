"""Every figure is counted again from the snapshot's rows, and a bundle proves it to a stranger."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from civic.db import db
from civic.issues.models import Issue, IssueComment, Support
from civic.plans import archive, recount
from civic.plans.gather import freeze
from civic.plans.jobs import packed
from civic.plans.models import Plan
from civic.plans.page import document_of
from civic.plans.snapshot import canonical, fingerprint
from civic.plans.verify import Unreadable, differences
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.votes.models import Tally, TallyRow

PLAN = "/gaon/1/plan"


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


@pytest.fixture
def taken(round, person, seoyeon):
    """Reports that are listed, merged, hidden and of nobody; a counted vote with paper; wishes."""
    minji, jiwoo, haru = (person(name) for name in ("민지", "지우", "하루"))
    west = round.municipality.districts[0].id

    def report(receipt, **values):
        issue = Issue(round_id=round.id, receipt=receipt, title=f"문제 {receipt}",
                      category="transit", **values)  # fmt: skip
        db.session.add(issue)
        db.session.flush()
        return issue

    bus = report(1, reporter_id=minji.id, district_id=west, supports_count=2)
    report(2, listed=False, merged_into_id=bus.id, status="merged", reporter_id=jiwoo.id)
    report(3, listed=False, hidden_at=round.created_at, reporter_id=haru.id)
    report(4, reporter_id=None)
    round.next_receipt = 5
    db.session.add_all(
        [
            Support(issue_id=bus.id, person_id=jiwoo.id),
            Support(issue_id=bus.id, person_id=seoyeon.id),
            IssueComment(issue_id=bus.id, author_id=jiwoo.id, body="저도요"),
        ]
    )
    shuttle = Solution(round_id=round.id, number=1, title="수요응답형 버스", summary="부르면 와요",
                       category="transit", cost_won=1_500_000_000, status="selected")  # fmt: skip
    db.session.add(shuttle)
    db.session.flush()
    row = TallyRow(solution_id=shuttle.id, rank=1, votes=7, cost_won=shuttle.cost_won,
                   selected=True)  # fmt: skip
    db.session.add(Tally(round_id=round.id, rule="greedy-skip", budget_won=4_000_000_000, voters=7,
                         choices=7, eligible=16, paper_voters=3, rows=[row]))  # fmt: skip
    wait = Indicator(solution_id=shuttle.id, name="대기시간", unit="분", direction="down",
                     baseline=72, baseline_year=2025, lowest=0, highest=72,
                     baseline_source="교통과")  # fmt: skip
    db.session.add(wait)
    db.session.flush()
    for who, value in ((minji, 20), (jiwoo, 31.5), (haru, 40), (seoyeon, 10)):
        db.session.add(Preference(indicator_id=wait.id, person_id=who.id, value=value))
    snapshot = freeze(Plan.start(round), seoyeon)
    db.session.commit()
    return snapshot


def test_every_figure_is_what_its_rows_give(taken):
    facts = document_of(taken).facts()
    figures = [{"id": fact.id, "value": fact.value} for fact in facts]
    assert recount.differing(taken.read(), figures) == []
    values = {fact.id: fact.value for fact in facts}
    assert values["people.participants"] == 4  # 하루's report is hidden, but her wish counts
    assert values["issues.reported"] == 3
    assert values["votes.paper"] == 3
    median = next(value for id, value in values.items() if id.endswith(".target"))
    assert median == 25.75


def test_rows_know_no_person(taken, person):
    people = taken.read()["rows"]["people"]
    assert [count for _act, count in people["rows"]] == [2, 1, 0, 0, 1, 0, 0]
    assert "민지" not in json.dumps(taken.read()["rows"], ensure_ascii=False)


def test_a_wrong_row_is_found(taken):
    data = taken.read()
    figures = [{"id": fact.id, "value": fact.value} for fact in document_of(taken).facts()]
    data["rows"]["reports"]["rows"].pop()
    assert "issues.reported: 적힌 값 3, 세어 보니 2" in recount.differing(data, figures)


def test_a_figure_without_a_definition_is_found(taken):
    assert recount.differing(taken.read(), [{"id": "no.such", "value": 1}]) == [
        "no.such: 세는 방법이 자료에 없음"
    ]


def test_a_tap_on_a_number_shows_its_rows(taken, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert f"{PLAN}/1/sources/issues.reported" in planner.get(PLAN).text
    shown = planner.get(f"{PLAN}/1/sources/issues.reported")
    assert "세어 보니 3, 적힌 값 3" in shown.text
    assert "/gaon/1/issues/" in shown.text
    for fact in document_of(taken).facts():
        assert planner.get(f"{PLAN}/1/sources/{fact.id}").status_code == 200
    rows = planner.get(f"{PLAN}/1/rows/issues.reported.csv")
    assert rows.data.decode("utf-8-sig").splitlines()[0].startswith("receipt,listed")
    assert len(rows.data.splitlines()) == 4
    assert planner.get(f"{PLAN}/1/sources/no.such").status_code == 404


def test_rows_are_as_closed_as_the_plan(taken, client):
    for address in ("sources/issues.reported", "rows/issues.reported.csv", "bundle.zip"):
        assert client.get(f"{PLAN}/1/{address}").status_code == 403


def test_a_bundle_holds_and_is_there_once_it_was_made(taken, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert planner.get(f"{PLAN}/1/bundle.zip").status_code == 404
    assert "bundle.zip" not in planner.get(f"{PLAN}/1/sources/issues.reported").text
    planner.post(f"{PLAN}/1/bundle")
    for page in (PLAN, f"{PLAN}/1/sources/issues.reported"):
        assert f'href="{PLAN}/1/bundle.zip" download' in planner.get(page).text
    answer = planner.get(f"{PLAN}/1/bundle.zip")
    assert answer.data == packed(taken)
    assert differences(answer.data) == []


def test_later_changes_leave_the_bundle_as_it_was(taken):
    before = packed(taken)
    bus = db.session.scalars(db.select(Issue).filter_by(receipt=1)).one()
    bus.title, bus.hidden_at = "다른 제목", taken.taken_at
    db.session.commit()
    assert packed(taken) == before


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


def test_one_changed_number_in_the_snapshot_is_found(taken):
    bundle = packed(taken)
    found = differences(changed(bundle, "snapshot.json", one_report_less))
    assert "snapshot.json: 내용이 바뀜 (sha256이 목록과 다름)" in found
    found = differences(changed(bundle, "snapshot.json", one_report_less, trust=True))
    assert any(line.startswith("section.hwpx: 적힌 값") for line in found)


def test_one_changed_number_in_the_manifest_is_found(taken):
    found = differences(
        changed(packed(taken), "manifest.json", lambda text: text.replace(b'": "', b'": "0', 3))
    )
    assert found


def document_with_another_number(office):
    parts = [(n, b.replace("3건".encode(), "9건".encode())) for n, b in archive.members(office)]
    return archive.pack(parts)


@pytest.mark.parametrize("format", ["hwpx", "docx", "xlsx"])
def test_a_number_changed_in_a_document_is_found_even_with_its_manifest(taken, format):
    name = f"section.{format}"
    bundle = changed(packed(taken), name, document_with_another_number, trust=True)
    assert any("9건" in line and name in line for line in differences(bundle))


def test_a_missing_and_an_unknown_file_are_found(taken):
    files = dict(archive.members(packed(taken)))
    del files["section.pdf"]
    files["extra.txt"] = b"?"
    found = differences(archive.pack(files.items()))
    assert found == ["section.pdf: 파일이 없음", "extra.txt: 목록에 없는 파일"]


def test_what_is_no_bundle_is_refused_in_a_sentence(taken, monkeypatch):
    bundle = packed(taken)
    for broken in (b"", b"PK?", bundle[: len(bundle) // 2]):
        with pytest.raises(Unreadable, match="깨짐"):
            differences(broken)
    with pytest.raises(Unreadable, match=r"manifest\.json"):
        differences(archive.pack([("a", b"")]))
    monkeypatch.setattr("civic.plans.verify.LARGEST", 2 * len(bundle))
    with pytest.raises(Unreadable, match="압축을 풀면"):
        differences(archive.pack([("bomb", b"0" * (4 * len(bundle)))]))


def test_the_command_says_what_differs(taken, call, app, tmp_path):
    path = tmp_path / "plan.zip"
    path.write_bytes(packed(taken))
    run = app.test_cli_runner().invoke
    good = run(args=["plans", "verify", str(path)])
    assert (good.exit_code, "모두 같음" in good.output) == (0, True)
    path.write_bytes(changed(path.read_bytes(), "snapshot.json", one_report_less))
    bad = run(args=["plans", "verify", str(path)])
    assert (bad.exit_code, "snapshot.json" in bad.output) == (1, True)


def test_a_stranger_recounts_with_nothing_but_python(taken, tmp_path):
    zipfile.ZipFile(io.BytesIO(packed(taken))).extractall(tmp_path)
    command = [sys.executable, "-I", str(tmp_path / "recount.py")]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_bytes(one_report_less(snapshot.read_bytes()))
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1
