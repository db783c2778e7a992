"""The demo's resident panels: one of the finished round, drawn by a real lottery of those days,
and one that takes applications now."""

from datetime import date, datetime, timedelta

from civic.db import db
from civic.demo.clock import living_at
from civic.korean_time import SEOUL
from civic.meetings.models import Meeting
from civic.panel.applicants import Applicant
from civic.panel.draw.redraw import known_at
from civic.panel.draw.seeds import number_after, read_result
from civic.panel.models import Panel
from civic.panel.office.two_persons import SeedEntry
from civic.panel.rules import LEAST_GAP
from civic.people.models import Person
from civic.people.residency.models import Residency
from civic.places.population.rows import age_band

ABOUT = (
    "분기마다 한 번 만나 무엇을 만들지 듣고, 다 만든 것을 써 보고 말해요. 한 번에 두 시간이고 "
    "참석 수당이 있어요."
)
TERMS = {
    "about": ABOUT,
    "size": 30,
    "reserve_each": 2,
    "features": ["age", "sex", "district"],
    "ages": "thirds",
    "youngest": "20",
    "answer_days": 7,
    "source": "lotto",
}
SEXES = ("f", "m", "f", "m", "none", "m", "f")
BANDS = ("20", "30", "40", "50", "60", "70")  # of those who did not say when they were born
# 동행복권 로또 6/45 제992회, 2021-12-04.
RESULT = "12 20 26 33 44 45 + 24"
FINISHED = date(2022, 12, 31)
MINUTES = "달빛 정류장과 부르면 오는 버스의 시험 운행을 함께 보기로 함. 다음 모임은 3월."


def draw_panels(round, stage, office, residents, until: datetime) -> None:
    """The panel of the first and of the third round, as far as it has come by then."""
    if stage.number == 1:
        panel = _open(round, stage.period("report"), office, FINISHED)
        with living_at(panel.applies_from + timedelta(days=2)):
            _apply(panel, residents[:160])
        _draw(panel, office)
        _meet(round, office["서연"])
        for applicant in panel.applicants():  # the time they were kept for is over
            applicant.forget_person()
    elif stage.number == 3:
        period = stage.zero - timedelta(days=4), stage.zero + timedelta(days=11)
        panel = _open(round, period, office, (period[1] + timedelta(days=300)).date())
        with living_at(until - timedelta(hours=5)):
            _apply(panel, residents[1:90])
    db.session.flush()


def _open(round, period, office, ends_on: date) -> Panel:
    starts, ends = period
    number = number_after("lotto", ends + LEAST_GAP)
    terms = TERMS | {"applies_from": starts, "applies_until": ends, "ends_on": ends_on}
    with living_at(starts - timedelta(days=1)):
        panel = Panel.prepare(round, source_round=number, **terms)
        panel.announce(office["서연"])
    return panel


def _apply(panel: Panel, people) -> None:
    proven = db.select(Residency.person_id).filter_by(municipality_id=panel.round.municipality_id)
    residents, year = set(db.session.scalars(proven)), panel.applies_from.year
    for n, person in enumerate(people):
        band = age_band(person.birth_year, year) if person.birth_year else BANDS[n % len(BANDS)]
        if person.id in residents and int(band) >= int(panel.youngest):
            panel.apply(person, band, SEXES[n % len(SEXES)], person.home_district_id)


def _draw(panel: Panel, office) -> None:
    with living_at(panel.applies_until):
        panel.close()
    with living_at(known_at(panel.source, panel.source_round) + timedelta(hours=14)):
        value = read_result(panel.source, RESULT)
        SeedEntry.enter(panel, office["서연"], value).confirm_as(value, office["지호"])
        asked = [each for each in panel.applicants() if each.state == "asked"]
    with living_at(known_at(panel.source, panel.source_round) + timedelta(days=2)):
        for n, applicant in enumerate(asked):
            answer = panel.withdraw if n % 14 == 3 else panel.accept
            answer(_person(applicant))
        db.session.expire_all()
        for applicant in panel.applicants():
            if applicant.state == "asked":
                panel.accept(_person(applicant))


def _person(applicant: Applicant) -> Person:
    assert applicant.person is not None  # nobody has left yet
    return applicant.person


def _meet(round, planner) -> None:
    starts_at = datetime(2021, 12, 18, 14, tzinfo=SEOUL)
    with living_at(starts_at - timedelta(days=8)):
        meeting = Meeting.plan(
            round,
            planner,
            "demo-panel-meeting",
            kind="panel",
            title="시민참여단 첫 모임",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            place="가온시청 2층 회의실",
            host="스마트도시팀",
            about="참여단이 서로 인사하고, 투표에 오른 해결방안을 하나씩 살펴봐요.",
        )
    with living_at(starts_at + timedelta(hours=3)):
        heads = {("30", "f"): 6, ("40", "m"): 8, ("60", "f"): 7, ("70", "m"): 6}
        meeting.write_up(0, heads, MINUTES, True)
