"""A small made city in which everything occurs that may be miscounted, and every number by name.

Twelve residents take part and six more could; the planner 서연 and the consultants 도윤 and 하은,
who has no role but an accepted invitation, live here, do what residents do, and are none of them.
Thirty-six vote on paper. Reports are new, under review, asked about, merged, declined, led on and
hidden.
"""

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.photos.models import Photo
from civic.plans.links.models import Invitation
from civic.plans.models import Plan
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.targets.weights.models import PointSpread
from civic.votes.ballots.voter_roll import Participation
from civic.votes.corrections.annulment import Annulment
from civic.votes.paper.models import PaperSheet
from civic.votes.seal.tally import Tally

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
