"""A decided round of 20,000 issues and 100,000 votes with all that a plan tells of, for measuring.

Issues, supports and ballots go in by the thousand; what the office did by the program's own verbs:
themes with names, indicators with what residents wish for, project plans of what was chosen,
meetings, and how participation goes on.
"""

from datetime import timedelta
from pathlib import Path
from random import Random

from bench.city import make
from civic.db import db, now
from civic.demo import content
from civic.demo.clock import living_at
from civic.demo.plan import go_on
from civic.demo.projects import write_project
from civic.issues.models import Issue
from civic.meetings.models import Meeting
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.rounds.models import Round
from civic.solutions.models import Solution
from civic.targets.models import Indicator, Preference
from civic.themes.models import Theme, recount_themes
from civic.themes.placements import Placement
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

ISSUES, VOTERS = 20_000, 100_000
THEMES, UNPLACED = 40, 0.2  # a share of the reports is in no theme
LINKED, MEETINGS, MEASURED = 30, 12, 2  # issues of a solution; indicators of each
LONG_AGO = timedelta(days=90)
WISHES = 4_000  # people who say which value of an indicator they wish for


def make_large(address: str) -> None:
    with make(Path(), ISSUES, "vote", address).app_context():
        round = db.session.get_one(Round, 1)
        planner = db.session.get_one(Person, 1)
        _themes(round, planner)
        _describe(round)
        _vote(round)
        round.phase("vote").ends_at = now() - timedelta(minutes=1)
        db.session.flush()
        Tally.count(round, None)
        _wish(round)
        _meet(round, planner)
        _plan(round, planner)
        for phase in round.phases:  # long over: everybody may read the plan
            phase.starts_at, phase.ends_at = phase.starts_at - LONG_AGO, phase.ends_at - LONG_AGO
        db.session.commit()


def _themes(round: Round, planner: Person) -> None:
    chance = Random(THEMES)
    for n in range(1, THEMES + 1):
        db.session.add(
            Theme(round=round, position=n, name=f"주제 {n}", named_by=planner, named_at=now(),
                  sentence="읍면동 여러 곳에서 같은 불편을 겪음")
        )  # fmt: skip
    db.session.flush()
    themes = db.session.scalars(db.select(Theme.id).filter_by(round_id=round.id)).all()
    issues = db.session.scalars(db.select(Issue.id).filter_by(round_id=round.id)).all()
    rows = [
        {"issue_id": issue, "round_id": round.id, "theme_id": chance.choice(themes)}
        for issue in issues
        if chance.random() > UNPLACED
    ]
    db.session.execute(db.insert(Placement), rows)
    recount_themes(themes)


def _describe(round: Round) -> None:
    """What each solution is to solve, where, and how that is measured."""
    chance, districts = Random(LINKED), round.municipality.districts
    most = db.select(Issue).filter_by(round_id=round.id).order_by(Issue.supports_count.desc())
    issues = db.session.scalars(most.limit(2_000)).all()
    for solution in db.session.scalars(db.select(Solution).filter_by(round_id=round.id)):
        solution.issues = chance.sample(issues, LINKED)
        solution.districts = chance.sample(districts, 2)
        solution.operator = "시 교통과"
        for n in range(1, MEASURED + 1):
            Indicator.add_to(
                solution, name=f"{solution.title} 지표 {n}", goal="편한 길", unit="분",
                direction="down", baseline=42.0, baseline_year=now().year - 1,
                baseline_source="시 조사", lowest=0.0, highest=60.0, target_year=now().year + 2,
                formula="걸린 시간의 합 ÷ 이용", method="현장 조사", data_source="교통과",
                rationale="주민 희망 목표값의 중앙값",
            )  # fmt: skip


def _vote(round: Round) -> None:
    """Each voter chooses three of the solutions."""
    chance = Random(VOTERS)
    first = db.session.scalars(db.select(db.func.max(Person.id))).one() + 1
    ids = range(first, first + VOTERS)
    solutions = db.session.scalars(db.select(Solution.id).filter_by(round_id=round.id)).all()
    lives = {"municipality_id": round.municipality_id, "level": "invite"}
    done = {"round_id": round.id, "level": "invite", "submitted_at": now(), "salt": None}
    for table, values in (
        (Person, [{"id": n, "name": f"유권자{n}", "email": f"v{n}@bench.invalid"} for n in ids]),
        (Residency, [{"person_id": n} | lives for n in ids]),
        (Participation, [{"id": n, "person_id": n} | done for n in ids]),
        (Ballot, [_ballot(round, n, sorted(chance.sample(solutions, 3)), chance) for n in ids]),
    ):
        db.session.execute(db.insert(table), values)


def _ballot(round: Round, voter: int, chosen: list[int], chance: Random) -> dict:
    choices = [[solution, f"{chance.getrandbits(128):032x}"] for solution in chosen]
    return {"id": voter, "round_id": round.id, "participation_id": voter, "choices": choices}


def _wish(round: Round) -> None:
    chance = Random(WISHES)
    voters = db.session.scalars(db.select(Participation.person_id).limit(WISHES)).all()
    chosen = Indicator.solution.has(round_id=round.id, status="selected")
    asked = db.session.scalars(db.select(Indicator.id).where(chosen)).all()
    rows = [
        {"indicator_id": id, "person_id": person, "value": _within(chance.gauss(24, 5))}
        for id in asked
        for person in voters
    ]
    db.session.execute(db.insert(Preference), rows)


def _within(value: float) -> float:
    """Within the bounds of the indicators above."""
    return float(min(max(round(value), 0), 60))


def _meet(round: Round, planner: Person) -> None:
    for n in range(MEETINGS):
        starts_at = now() - timedelta(days=20 - n)
        district = round.municipality.districts[n % len(round.municipality.districts)]
        with living_at(starts_at - timedelta(days=1)):
            meeting = Meeting.plan(
                round, planner, f"bench-{n}", kind="briefing", title=f"{district.name} 설명회",
                starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="주민센터",
                district_id=district.id, host="스마트도시팀", about="",
            )  # fmt: skip
        meeting.write_up(0, {("60", "f"): 12, ("40", "m"): 15}, "버스를 가장 많이 이야기함", True)


def _plan(round: Round, planner: Person) -> None:
    """How what was chosen is carried out, and how participation goes on."""
    projects = content.projects()
    chosen = db.select(Solution).filter_by(round_id=round.id, status="selected")
    for n, solution in enumerate(db.session.scalars(chosen.order_by(Solution.number))):
        write_project(solution, projects[n % len(projects)], planner)
    go_on(round, planner)
