"""내 활동: one's own data, changed and deleted by oneself."""

import pytest

from civic.db import db
from civic.people.models import Consent, Person, Role
from civic.people.names import display_name
from civic.people.residency.models import Residency
from civic.people.sign_in.models import SignIn, SignInCode
from tests.apps import KEY


@pytest.fixture
def minji(person, round, gaon):
    someone = person("민지", lives=True)
    someone.home_district_id = gaon.districts[0].id
    someone.agree(("required", "age", "contact"))
    db.session.commit()
    return someone


def test_the_way_out_is_one_page_from_everywhere(as_person, minji):
    browser = as_person(minji)
    for address in ("/gaon/", "/gaon/1/", "/gaon/1/issues/", "/gaon/1/vote", "/gaon/1/plan"):
        assert 'href="/gaon/mine"' in browser.get(address).text, address
    assert 'action="/sign-out"' in browser.get("/gaon/mine").text


def test_the_page_says_who_and_whether_residency_is_proven(as_person, minji, person):
    page = as_person(minji).get("/gaon/mine").text
    assert "민지님의 활동" in page
    assert "거주 확인됨" in page
    assert "아직 확인 전" in as_person(person("하늘")).get("/gaon/mine").text


def test_a_visitor_has_no_page_of_their_own(client, round):
    assert client.get("/gaon/mine").status_code == 303


def test_name_and_neighbourhood_change(as_person, minji, gaon):
    as_person(minji).post(
        "/gaon/mine/profile", data={"name": "새별", "home_district_id": gaon.districts[1].id}
    )

    db.session.refresh(minji)
    assert (minji.name, minji.home_district.name) == ("새별", "느티동")


def test_the_year_of_birth_is_a_choice_that_can_be_taken_back(as_person, minji):
    browser = as_person(minji)
    for typed, kept in (("1985", 1985), ("", None)):
        browser.post("/gaon/mine/profile", data={"name": "민지", "birth_year": typed})
        db.session.refresh(minji)
        assert minji.birth_year == kept


@pytest.mark.parametrize("typed", ["85", "1899", "2999", "오래전", "9" * 30])
def test_a_year_nobody_was_born_in_is_told(as_person, minji, typed):
    answer = as_person(minji).post("/gaon/mine/profile", data={"name": "민지", "birth_year": typed})
    assert answer.status_code == 422
    db.session.refresh(minji)
    assert minji.birth_year is None


def test_an_empty_name_is_told_and_nothing_changes(as_person, minji):
    response = as_person(minji).post(
        "/gaon/mine/profile", data={"name": " \u200b ", "home_district_id": ""}
    )

    assert response.status_code == 422
    assert "1~40글자" in response.text
    db.session.refresh(minji)
    assert minji.name == "민지"


def test_the_optional_consent_is_withdrawn_and_given_again(as_person, minji, clock):
    browser = as_person(minji)
    browser.post("/gaon/1/notices/choices")
    db.session.expire_all()
    assert "contact" not in minji.consents()
    withdrawn = db.session.scalars(db.select(Consent).filter_by(kind="contact")).one()
    assert withdrawn.withdrawn_at

    browser.post("/gaon/1/notices/choices", data={"mails": "y"})
    db.session.expire_all()
    assert "contact" in minji.consents()


def test_leaving_deletes_the_person_s_data(as_person, minji, client, ask_code):
    ask_code(client, minji.email)
    minji.set_passphrase("달내천 오리 세 마리가 산책해요")
    minji.roles = [Role(name="planner", municipality_id=1)]
    minji.birth_year = 1985
    db.session.commit()
    browser = as_person(minji)

    assert browser.post("/gaon/mine/leave").status_code == 422
    response = browser.post("/gaon/mine/leave", data={"sure": "y"})

    assert response.location == "/gaon/"
    db.session.expire_all()
    row = db.session.get(Person, minji.id)
    assert row.name == "떠난 주민"
    assert row.deleted_at
    emptied = row.email, row.phone, row.passphrase_hash, row.home_district_id, row.birth_year
    assert emptied == (None,) * 5
    for table in (SignIn, SignInCode, Role):
        assert not db.session.scalars(db.select(table)).all(), table
    assert browser.get("/gaon/mine").status_code == 303


def test_leaving_and_coming_back_gives_no_second_vote(
    as_person, person, round, gaon, card, app, ask_code
):
    haneul = person("하늘")
    address = haneul.email
    Residency.by_code(haneul, gaon, card(1), KEY)
    db.session.commit()
    as_person(haneul).post("/gaon/mine/leave", data={"sure": "y"})
    again = app.test_client()
    again.post("/sign-in/code", data={"code": ask_code(again, address)})
    again.post("/sign-in/consent", data={"required": "y", "age": "y", "name": "하늘"})

    response = again.post("/gaon/1/residency", data={"code": card(1)})

    assert "이미 쓴 참여 코드예요" in response.text
    newcomer = Person.at(address)
    assert newcomer.id != haneul.id
    assert not newcomer.votes_in(round)


def test_bylines(app, minji, person, gaon):
    haneul = person("하늘")
    with app.test_request_context():
        assert display_name(minji, shows_name=True) == "민지"
        assert display_name(minji, shows_name=False) == "달내동 주민"
        assert display_name(haneul, shows_name=False) == "주민"
        assert display_name(None, shows_name=True) == "주민"
        minji.leave()
        assert display_name(minji, shows_name=True) == "떠난 주민"
