"""Every number of the small city that its plan says."""

from civic.db import db
from civic.documents.model import Line, plain
from civic.plans.evidence import recount
from civic.plans.models import Plan
from civic.plans.section.facts import FIGURES
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze


def test_every_figure_of_the_plan_counts_whom_it_says(wished, round):
    snapshot = freeze(Plan.of(round), None)
    db.session.commit()
    document = document_of(snapshot)
    values = {fact.id: fact.value for fact in document.facts()}
    expected = {
        "people.participants": 12, "issues.reported": 26, "issues.office": 1, "issues.merged": 3,
        "issues.listed": 23, "issues.supports": 5, "comments.count": 2, "solutions.count": 2,
        "solutions.office": 1, "preferences.count": 3, "targets.people": 3, "votes.voters": 51,
        "votes.online": 15, "votes.paper": 36, "votes.office": 3, "votes.eligible": 21,
        "votes.turnout": 71.4, "stage.voters": 51,
    }  # fmt: skip
    assert {id: values.get(id) for id in expected} == expected
    assert values["people.participants"] + values["votes.office"] == values["votes.online"]
    figures = [{"id": fact.id, "value": fact.value} for fact in document.facts()]
    assert recount.differing(snapshot.read(), figures) == []


def test_no_line_of_the_plan_stands_over_a_larger_number_unexplained(wished, round):
    snapshot = freeze(Plan.of(round), None)
    db.session.commit()
    lines = [plain(b.text) for b in document_of(snapshot).blocks if isinstance(b, Line)]
    people = next(line for line in lines if line.startswith("참여 주민: "))
    assert "12명(온라인, 한 사람을 한 번만 셈). 종이·현장 투표 36명은 이름이 없어" in people
    acts = next(line for line in lines if line.startswith("제보 "))
    assert acts.endswith("투표 51명(종이·현장 36명 포함)(이곳에 사는 담당자 3명 포함)")
    assert "확인 주민 중 온라인 투표 71.4%: 거주 확인 주민 21명 가운데 15명" in lines
    assert "해결방안 제안 2건(담당자 제안 1건 포함)" in lines


def test_a_snapshot_of_before_prints_its_turnout_as_it_was_counted(wished, round):
    snapshot = freeze(Plan.of(round), None)
    data = snapshot.read()
    del data["sources"]["votes.online"]
    assert FIGURES["votes.turnout"].value(data) == 89.5
    assert FIGURES["votes.eligible"].value(data) == 57
