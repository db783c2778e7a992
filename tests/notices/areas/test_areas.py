"""News of an area: who chose a district or a circle hears of new reports there, and nobody else."""

import pytest

from civic.db import db, now
from civic.notices.areas.models import AreaWatch
from civic.notices.areas.rules import MOST
from civic.notices.collect import forget_old
from civic.notices.events import SETTLING
from civic.notices.models import Notice
from tests.factory import report_issue

AREAS = "/gaon/areas/"
pytestmark = pytest.mark.usefixtures("round")  # a city with a round has this page


@pytest.fixture
def dalnae(gaon):
    return gaon.districts[0]


@pytest.fixture
def hajun(person):
    return person("하준")


def told(person):
    notices = db.session.scalars(db.select(Notice).filter_by(person_id=person.id, kind="area"))
    return [notice.issue.title for notice in notices]


def later(clock, worker):
    clock(now() + SETTLING)
    return worker()


def test_a_new_report_in_my_district_is_told_once_after_it_settled(
    as_person, minji, hajun, dalnae, round, worker, clock
):
    answer = as_person(minji).post(AREAS, data={"district_id": dalnae.id})
    assert (answer.status_code, answer.location) == (303, AREAS)
    report_issue(round, hajun, title="버스가 안 와요", district_id=dalnae.id)
    worker()
    assert told(minji) == []
    later(clock, worker)
    later(clock, worker)
    assert told(minji) == ["버스가 안 와요"] and told(hajun) == []
    page = as_person(minji).get("/gaon/1/notices/").text
    assert "소식 받는 동네에 새 제보가 있어요" in page


def test_a_circle_ends_at_its_radius(minji, hajun, gaon, round, worker, clock):
    AreaWatch.watch_around(minji, gaon, 36.55, 127.03, 500)
    for title, north_m in (("가까운 곳", 480), ("먼 곳", 520)):
        report_issue(round, hajun, title=title, lat=36.55 + north_m / 111_320, lon=127.03)
    for title, east in (("가까운 동쪽", 480), ("먼 동쪽", 540)):
        report_issue(round, hajun, title=title, lat=36.55, lon=127.03 + east / 89_400)
    later(clock, worker)
    assert sorted(told(minji)) == ["가까운 곳", "가까운 동쪽"]


def test_what_nobody_should_hear_of_is_not_told(minji, hajun, dalnae, round, worker, clock):
    AreaWatch.watch_district(minji, dalnae)
    hidden, _listed = (
        report_issue(round, hajun, title=title, district_id=dalnae.id)
        for title in ("광고", "쓰레기가 쌓여요")
    )
    report_issue(round, minji, title="내 제보", district_id=dalnae.id)
    hidden.hide("광고예요.")
    later(clock, worker)
    assert told(minji) == ["쓰레기가 쌓여요"]


def test_reports_before_the_wish_are_no_news(minji, hajun, dalnae, round, worker, clock):
    report_issue(round, hajun, district_id=dalnae.id)
    db.session.commit()
    clock(now() + SETTLING / 2)
    AreaWatch.watch_district(minji, dalnae)
    later(clock, worker)
    assert told(minji) == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "읍면동을 고르거나 지도에서 위치를 눌러 주세요."),
        ({"district_id": "x"}, "고칠 곳이 1개"),
        ({"district_id": "999999"}, "고칠 곳이 1개"),
        ({"lat": "nan", "lon": "127"}, "위치를 읽을 수 없어요"),
        ({"lat": "36.55"}, "위치를 읽을 수 없어요"),
        ({"lat": "10", "lon": "10"}, "밖이에요"),
        ({"lat": "36.55", "lon": "127.03", "radius_m": "9" * 30}, "고칠 곳이 1개"),
    ],
)
def test_a_wrong_area_is_said_and_not_kept(as_person, minji, data, sentence):
    answer = as_person(minji).post(AREAS, data=data)
    assert answer.status_code == 422 and sentence in answer.text
    assert db.session.query(AreaWatch).count() == 0


def test_the_same_area_twice_is_one_and_there_is_an_end(as_person, minji, dalnae, gaon):
    phone = as_person(minji)
    for _twice in range(2):
        phone.post(AREAS, data={"district_id": dalnae.id})
        phone.post(AREAS, data={"lat": "36.55", "lon": "127.03", "radius_m": "500"})
    assert len(AreaWatch.of(minji, gaon)) == 2
    for n in range(MOST - 2):
        AreaWatch.watch_around(minji, gaon, 36.55, 127.03 + n / 1000, 300)
    db.session.commit()
    answer = phone.post(AREAS, data={"lat": "36.56", "lon": "127.03", "radius_m": "300"})
    assert answer.status_code == 409 and "10곳까지" in answer.text
    assert phone.post(AREAS, data={"district_id": dalnae.id}).status_code == 303  # had already
    assert len(AreaWatch.of(minji, gaon)) == MOST


def test_only_its_owner_sees_and_drops_it(as_person, client, minji, hajun, dalnae, gaon):
    AreaWatch.watch_district(minji, dalnae)
    db.session.commit()
    (area,) = AreaWatch.of(minji, gaon)
    assert "그만 받기" not in as_person(hajun).get(AREAS).text
    assert as_person(hajun).post(f"{AREAS}{area.id}/drop").status_code == 404
    assert "sign-in" in client.get(AREAS).location
    assert as_person(minji).post(f"{AREAS}{area.id}/drop").status_code == 303
    assert AreaWatch.of(minji, gaon) == []


def test_nothing_stays_of_who_left(minji, dalnae, gaon):
    AreaWatch.watch_district(minji, dalnae)
    minji.leave()
    forget_old()
    assert AreaWatch.of(minji, gaon) == []


def test_the_page_links_the_feeds(as_person, client, minji, dalnae, round):
    page = as_person(minji).get(AREAS).text
    for address in ("/gaon/feed.atom", f"/gaon/1/issues/feed.atom?district={dalnae.id}"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
