"""The slides say what the section says: the same figures, with the sources the section has."""

import json

import pytest

from civic.documents.export.formats import FORMATS
from civic.documents.model import Document, Fact, Picture, Table
from civic.plans.section.compile import compile_document
from civic.plans.section.slides import deck
from civic.plans.section.slides.section import KeyedBlocks
from civic.plans.section.upgrade import upgrade
from tests.plans.snapshots.test_schema import KEPT

TAKEN_AT = "2026-11-30T00:00:00+00:00"


def section_of(path) -> Document:
    return compile_document(upgrade(json.loads(path.read_text())), 3, TAKEN_AT, "ab" * 32)


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def document(request):
    """The section of a snapshot of every format there was."""
    return section_of(request.param)


def facts_of(slide) -> list[Fact]:
    texts = [slide.title, *slide.lines]
    for body in slide.bodies:
        if isinstance(body, Table):
            texts += [cell for row in body.cells for cell in row]
        elif not isinstance(body, Picture):
            texts.append(body.facts)
    return [piece for text in texts for piece in text if isinstance(piece, Fact)]


def test_every_figure_of_a_slide_is_one_of_the_section(document):
    known = {(fact.id, fact.value) for fact in document.facts()}
    for slide in document.slides:
        assert {(fact.id, fact.value) for fact in facts_of(slide)} <= known, slide.key


def test_every_figure_of_a_slide_is_told_in_its_notes(document):
    for slide in document.slides:
        for fact in facts_of(slide):
            assert any(f"[{fact.id}]" in source for source in slide.sources), fact.id


def test_no_slide_is_empty_and_none_comes_twice(document):
    assert all(slide.bodies or slide.lines for slide in document.slides)
    keys = [slide.key for slide in document.slides]
    assert len(keys) == len(set(keys))


def test_a_whole_round_makes_a_presentation_of_a_sitting():
    document = section_of(KEPT[-1])
    keys = [slide.key for slide in document.slides]
    for key in ("glance", "problems", "vote", "why", "logic", "targets", "money"):
        assert key in keys, keys
    assert len(keys) <= 24


def test_of_many_chosen_solutions_the_dearest_have_a_slide_and_a_talk_has_twenty():
    data = json.loads(KEPT[-1].read_text())
    (first, *_), project = data["solutions"], data["projects"][0]
    numbers = range(101, 121)
    data["solutions"] += [
        first | {"number": n, "title": f"해결방안 {n}", "cost_won": n * 1_000_000, "issues": []}
        for n in numbers
    ]
    data["projects"] = [project | {"solution": n} for n in numbers]
    slides = compile_document(upgrade(data), 3, TAKEN_AT, "ab" * 32).slides
    shown = [slide.key for slide in slides if slide.key.startswith("project.")]
    assert shown == [f"project.{n}" for n in numbers[-6:]]
    assert len(slides) <= 19


def test_rows_left_out_of_a_slide_are_counted():
    document = section_of(KEPT[-1])
    told = KeyedBlocks.by(document.blocks)
    key = max(told.tables, key=lambda key: len(told.tables[key].cells))
    (small,) = told.table(key, most=2)
    assert len(small.cells) == 2
    assert f"나머지 {len(told.tables[key].cells) - 2}행" in small.note


def test_no_slide_is_laid_out_for_a_file_that_has_none(monkeypatch):
    laid_out = []
    monkeypatch.setattr(deck, "slides", lambda *of: laid_out.append(of) or ())
    document = section_of(KEPT[-1])
    FORMATS["csv"].export(document)
    assert not laid_out
    FORMATS["pptx"].export(document)
    assert len(laid_out) == 1
