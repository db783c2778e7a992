"""Make the invented city and its four rounds, from nothing, in one transaction."""

from datetime import datetime, timedelta

from civic.db import db, now
from civic.demo import content
from civic.demo.afterwards import record_afterwards
from civic.demo.clock import living_at
from civic.demo.desk import furnish
from civic.demo.meetings import hold_meetings
from civic.demo.news import follow_and_judge, give_reports
from civic.demo.panel import draw_panels
from civic.demo.people import move_in
from civic.demo.plan import write_plan
from civic.demo.projects import plan_projects
from civic.demo.proposals import Proposals
from civic.demo.reports import Reports
from civic.demo.stage import Stage, stages
from civic.demo.surveys import hold_surveys
from civic.demo.themes import order_themes
from civic.places.geojson import read_boundaries
from civic.places.ground.models import Ground
from civic.places.ground.reading import read_ground
from civic.places.models import Municipality
from civic.places.population.models import Population
from civic.places.population.rows import BANDS
from civic.rounds.calls.models import Call, load_calls
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from civic.solutions.catalogue.models import load_catalogue

NOTICE = "가온시는 시연을 위해 지어낸 도시예요. 사람, 사진, 숫자는 모두 실제가 아니에요."
SOURCE = "경계: 시연을 위해 지어낸 경계 (가온시는 없는 도시예요)"
POPULATIONS = {"읍": 21400, "면": 5300, "동": 17000}
AGE_PERCENT = (7, 9, 11, 12, 14, 17, 16, 9, 5)  # of each ten years of age
RESIDENTS = 600
PHOTOS_EVERY = 2
ANSWER_DAYS = 14
CALL_SOURCE = "시연을 위해 지어낸 공고"
POPULATION_SOURCE = "시연을 위해 지어낸 인구"


def build(residents: int = RESIDENTS, photos_every: int = PHOTOS_EVERY) -> Municipality:
    """The demo city in the database. The caller commits."""
    today = now()
    load_calls()
    load_catalogue()
    place = found_city()
    with living_at(datetime(2021, 11, 23, tzinfo=today.tzinfo)):
        office, people = move_in(place, residents)
    rounds = []
    for stage in stages(today):
        rounds.append(open_round(place, stage))
        until = min(today, _over(stage))
        _play(rounds[-1], stage, (office, people), photos_every, until)
    follow_and_judge(rounds, people[0])
    give_reports(rounds[2], people[0])
    furnish(place, office["서연"])
    return place


def found_city(slug: str = "gaon") -> Municipality:
    """The invented municipality with its twelve districts."""
    place = Municipality(
        slug=slug,
        name="가온시",
        name_en="Gaon",
        app_name="함께 정하는 가온",
        notice=NOTICE,
        team="스마트도시팀",
        team_phone="000-000-0000",
    )
    db.session.add(place)
    boundaries = read_boundaries((content.DATA / "gaon.geojson").read_bytes())
    place.set_boundaries(boundaries, datetime(2021, 11, 1).date(), SOURCE)
    db.session.flush()
    box = place.bounds()
    assert box is not None  # it has districts
    Ground.replace(place, read_ground((content.DATA / "ground.geojson").read_bytes(), box), "")
    people = {
        (district.id, band): POPULATIONS[district.name[-1]] * share // 100
        for district in place.districts
        for band, share in zip(BANDS, AGE_PERCENT, strict=True)
    }
    Population.replace(place, people, POPULATION_SOURCE, datetime(2021, 10, 31).date())
    return place


def open_round(place, stage: Stage) -> Round:
    round = Round(
        municipality=place,
        call=_call_of(stage),
        number=stage.number,
        title=stage.title,
        budget_won=stage.budget_won,
        max_choices=stage.max_choices,
        answer_days=ANSWER_DAYS if stage.number == 3 else None,
    )
    for kind in stage.days:
        starts_at, ends_at = stage.period(kind)
        round.phases.append(Phase(kind=kind, starts_at=starts_at, ends_at=ends_at))
    db.session.add(round)
    db.session.flush()
    return round


def _call_of(stage: Stage) -> Call:
    """The real call of the finished round; for a round around today, its programme's next one,
    with invented days: the real notice's have passed."""
    real = db.session.scalars(db.select(Call).filter_by(slug=stage.call)).one()
    if _over(stage) < now():
        return real
    first, end = (moment.date() for moment in stage.period("submit"))
    call = Call(
        slug=f"demo-{stage.number}",
        programme=real.programme,
        year=end.year,
        ministry=real.ministry,
        source=CALL_SOURCE,
        announced_on=first - timedelta(days=63),
        apply_from_on=first,
        apply_to_on=end - timedelta(days=1),
        preliminary_from_on=end + timedelta(days=5),
        preliminary_to_on=end + timedelta(days=9),
        evaluation_from_on=end + timedelta(days=21),
        evaluation_to_on=end + timedelta(days=29),
    )
    db.session.add(call)
    return call


def _over(stage: Stage) -> datetime:
    return max(stage.period(kind)[1] for kind in stage.days)


def _play(round, stage, people, photos_every, until):
    """Play the round up to a moment."""
    office, residents = people
    wanted = {title for proposal in content.solutions(stage.number) for title in proposal["issues"]}
    reports = Reports(round, stage, office, residents, wanted, photos_every)
    issues = reports.report_until(until)
    hold_meetings(round, stage, office, residents, issues, until)
    draw_panels(round, stage, office, residents, until)
    hold_surveys(round, stage, office, residents, until)
    proposals = Proposals(round, stage, office, residents, issues)
    proposals.propose(until)
    if stage.period("vote")[0] < until:
        proposals.vote(until, turnout=0.72 if stage.period("vote")[1] < until else 0.31)
    if stage.period("vote")[1] < until:
        proposals.count()
    if stage.period("target")[0] < until:
        proposals.set_preferences(until, share=0.62 if stage.period("target")[1] < until else 0.3)
        proposals.spread_points(until)
    if stage.period("target")[1] < until:
        proposals.override_target()
    reports.settle(_fates(stage, proposals), until - timedelta(hours=3))
    order_themes(round, office["서연"], issues, until - timedelta(hours=2))
    if _over(stage) <= until:
        plan_projects(round, office["서연"], stage.period("consult")[0])
        write_plan(round, stage, office)
    if stage.number == 1:
        record_afterwards(round, office)


def _fates(stage, proposals) -> dict[str, str]:
    """Status of the reports that a solution answers; the best fate when several do."""
    fates: dict[str, str] = {}
    for solution, proposal in proposals.proposed:
        status = {
            "proposed": "soliciting",
            "on_ballot": "voting",
            "selected": "planned" if stage.number == 1 else "selected",
            "not_selected": "rejected",
        }[solution.status]
        for title in proposal["issues"]:
            if fates.get(title) not in ("planned", "selected"):
                fates[title] = status
    return fates
