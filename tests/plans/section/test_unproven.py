"""What a plan says of people whose residency is not shown, and that a stranger can count it."""

import pytest

from civic.db import db
from civic.issues.support import Support
from civic.plans.evidence import recount
from civic.plans.models import Plan
from civic.plans.section.compile import compile_document
from civic.plans.section.upgrade import upgrade
from civic.plans.snapshots.gather import freeze
from civic.targets.models import Preference
from tests.factory import add_indicator, add_issue, add_solution


@pytest.fixture
def acts(round, person):
    """민지 lives here and wishes for 15 minutes; 준호 and 하루 said nothing of it, and for 40."""
    people = [person("민지", lives=True), person("준호"), person("하루")]
    issue = add_issue(round, offline_supports=2)
    wait = add_indicator(add_solution(round, status="on_ballot"), baseline_year=2025)
    for someone, minutes in zip(people, (15, 40, 42), strict=True):
        db.session.add(Support(issue_id=issue.id, person_id=someone.id))
        db.session.add(Preference(indicator_id=wait.id, person_id=someone.id, value=minutes))
    db.session.flush()
    issue.recount_supports(issue.id)
    return wait


def printed(round, seoyeon, how):
    round.change(seoyeon, unproven=how)
    data = freeze(Plan.start(round), seoyeon).read()
    document = compile_document(upgrade(data), 1, "2026-11-22T03:00:00+00:00", "0" * 64)
    facts = {fact.id: fact.value for fact in document.facts()}
    assert recount.differing(data, [{"id": id, "value": v} for id, v in facts.items()]) == []
    return facts, document


def words_of(document) -> str:
    return " ".join(str(block) for block in document.blocks)


def test_together_the_same_figures_say_how_many_are_not_shown(round, seoyeon, acts):
    facts, _ = printed(round, seoyeon, "together")
    assert (facts["issues.supports"], facts["supports.among"]) == (5, 2)
    assert (facts["preferences.count"], facts["preferences.among"]) == (3, 2)
    assert facts[f"indicator.{acts.id}.median"] == 40
    assert "supports.apart" not in facts


def test_apart_both_are_printed_and_the_median_is_of_residents(round, seoyeon, acts):
    facts, document = printed(round, seoyeon, "apart")
    assert (facts["issues.supports"], facts["supports.apart"]) == (3, 2)
    assert (facts["preferences.count"], facts["preferences.apart"]) == (1, 2)
    assert facts[f"indicator.{acts.id}.median"] == 15
    assert facts[f"indicator.{acts.id}.unproven"] == 2
    assert facts[f"indicator.{acts.id}.unproven_median"] == 41
    assert "거주 확인 전인 사람의 희망 목표값" in words_of(document)


def test_left_out_nothing_of_them_is_in_the_plan(round, seoyeon, acts):
    facts, document = printed(round, seoyeon, "left_out")
    assert (facts["issues.supports"], facts["preferences.count"]) == (3, 1)
    assert not {"supports.apart", "supports.among", "preferences.apart"} & facts.keys()
    assert "거주 확인 전" not in words_of(document)
    data = freeze(Plan.start(round), seoyeon).read()
    assert data["rows"]["unproven_wishes"]["rows"] == []
