"""Reports that earlier rounds left: told apart in the plan of the round that goes on with them."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.documents.model import Line, plain
from civic.issues.support import Support
from civic.plans.evidence.verify import differences
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.section.upgrade import unpacked
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.staleness import changed_since
from tests.conftest import NOW
from tests.factory import add_issue, add_round, propose_solution, report_issue

pytestmark = pytest.mark.either_database
DAY = timedelta(days=1)


@pytest.fixture
def left(round, minji):
    """민지's report number 1 of a round that is over."""
    issue = report_issue(round, minji, title="밤마다 가로등이 꺼져 있어요")
    for phase in round.phases:
        phase.starts_at, phase.ends_at = NOW - 9 * DAY, NOW - 5 * DAY
    db.session.commit()
    return issue


@pytest.fixture
def following(gaon, call, left, junho):
    """The next round, whose own report number 1 is 준호's."""
    now = (NOW - DAY, NOW + 3 * DAY)
    following = add_round(gaon, call, 2, {"report": now, "propose": now}, title="다음 공모")
    report_issue(following, junho, title="버스가 안 와요")
    db.session.commit()
    return following


def taken(round, seoyeon):
    snapshot = freeze(Plan.of(round) or Plan.start(round), seoyeon)
    db.session.commit()
    return snapshot


def said(snapshot) -> str:
    blocks = document_of(snapshot).blocks
    return "\n".join(plain(block.text) for block in blocks if isinstance(block, Line))


def test_it_is_told_apart_with_what_was_done_since(following, left, junho, person, seoyeon):
    left.support(junho)
    left.support(person("하루"))
    left.comment(junho, "아직도 꺼져 있어요.", "k-carried")
    chosen = propose_solution(following, junho, [left])
    chosen.status = "selected"
    snapshot = taken(following, seoyeon)
    row = {"round": 1, "receipt": 1, "supports": 2, "comments": 1, "solutions": 1}
    data = unpacked(snapshot.data)
    assert data["carried"] == [row]
    counts = data["counts"]
    assert (counts["reports"], counts["supports"], counts["comments"]) == (1, 0, 0)
    # Number 1 of this round is another report.
    assert data["solutions"][0]["issues"] == []
    assert data["rows"]["linked"]["rows"] == []
    assert counts["participants"] == 2
    words = "지난 참여 기간에서 이어온 제보 1건(위 접수와 따로 셈): 이번 공감 2회, 이번 의견 1건"
    assert words in said(snapshot)
    assert not differences(packed(snapshot))


def test_what_was_done_to_reports_that_became_one_is_counted_of_that_one(
    round, left, minji, junho, person, seoyeon, gaon, call
):
    """Through any merges, and each person once, as its page counts them."""
    twin, other = (add_issue(round, n, reporter_id=minji.id) for n in (2, 3))
    haru = person("하루")
    db.session.add(Support(issue_id=left.id, person_id=haru.id, created_at=NOW - 8 * DAY))
    now = (NOW - DAY, NOW + 3 * DAY)
    following = add_round(gaon, call, 2, {"report": now, "propose": now}, title="다음 공모")
    db.session.commit()
    twin.support(junho)
    other.support(haru)
    other.comment(junho, "여기도 꺼져 있어요.", "k-carried-2")
    other.merge_into(twin, seoyeon)
    twin.merge_into(left, seoyeon)
    snapshot = taken(following, seoyeon)
    row = {"round": 1, "receipt": 1, "supports": 1, "comments": 1, "solutions": 0}
    assert unpacked(snapshot.data)["carried"] == [row]
    assert (left.supports_count, left.carried_supports) == (1, 1)
    assert not differences(packed(snapshot))


def test_the_finished_rounds_figures_stay(following, left, junho, seoyeon):
    before = taken(left.round, seoyeon)
    left.support(junho)
    left.comment(junho, "아직도 꺼져 있어요.", "k-carried")
    db.session.commit()
    assert changed_since(before.plan, before) == ()
    assert unpacked(before.data)["carried"] == []


def test_nothing_is_said_where_nothing_goes_on(following, left, seoyeon):
    left.set_status("rejected", seoyeon, "가로등은 다른 사업에서 바꿔요.")
    snapshot = taken(following, seoyeon)
    assert unpacked(snapshot.data)["carried"] == [] and "이어온" not in said(snapshot)
