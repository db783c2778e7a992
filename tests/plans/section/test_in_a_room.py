"""Format 10: slides to be read in a room, units and quotation marks as one writes them."""

import json

from civic.documents.model import Document, Picture, Table, plain
from civic.plans.section.compile import compile_document
from civic.plans.section.slides.section import KeyedBlocks
from civic.plans.section.upgrade import FORMAT, upgrade
from tests.plans.snapshots.test_schema import KEPT


def chosen_in(data) -> set[int]:
    return {project["solution"] for project in data["projects"]}


def document_in(data):
    return compile_document(upgrade(data), 1, "2026-11-30T00:00:00+00:00", "0" * 64)


def logic_in(data) -> str:
    tables = (block for block in document_in(data).blocks if isinstance(block, Table))
    cells = next(block.cells for block in tables if block.key == "solutions.logic")
    return " ".join(plain(cell) for row in cells for cell in row)


def logic_of(document: Document) -> Table | Picture:
    return next(slide.bodies[0] for slide in document.slides if slide.key == "logic")


def test_the_logics_slide_has_the_first_problem_of_each_solution():
    document = document_in(json.loads(KEPT[-1].read_bytes()))
    logic = logic_of(document)
    (whole,) = KeyedBlocks.by(document.blocks).table("solutions.logic")
    assert isinstance(logic, Table) and len(logic.cells) == len(whole.cells) > 0
    for (problem, *others), (problems, *all_others) in zip(logic.cells, whole.cells, strict=True):
        assert others == all_others
        assert plain(problem).removesuffix(" 등") in plain(problems)
        assert plain(problem).count("공감") == 1


def test_the_logics_slide_of_an_earlier_plan_is_as_it_was():
    assert isinstance(logic_of(document_in(json.loads(KEPT[15].read_bytes()))), Picture)


def test_a_target_of_the_planners_own_has_its_unit_before_the_residents_median():
    data = json.loads(KEPT[-1].read_bytes())
    departed = next(row for row in data["indicators"] if row["solution"] in chosen_in(data))
    departed |= {"departure": {"value": 26, "reason": "사유"}, "median": 15, "unit": "분"}
    now, before = (logic_in(data | {"format": n}) for n in (FORMAT, 9))
    assert "26" in now and "분 [주민 중앙값 15분]" in now and "]분" not in now
    assert "[주민 중앙값 15]분" in before


def test_a_title_that_quotes_stands_in_double_quotation_marks():
    data = json.loads(KEPT[-1].read_bytes())
    number = next(iter(chosen_in(data)))
    for solution in data["solutions"]:
        if solution["number"] == number:
            solution["title"] = "버스 ‘콜’"
    captions = [b.caption for b in document_in(data).blocks if isinstance(b, Table | Picture)]
    assert any(words.startswith("“버스 ‘콜’”의 ") for words in captions)
    assert not [words for words in captions if "’’" in words]
    before = [b.caption for b in document_in(data | {"format": 9}).blocks if isinstance(b, Table)]
    assert any(words.startswith("‘버스 ‘콜’’의 ") for words in before)
