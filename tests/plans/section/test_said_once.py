"""What a picky reader would strike out: said twice, counting nothing, in a column of its own."""

import json
from dataclasses import replace

import pytest

from civic.documents.export.cleaned import printed
from civic.documents.model import Fact, Line, Table, plain
from civic.plans.evidence.bundle import parts
from civic.plans.section.compile import compile_document
from civic.plans.section.line_writer import LineWriter
from civic.plans.section.pictures.logic import alt as logic_alt
from civic.plans.section.pictures.outcome import acts_alt
from civic.plans.section.tables import TABLES
from civic.plans.section.tables.table_type import TableType
from civic.plans.section.template import TemplateWrong, check_template
from civic.plans.section.upgrade import upgrade
from tests.plans.snapshots.test_schema import KEPT

TAKEN = "2026-11-22T03:00:00+00:00"


def data_of(path, **values):
    return upgrade(json.loads(path.read_bytes())) | values


def compiled(data):
    return compile_document(data, 1, TAKEN, "ab" * 32)


@pytest.fixture
def now():
    return data_of(KEPT[-1])


@pytest.fixture
def before():
    return data_of(KEPT[-3])


def captions(data):
    return [table.caption for table in compiled(data).tables()]


def test_each_table_of_a_sheet_names_its_solution(now, before):
    title = now["solutions"][0]["title"]
    assert f"‘{title}’의 사업비" in captions(now)
    assert "사업비" in captions(before), "a plan of before prints as it was filed"


@pytest.mark.parametrize("words", ["", "-"])
def test_a_column_without_a_word_is_left_out(now, before, words):
    kind = TableType(
        "표",
        (("이름", 0.5, "left"), ("빈칸", 0.2, "left"), ("수", 0.3, "right")),
        lambda _data: iter([("가", words, "1"), ("나", "-", "2")]),
    )
    drawn = kind.draw("t", 1, now, {})
    assert [column.title for column in drawn.columns] == ["이름", "수"]
    assert sum(column.width for column in drawn.columns) == pytest.approx(1)
    assert len(kind.draw("t", 1, before, {}).columns) == 3
    assert len(kind.draw("t", 1, now, {"columns": ["이름", "빈칸"]}).columns) == 2


def test_an_optional_part_that_counts_nothing_is_left_out(now, before):
    asked = {"key": "k", "text": "○ 제보 {issues.new}[, 의견 {comments.count}]"}
    for data, words in ((now, False), (before, True)):
        counts = data["counts"] | {"comments": 0}
        (line,) = LineWriter(data | {"counts": counts}).paragraph(asked)
        assert ("의견 0건" in plain(line.text)) == words


def test_a_stage_that_came_to_nothing_has_no_number(now):
    silent = now["counts"] | {"new_reports": 0, "solutions": 0}
    rows = TABLES["overview.stages"].rows(now | {"counts": silent, "remarks": []})
    said = {row[0]: plain(row[2]) if isinstance(row[2], tuple) else row[2] for row in rows}
    assert "0건" not in " ".join(said.values())


def test_supports_by_day_say_that_they_are_those_on_line(now, before):
    acts = {"reports": {"2026-11-22": 1}, "supports": {"2026-11-22": 2}, "ballots": {}}
    assert "온라인 공감 2회" in acts_alt(now | {"acts": acts})
    assert "온라인" not in acts_alt(before | {"acts": acts})


def test_words_of_who_proposed_are_marked_as_theirs(now):
    projects = [project | {"approach": []} for project in now["projects"]]
    document = compiled(now | {"projects": projects})
    summary = now["solutions"][0]["summary"]
    said = [plain(block.text) for block in document.blocks if isinstance(block, Line)]
    assert f"제안: “{summary}”" in said


def test_a_long_title_leaves_room_for_its_number(now):
    issues = [issue | {"title": "긴 제목 " * 20} for issue in now["issues"]]
    assert "… (공감" in logic_alt(now | {"issues": issues})


def test_who_pays_nothing_has_no_column_and_the_calls_shares_stand_under_the_table(now, before):
    for data, columns in ((now, False), (before, True)):
        paid = [row | {"private": 0, "city": row["city"]} for row in data["projects"][0]["costs"]]
        projects = [project | {"costs": paid} for project in data["projects"]]
        shown = TABLES["solutions.sources"].draw("t", 1, data | {"projects": projects}, {})
        assert ("민간" in [column.title for column in shown.columns]) == columns
        assert shown.note == ("" if columns else "공모가 정한 재원 비율: 국비 50%, 지방비 50%")


def test_numbers_of_evidence_are_printed_by_choice_alone(now):
    plainly = compiled(now)
    chosen = compiled(now | {"template": now["template"] | {"marks": True}})
    assert chosen == replace(plainly, marks=True)
    lines = [block for block in printed(chosen).blocks if isinstance(block, Line)]
    facts = [fact.id for fact in chosen.facts()]
    seen = set()
    for line in lines:
        for piece, follower in zip(line.text, [*line.text[1:], ""], strict=True):
            if isinstance(piece, Fact):
                first = piece.id not in seen
                seen.add(piece.id)
                number = str(facts.index(piece.id) + 1).translate(RAISED)
                assert (follower == number) == first
    tables = [block for block in printed(chosen).blocks if isinstance(block, Table)]
    assert tables == [block for block in printed(plainly).blocks if isinstance(block, Table)]
    assert printed(plainly).blocks == printed(replace(chosen, marks=False)).blocks
    assert not chosen.summary.marks
    rows = dict(parts(b"{}", chosen))["evidence.csv"].decode("utf-8-sig").splitlines()
    assert rows[0].startswith("연번,근거 번호") and rows[1].startswith(f"1,{facts[0]},")


def test_a_deck_has_twenty_slides_at_most_and_none_says_that_there_is_nothing(now, before):
    projects = [now["projects"][0] | {"solution": now["projects"][0]["solution"]}] * 8
    many = compiled(now | {"projects": projects, "remarks": []}).slides
    keys = [slide.key for slide in many]
    assert len(many) <= 19 and "glance" in keys and "money" in keys
    assert "해당 없음" not in str(many)
    without = compiled(before | {"projects": projects, "remarks": []}).slides
    assert len(without) >= len(many)


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def test_marks_are_yes_or_no():
    with pytest.raises(TemplateWrong):
        check_template({"marks": "all"})
