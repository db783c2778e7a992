"""Rows that many tests begin with: a city and its round, reports, solutions, indicators.

`add_…` stores the row as given, in whatever state a test needs; `report_…` and `propose_…` are
the acts of a person, with all that follows from them. Nothing is committed, but everything has
its id.
"""

import itertools

from civic.db import db, writing
from civic.issues.models import Issue
from civic.people.models import Person, Residency, Role
from civic.places.models import District, Municipality
from civic.rounds.models import Call, Phase, Round
from civic.solutions.models import Solution
from civic.targets.models import Indicator

NAMES = {"gaon": "가온시", "other": "다른시", "nuri": "누리시", "nara": "나라시", "naru": "나루시"}
_keys = (f"test-key-{n:08}" for n in itertools.count(1))


def _stored(row):
    db.session.add(row)
    db.session.flush()
    return row


def add_city(slug="gaon", **values) -> Municipality:
    name = NAMES[slug]
    return _stored(Municipality(slug=slug, **{"name": name, "app_name": name} | values))


def add_district(city, number=0, name="달내동", *, base_on) -> District:
    """A square of a tenth of a degree; the next number lies east of it."""
    west = 127.0 + number * 0.1
    ring = [[west, 36.5], [west + 0.1, 36.5], [west + 0.1, 36.6], [west, 36.6], [west, 36.5]]
    where = {"polygons": [[ring]], "label_lon": west + 0.05, "label_lat": 36.55}
    code = {"code": f"990001000{number}", "name": name, "base_on": base_on}
    return _stored(District(municipality=city, **code, **where))


def add_call(slug="call", programme="중소도시 스마트시티 조성사업", year=2027) -> Call:
    return _stored(Call(slug=slug, programme=programme, year=year))


def add_round(city, call, number=1, phases=None, **values) -> Round:
    """phases: kind → (starts_at, ends_at)."""
    words = {"title": "2027 참여", "budget_won": 4_000_000_000} | values
    round = Round(municipality=city, call=call, number=number, **words)
    for kind, (starts_at, ends_at) in (phases or {}).items():
        round.phases.append(Phase(kind=kind, starts_at=starts_at, ends_at=ends_at))
    return _stored(round)


def open_city(phases, **values) -> Round:
    """가온시's first round, with nothing else anywhere."""
    return add_round(add_city(), add_call(), phases=phases, **values)


def add_round_elsewhere(call, slug="other", **values) -> Round:
    """The first round of another city."""
    return add_round(add_city(slug), call, title="다른 참여", **values)


def add_person(name, *roles, city, email=None, lives=False) -> Person:
    """roles are held in the city, but an operator's; lives: with residency proven there."""
    someone = Person(name=name, email=email)
    for role in roles:
        where = None if role == "operator" else city.id
        someone.roles.append(Role(name=role, municipality_id=where))
    if lives:
        someone.residencies = [Residency(municipality_id=city.id, level="invite")]
    return _stored(someone)


def add_issue(round, receipt=1, **values) -> Issue:
    words = {"title": "마을버스가 안 와요", "category": "transit"} | values
    return _stored(Issue(round_id=round.id, receipt=receipt, **words))


def report_issue(round, reporter, **told) -> Issue:
    """In 달내동, unless it is told otherwise."""
    with writing():  # beside a server: what it wrote since something was read would refuse this
        where = {"district_id": round.municipality.districts[0].id}
        words = {"title": "마을버스가 안 와요", "category": "transit", "request_key": next(_keys)}
        return _stored(Issue.report(round, reporter, **words | where | told))


def add_solution(round, number=1, **values) -> Solution:
    words = {"title": "부르면 오는 버스", "summary": "부르면 와요.", "category": "transit"}
    return _stored(
        Solution(round_id=round.id, number=number, **words | {"cost_won": 1_400_000_000} | values)
    )


def propose_solution(round, proposer, issues, **told) -> Solution:
    words = {"title": "부르면 오는 버스", "summary": "부르면 와요.", "category": "transit"}
    given = {"cost_won": 1_400_000_001, "request_key": next(_keys), "issues": issues}
    return _stored(Solution.propose(round, proposer, **words | given | told))


def screen(solution, planner, verdict="fit", **finding):
    """The office's finding on a proposal as it reads now."""
    words = {"note": "시가 할 수 있는 일이에요."}
    return solution.screen(planner, edition=solution.edition, verdict=verdict, **words | finding)


def add_indicator(solution, **values) -> Indicator:
    """Waiting time, 72 minutes as measured in 2026, to become less."""
    words = {"name": "평균 대기시간", "unit": "분", "direction": "down", "baseline": 72.0}
    words |= {"baseline_year": 2026, "baseline_source": "10월 조사"}
    bounds = {"lowest": 0.0, "highest": 75.0}
    indicator = Indicator.add_to(solution, **words | bounds | values)
    db.session.flush()
    return indicator
