"""Every number of the small city that a page says."""

import re

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.moderation.subjects import find_subject
from civic.participation.participants import participation_of
from civic.people.office import WorksHere, works_for
from civic.targets.weights.models import PointSpread, WeightDecision
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.factory import add_city, add_person


def words(page: str) -> str:
    """The text of a page, without its marks, spaces as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_home_counts_decisions_as_answers(client, reports):
    page = words(client.get("/gaon/1/").text)
    assert "26 건 가운데 7건에 답했어요" in page
    assert "해결방안으로 이어짐 2건 같은 문제와 합침 3건 미반영, 이유 공개 2건" in page
    assert "검토중 16건 제보자의 답 기다림 1건 접수, 곧 답할게요 2건" in page


def test_what_the_plan_lacks_counts_the_same_reports_as_unanswered(as_person, office, reports):
    page = as_person(office[0]).get("/gaon/1/plan/ready").text
    assert "답하지 않은 제보 19건" in page


def test_who_works_for_the_office_can_not_be_counted_as_a_resident(
    city, round, reports, office, residents, as_person, open_phase
):
    open_phase("report")
    for someone in office:
        assert works_for(someone, round.municipality)
        with pytest.raises(WorksHere):
            reports[0].support(someone)
        answer = as_person(someone).post(f"/gaon/1/issues/{reports[0].id}/support")
        assert answer.status_code == 403 and "주민 수에 넣지 않아서" in answer.text
        page = as_person(someone).get(f"/gaon/1/issues/{reports[0].id}").text
        assert "주민 수에 넣지 않아요" in page and 'id="support"' not in page
    assert not works_for(residents[0], round.municipality)
    assert reports[0].supports_count == db.session.query(Support).count() == 5


def test_an_operator_is_no_resident_anywhere_and_a_planner_is_one_elsewhere(gaon):
    other = add_city("other")
    operator = add_person("운영자", "operator", city=gaon)
    planner = add_person("다른 담당자", "planner", city=other)
    db.session.commit()
    assert works_for(operator, gaon) and works_for(operator, other)
    assert works_for(planner, other) and not works_for(planner, gaon)


def test_who_took_part_is_residents_and_adds_up_to_the_vote(client, counted, round):
    told = participation_of(round)
    assert (told["total"], told["voters"]) == (12, 12)
    assert (told["office_voters"], told["paper_voters"]) == (3, 36)
    assert told["voters"] + told["office_voters"] + told["paper_voters"] == counted.voters == 51
    assert {row["level"]: row["voters"] for row in told["levels"]}["invite"] == 12
    page = words(client.get("/gaon/1/voices/").text)
    assert "서로 다른 12명이" in page
    assert "모임에서 투표한 36명은" in page and "담당자와 컨설턴트 3명도" in page
    published = client.get("/gaon/1/voices/.json").json
    assert published == told | {"meetings": published["meetings"]}
    assert "모두,,전체,전체,,12,12," in client.get("/gaon/1/voices/.csv").data.decode()


def test_the_turnout_is_of_the_vote_online(client, counted):
    page = words(client.get("/gaon/1/vote/result").text)
    assert "투표한 주민 51명" in page and "온라인 15명 · 종이·모임 36명" in page
    # 18 residents and three of the office could vote; the one whose ballot was annulled could not
    assert "온라인 투표율 71.4 % 거주를 확인한 21명 가운데 15명" in page
    assert "종이 투표지와 모임에서 36명이 더 투표했어요" in page
    assert "이곳에 사는 담당자·컨설턴트 3명" in page
    assert (counted.eligible, counted.verified) == (57, 21)  # sealed with V ≤ eligible


def test_a_vote_without_paper_has_one_turnout(client, city, round, residents, open_phase, clock):
    open_phase("vote")
    for voter in residents[:9]:
        Participation.submit(voter, round, [city[0].id])
    db.session.commit()
    clock(round.phase("vote").ends_at)
    Tally.count(round, None)
    db.session.commit()
    page = words(client.get("/gaon/1/vote/result").text)
    assert "투표율 42.9 % 거주를 확인한 21명 가운데 9명" in page
    assert "온라인 투표율" not in page and "더 투표" not in page


def test_a_vote_on_paper_alone_has_no_turnout(client, counted, round):
    """A result sealed long ago, of a city where nobody had proven residency."""
    counted.eligible, counted.voters = 36, 36
    db.session.commit()
    page = words(client.get("/gaon/1/vote/result").text)
    assert "%" not in page.split("온라인 투표율")[1].split("거주를 확인한")[0]
    assert "거주를 확인한 0명 가운데 0명" in page


def test_a_target_is_what_residents_want(wished, round, residents, as_person, office, open_phase):
    assert wished.values() == [20, 30, 40] and wished.count() == 3
    weights, people = WeightDecision.of(round).weights(round, [wished])
    assert (weights, people) == ({wished.id: 100.0}, 3)
    page = words(as_person(residents[0]).get("/gaon/1/targets/").text)
    assert "주민 3명의 중간값" in page and "주민 3명이 나눈 점수" in page
    open_phase("target")
    with pytest.raises(WorksHere):
        wished.set_preference(office[1], 50.0)
    with pytest.raises(WorksHere):
        PointSpread.give(office[1], round, {wished.id: 10})
    asked = as_person(office[1]).get(f"/gaon/1/targets/{wished.id}").text
    assert "담당자와 컨설턴트의 값은" in asked and 'name="value"' not in asked
    assert 'type="submit"' not in as_person(office[1]).get("/gaon/1/targets/points").text


def test_the_cockpit_counts_flagged_things(as_person, city, office, person):
    issue = db.session.scalars(db.select(Issue).filter_by(receipt=1)).one()
    for name in ("하나", "봄"):
        find_subject("issue", issue.id, office[0].roles[0].municipality).flag(person(name), "abuse")
    db.session.commit()
    page = words(as_person(office[0]).get("/gaon/1/office").text)
    assert "신고 1 건" in page and "새 제보 2 건" in page


def test_my_supports_are_problems_and_not_rows(as_person, reports, residents):
    minji = residents[11]
    for issue in (reports[2], *[r for r in reports if r.status == "merged"]):
        db.session.add(Support(issue_id=issue.id, person_id=minji.id))
    db.session.commit()
    assert "공감한 문제 1건" in as_person(minji).get("/gaon/1/").text
