"""One of each thing a round may hold, stored as given, in the states its pages are opened in."""

from datetime import timedelta

from civic.db import db, now
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.meetings.files.models import MeetingFile
from civic.meetings.models import Meeting
from civic.meetings.opinions.models import OpinionBatch
from civic.panel.draw.seeds import number_after
from civic.panel.models import Panel
from civic.photos.models import Photo
from civic.places.population.models import Population
from civic.places.population.rows import ALL
from civic.solutions.models import Solution
from civic.targets.models import Indicator


def an_issue(round, reporter, n=1, **more) -> Issue:
    words = {"title": f"가로등이 나감 {n}", "body": "어두워요", "category": "safety"}
    issue = Issue(round_id=round.id, receipt=n, reporter_id=reporter.id, **words | more)
    db.session.add(issue)
    db.session.flush()
    round.next_receipt = n + 1
    return issue


def a_solution(round, proposer, n=1, **more) -> Solution:
    words = {"title": f"밝은 골목 {n}", "summary": "등을 달아요", "category": "safety"}
    cost = {"cost_won": 300_000_000 + n, "proposer_id": proposer.id}
    solution = Solution(round_id=round.id, number=n, **words | cost | more)
    db.session.add(solution)
    db.session.flush()
    return solution


def an_indicator(solution, **more) -> Indicator:
    bounds = {"lowest": 0.0, "highest": 100.0}
    words = {"name": f"밝기 {solution.number}", "unit": "lx", "direction": "up"}
    indicator = Indicator.add_to(solution, **words | bounds | more)
    db.session.flush()
    return indicator


def a_meeting(round, planner, resident):
    """Held as the round began, with a file and a batch that waits."""
    words = {"kind": "visit", "title": "찾아가는 상담", "place": "달내 경로당", "signs_up": True}
    meeting = Meeting.plan(round, planner, "meeting-0001", starts_at=now(), **words)
    meeting.write_up(0, {("70", "f"): 12}, "버스 이야기", True)
    opinion = {"text": "버스", "category": "transit", "people": 3}
    OpinionBatch.enter(meeting, planner, "batch-00001", [opinion])
    MeetingFile.add(meeting, planner, "회의.pdf", b"%PDF-1.7")
    later = now() + timedelta(days=30)
    coming = Meeting.plan(round, planner, "meeting-0000", starts_at=later, **words)
    coming.sign_up(resident)


def a_panel(round, planner, resident):
    """Open as the round begins; its list is due when reporting ends."""
    place, starts = round.municipality, now()
    people = {(district.id, ALL): 1000 for district in place.districts}
    Population.replace(place, people, "조사", starts.date())
    until = starts + timedelta(days=9)
    terms = {"about": "분기마다 모여요.", "size": 5, "reserve_each": 1, "features": ["district"]}
    terms |= {"ages": "thirds", "youngest": "20", "answer_days": 7, "source": "lotto"}
    terms |= {"source_round": number_after("lotto", until + timedelta(hours=1))}
    last = {
        "applies_from": starts,
        "applies_until": until,
        "ends_on": (until + timedelta(days=300)).date(),
    }
    panel = Panel.prepare(round, **terms, **last)
    panel.announce(planner)
    panel.apply(resident, "30", "f", place.districts[0].id)


def a_photo(issue, n=1):
    photo = Photo(key=f"{n:032x}", sha256=f"{n:064x}", width=4, height=3)
    db.session.add(photo)
    db.session.flush()
    db.session.add(IssuePhoto(issue_id=issue.id, photo_id=photo.id, position=0, alt=""))
