"""A small made city in which everything occurs that may be miscounted, and every number by name.

Twelve residents take part and six more could; the planner 서연 and the consultants 도윤 and 하은,
who has no role but an accepted invitation, live here, do what residents do, and are none of them.
Thirty-six vote on paper. Reports are new, under review, asked about, merged, declined, led on and
hidden.
"""

import re

import pytest

from civic.db import db
from civic.documents.model import Line, plain
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.moderation.subjects import find_subject
from civic.participation.participants import participation_of
from civic.people.office import WorksHere, works_for
from civic.photos.models import Photo
from civic.plans.evidence import recount
from civic.plans.links.models import Invitation
from civic.plans.models import Plan
from civic.plans.section.facts import FIGURES
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.targets.weights.models import PointSpread, WeightDecision
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally
from tests.factory import add_city, add_person

STATUSES = (
    *["received"] * 2,
    *["reviewing"] * 16,
    *["asked"] * 1,
    *["merged"] * 3,
    *["rejected"] * 2,
    *["soliciting"] * 2,
)


@pytest.fixture
def residents(person):
    """Twelve who act, and after them six who prove residency and do nothing."""
    return [person(f"주민{n}", lives=True) for n in range(18)]


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner", lives=True)


@pytest.fixture
def office(person, round, seoyeon):
    """서연, the consultant 도윤 by role, and 하은 by invitation."""
    haeun = person("하은", lives=True)
    invited = {"label": "하은", "expires_at": round.phase("submit").ends_at}
    link = Invitation.issue(Plan.start(round), seoyeon, "secret", "invite-1", **invited)
    link.accept(haeun)
    db.session.commit()
    return [seoyeon, person("도윤", "consultant", lives=True), haeun]


@pytest.fixture
def reports(round, residents, seoyeon):
    """Twenty-six that readers may know of, one of them the planner's own, and a hidden one."""
    made = []
    for receipt, status in enumerate((*STATUSES, "received"), 1):
        who = seoyeon if receipt == 3 else residents[receipt % 12]
        told = {"title": f"문제 {receipt}", "category": "transit", "reporter_id": who.id}
        made.append(Issue(round_id=round.id, receipt=receipt, status=status, **told))
    db.session.add_all(made)
    db.session.flush()
    for one in made:
        if one.status == "merged":
            one.merged_into_id, one.listed = made[2].id, False
        if one.status != "received":
            one.triaged_at, one.triaged_by_id = round.created_at, seoyeon.id
    made[-1].hidden_at, made[-1].listed = round.created_at, False
    db.session.commit()
    return made


@pytest.fixture
def city(round, reports, residents, office, open_phase):
    """What everybody does besides reporting and voting."""
    first = reports[0]
    open_phase("report")
    for resident in residents[:5]:
        first.support(resident)
    talk = [IssueComment(issue_id=first.id, author_id=who.id, body="저도요")
            for who in (residents[0], residents[1], office[0], office[1])]  # fmt: skip
    db.session.add_all(talk)
    bus = Solution(round_id=round.id, number=1, title="가온콜", summary="부르면 와요",
                   category="transit", cost_won=10**9, status="on_ballot",
                   proposer_id=residents[0].id)  # fmt: skip
    own = Solution(round_id=round.id, number=2, title="쉼터", summary="그늘", category="transit",
                   cost_won=5 * 10**8, status="on_ballot", proposer_id=office[0].id)  # fmt: skip
    db.session.add_all([bus, own])
    db.session.commit()
    return [bus, own]


@pytest.fixture
def counted(city, round, residents, office, person, open_phase, clock):
    """Twelve residents and three of the office vote online, 36 on paper; one ballot is annulled."""
    open_phase("vote")
    stranger = person("다른 시 사람", lives=True)
    for voter in (*residents[:12], *office, stranger):
        Participation.submit(voter, round, [city[0].id])
    reason = "다른 시에 사는 것이 확인됨"
    Annulment.propose(round, stranger, office[0], reason).confirm(office[1])
    photo = Photo(key="0" * 32, sha256="0" * 64, width=1, height=1)
    db.session.add(photo)
    db.session.flush()
    held = {"source": "paper", "place": "경로당", "held_at": round.phase("vote").starts_at}
    counts = {city[0].id: 30, city[1].id: 6}
    sheet = PaperSheet.enter(round, office[0], [photo], "r1", voters=36, counts=counts, **held)
    sheet.confirm(person("도하", "planner"))
    db.session.commit()
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, office[0])
    db.session.commit()
    return tally


@pytest.fixture
def wished(counted, city, residents, office):
    """Three residents wish 20, 30 and 40, and two of the office 70, before they worked there."""
    wait = Indicator(solution_id=city[0].id, name="대기시간", unit="분", direction="down",
                     baseline=72, baseline_year=2025, baseline_source="교통과", lowest=0,
                     highest=72)  # fmt: skip
    db.session.add(wait)
    db.session.flush()
    told = [(residents[0], 20), (residents[1], 30), (residents[2], 40)]
    for who, value in (*told, (office[0], 70), (office[2], 70)):
        db.session.add(Preference(indicator_id=wait.id, person_id=who.id, value=value))
        points = {"round_id": wait.solution.round_id, "points": {str(wait.id): 10}}
        db.session.add(PointSpread(person_id=who.id, **points))
    db.session.commit()
    return wait


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
