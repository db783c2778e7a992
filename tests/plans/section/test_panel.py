"""The resident panel in the plan: its figures stand on the snapshot's rows and are recounted."""

import json

from civic.db import db
from civic.documents.model import plain
from civic.plans.evidence.recount import differing
from civic.plans.models import Plan
from civic.plans.section.compile import compile_document
from civic.plans.section.upgrade import upgrade
from civic.plans.snapshots.gather import freeze
from tests.panel.conftest import (  # noqa: F401  # fixtures of the panel
    apply,
    doha,
    drawn,
    many,
    panel,
    population,
    terms,
)
from tests.plans.snapshots.test_schema import KEPT


def compiled(data):
    return compile_document(data, 1, "2026-11-22T03:00:00+00:00", "0" * 64)


def figures_of(document):
    return [{"id": fact.id, "value": fact.value} for fact in document.facts()]


def test_a_drawn_panel_stands_in_the_plan_and_is_recounted(drawn, round, seoyeon):  # noqa: F811
    asked = next(each for each in drawn.applicants() if each.state == "asked")
    drawn.accept(asked.person)
    snapshot = freeze(Plan.start(round), seoyeon)
    db.session.commit()
    data = snapshot.read()
    assert "주민 " not in json.dumps(data["panel"], ensure_ascii=False), "nobody's name"
    document = compiled(data)
    values = {fact.id: fact.value for fact in document.facts()}
    assert (values["panel.seats"], values["panel.applicants"], values["panel.members"]) == (
        *(6, 24, 1),
    )
    assert differing(data, figures_of(document)) == []
    lines = [
        plain(b.text) for b in document.blocks if getattr(b, "key", "") == "follow_up.panel.draw"
    ]
    assert "동행복권 로또 6/45" in lines[0]


def test_a_bent_number_of_the_panel_is_found():
    data = upgrade(json.loads(KEPT[-1].read_bytes()))
    figures = figures_of(compiled(data))
    assert "panel.seats" in {figure["id"] for figure in figures}
    data["panel"]["strata"][0]["seats"] += 1
    assert any(sentence.startswith("panel.seats") for sentence in differing(data, figures))


def test_a_plan_without_a_panel_says_nothing_of_one():
    before = next(path for path in KEPT if path.stem == "12-said-once")
    document = compiled(upgrade(json.loads(before.read_bytes())))
    assert not [fact.id for fact in document.facts() if fact.id.startswith(("panel.", "stratum."))]
