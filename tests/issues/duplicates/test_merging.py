"""Merging duplicates: one count over everybody, and back again."""

import pytest

from civic.db import db
from civic.home.counts import mine
from civic.issues.merging import CannotMerge, MergeUndone
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.plans.snapshots.gather_pictures import acts
from civic.solutions.models import solutions_of
from tests.factory import add_solution


@pytest.fixture
def report(round, person):
    """report("제목") is an issue of 민지's in the open round; others may support it."""
    minji = person("민지")

    def make(title, supporters=()):
        issue = Issue.report(
            round, minji, request_key=f"key-{title}", title=title, category="transit"
        )
        for supporter in supporters:
            issue.support(supporter)
        db.session.commit()
        return issue

    return make


def test_a_person_who_supports_both_counts_once(report, person, seoyeon, round):
    jun, hana, bom = (person(name) for name in ("준", "하나", "봄"))
    bus = report("마을버스가 안 와요", [jun, hana])
    same = report("마을버스 배차 간격", [hana, bom])

    same.merge_into(bus, seoyeon, "같은 노선이에요")
    db.session.commit()

    assert bus.supports_count == 3
    assert (same.status, same.listed, same.merged_into) == ("merged", False, bus)
    assert round.issues_count == 1
    assert bus.merges_here[0].issue is same
    assert db.session.get(StatusChange, same.changes[-1].id).reason == "같은 노선이에요"


def test_withdrawing_after_a_merge_takes_the_person_off_both(report, person, seoyeon):
    hana = person("하나")
    bus, same = report("마을버스가 안 와요", [hana]), report("마을버스 배차 간격", [hana])
    same.merge_into(bus, seoyeon)
    bus.withdraw_support(hana)
    db.session.commit()
    assert bus.supports_count == 0


def test_undoing_gives_back_status_place_in_the_list_and_supporters(report, person, seoyeon, round):
    jun, hana = person("준"), person("하나")
    bus, same = report("마을버스가 안 와요", [jun, hana]), report("배차 간격", [hana])
    same.set_status("reviewing", seoyeon)
    merge = same.merge_into(bus, seoyeon)
    db.session.commit()

    merge.undo(seoyeon, "다른 노선이었어요")
    db.session.commit()

    assert (same.status, same.listed, same.merged_into) == ("reviewing", True, None)
    assert (bus.supports_count, same.supports_count, round.issues_count) == (2, 1, 2)
    assert same.changes[-1].reason == "다른 노선이었어요"
    assert bus.merges_here == []
    with pytest.raises(MergeUndone):
        merge.undo(seoyeon, "")


def test_what_was_merged_into_a_duplicate_comes_along_and_goes_back_with_it(
    report, person, seoyeon
):
    jun, hana, bom = (person(name) for name in ("준", "하나", "봄"))
    a, b, c = report("가", [jun]), report("나", [hana]), report("다", [bom, jun])
    c.merge_into(b, seoyeon)
    into_a = b.merge_into(a, seoyeon)
    db.session.commit()
    assert (a.supports_count, c.root) == (3, a)

    into_a.undo(seoyeon, "")
    db.session.commit()
    assert (a.supports_count, b.supports_count, c.root) == (1, 3, b)


def test_what_was_merged_over_two_steps_is_everywhere_what_it_is_counted_as(
    report, person, seoyeon, round
):
    """In what 준 supports on the home, on the plan's days, and for the issue's solutions."""
    jun = person("준")
    a, b, c = report("가"), report("나", [jun]), report("다", [jun])
    solution = add_solution(round)
    solution.issues = [c]
    c.merge_into(b, seoyeon)
    b.merge_into(a, seoyeon)
    db.session.commit()
    assert mine(jun, round)["supports"] == 1
    assert sum(acts(round)["supports"].values()) == 1
    assert solutions_of(a) == [solution]
    counted = db.session.execute(db.select(Issue.counted_as(db.select(Issue.id)))).all()
    assert set(counted) == {(a.id, a.id), (b.id, a.id), (c.id, a.id)}


def test_undoing_deep_in_a_chain_recounts_what_it_was_counted_as(report, person, seoyeon):
    jun, hana = person("준"), person("하나")
    a, b, c = report("가"), report("나", [hana]), report("다", [jun])
    into_b = c.merge_into(b, seoyeon)
    b.merge_into(a, seoyeon)
    into_b.undo(seoyeon, "")
    db.session.commit()
    assert (a.supports_count, c.supports_count, c.listed) == (1, 1, True)


def test_paper_supports_are_added_to_people(report, person, seoyeon):
    a, b = report("가", [person("준")]), report("나")
    b.offline_supports = 12
    b.merge_into(a, seoyeon)
    db.session.commit()
    assert a.supports_count == 13


def test_no_issue_is_merged_with_itself_a_merged_or_a_hidden_one(report, seoyeon):
    a, b, c = report("가"), report("나"), report("다")
    b.merge_into(a, seoyeon)
    c.hide("사진 속 얼굴")
    db.session.commit()
    for one, other, why in (
        (a, a, "same"),
        (b, a, "self_merged"),
        (a, b, "target_merged"),
        (a, c, "target_hidden"),
        (c, a, "hidden"),
    ):
        with pytest.raises(CannotMerge) as refused:
            one.merge_into(other, seoyeon)
        assert refused.value.why == why


def test_a_hidden_issue_stays_out_of_the_list_when_its_merge_is_undone(report, seoyeon, round):
    a, b = report("가"), report("나")
    merge = b.merge_into(a, seoyeon)
    b.hide("욕설")
    merge.undo(seoyeon, "")
    db.session.commit()
    assert (b.listed, round.issues_count) == (False, 1)
    b.restore()
    db.session.commit()
    assert (b.listed, round.issues_count) == (True, 2)
