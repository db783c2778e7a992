"""유사 사례 that a planner adds: theirs to correct and withdraw, shown for their city."""

import pytest

from civic.db import db
from civic.solutions.catalogue.models import CatalogueEntry, load_catalogue
from tests.factory import add_person, add_round_elsewhere

CATALOGUE = "/gaon/1/solutions/catalogue"
WORDS = {
    "title": "부르면 오는 버스",
    "category": "transit",
    "city": "누리시",
    "period": "2024년",
    "indicator": "평균 대기시간",
    "unit": "분",
    "direction": "down",
    "before": "78",
    "after": "13.5",
    "source": "누리시 2024년 성과보고서",
    "source_url": "https://nuri.example/report",
}


@pytest.fixture
def planner(as_person, seoyeon, round):
    return as_person(seoyeon)


@pytest.fixture
def added(planner):
    planner.post(f"{CATALOGUE}/entries/new", data=WORDS | {"request_key": "entry-0001"})
    return db.session.scalars(db.select(CatalogueEntry)).one()


def test_a_planner_adds_a_case_that_everybody_of_the_city_reads(planner, added, client, seoyeon):
    assert (added.before, added.after, added.added_by_id) == (78, 13.5, seoyeon.id)
    page = client.get(CATALOGUE).text
    for words in ("누리시", "13.5", "누리시 2024년 성과보고서", "서연 님이 더함"):
        assert words in page
    assert "고치기" not in page and "고치기" in planner.get(CATALOGUE).text


def test_the_same_request_again_adds_it_once(planner, added):
    planner.post(f"{CATALOGUE}/entries/new", data=WORDS | {"request_key": "entry-0001"})
    assert db.session.scalar(db.select(db.func.count(CatalogueEntry.id))) == 1


def test_another_city_neither_sees_nor_changes_it(added, as_person, elsewhere):
    office = as_person(elsewhere)
    assert "누리시" not in office.get("/other/1/solutions/catalogue").text
    assert office.get(f"/other/1/solutions/catalogue/entries/{added.id}").status_code == 404


@pytest.fixture
def elsewhere(call):
    round = add_round_elsewhere(call)
    planner = add_person("하늘", "planner", city=round.municipality)
    db.session.commit()
    return planner


def test_it_is_corrected_and_withdrawn(planner, added, client, seoyeon, gaon):
    address = f"{CATALOGUE}/entries/{added.id}"
    assert 'value="78' in planner.get(address).text
    planner.post(address, data=WORDS | {"after": "20"})
    db.session.expire_all()
    assert (added.after, added.changed_by_id) == (20, seoyeon.id)
    planner.post(f"{address}/withdraw")
    assert "부르면 오는 버스" not in client.get(CATALOGUE).text
    assert planner.get(address).status_code == 404
    assert CatalogueEntry.of_key(added.key, gaon) is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "무엇을 했는지 적어 주세요."),
        ({"source": " "}, "누가 낸 어느 글인지 적어 주세요."),
        ({"after": ""}, "도입 뒤의 값도 적어 주세요."),
        ({"before": "", "after": ""}, "하나는 적어 주세요."),
        ({"after": "열셋"}, "12.5처럼 수로 적어 주세요."),
        ({"after": "NaN"}, "1조까지의 수로"),
        ({"after": "1e400"}, "1조까지의 수로"),
        ({"unit": ""}, "값의 단위를 적어 주세요."),
        ({"source_url": "javascript:alert(1)"}, "https://로 시작하는"),
        ({"note": "가" * 301}, "300자까지"),
    ],
)
def test_what_can_not_be_is_said_at_its_field_and_the_rest_is_kept(planner, wrong, sentence):
    answer = planner.post(f"{CATALOGUE}/entries/new", data=WORDS | wrong)
    assert answer.status_code == 422 and sentence in answer.text
    assert "누리시" in answer.text
    assert db.session.scalar(db.select(db.func.count(CatalogueEntry.id))) == 0


def test_the_shipped_file_leaves_them_alone(added):
    load_catalogue()
    db.session.commit()
    assert db.session.get(CatalogueEntry, added.id).title == "부르면 오는 버스"


@pytest.mark.parametrize(("role", "status"), [(None, 303), ("consultant", 403), ("planner", 200)])
def test_adding_is_the_offices(role, status, client, as_person, person, round):
    visitor = as_person(person("도윤", role)) if role else client
    assert visitor.get(f"{CATALOGUE}/entries/new").status_code == status
