"""What a city says of personal data, and what people get of theirs."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from PIL import Image

from civic.db import db
from civic.photos.models import Photo
from civic.privacy.notice.models import OWN_WORDS, PrivacyNotice
from civic.privacy.own_data.collecting import PARTS, SECRET, own_tables
from civic.privacy.own_data.labels import TABLES
from tests.factory import add_city, report_issue


@pytest.fixture
def minji(person, round):
    someone = person("민지")
    someone.birth_year = 1987
    db.session.commit()
    return someone


def opened(answer) -> ZipFile:
    assert answer.status_code == 200
    return ZipFile(io.BytesIO(answer.data))


def test_a_person_gets_all_that_is_theirs_and_nothing_of_others(
    as_person, minji, person, round, app
):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    photo = Photo.take_in(app.extensions["photo_store"], picture.getvalue(), minji)
    issue = report_issue(round, minji, title="민지의 제보", photos=[(photo, "자리")])
    junho = person("준호")
    report_issue(round, junho, title="준호의 제보").comment(minji, "민지의 의견", "key-comment")
    issue.comment(junho, "준호의 의견", "key-other")
    db.session.commit()
    archive = opened(as_person(minji).post("/gaon/mine/data/download"))
    assert archive.namelist() == ["index.html", "data.json", f"photos/{photo.key}.jpg"]
    tables = json.loads(archive.read("data.json"))["tables"]
    assert tables["person"][0]["birth_year"] == 1987
    assert [row["title"] for row in tables["issue"]] == ["민지의 제보"]
    assert [row["body"] for row in tables["issue_comment"]] == ["민지의 의견"]
    page = archive.read("index.html").decode()
    assert "민지의 제보" in page and "준호" not in page


def test_no_secret_goes_into_the_file(as_person, minji, round):
    minji.set_passphrase("달내천 오리 세 마리가 산책해요")
    db.session.commit()
    text = opened(as_person(minji).post("/gaon/mine/data/download")).read("data.json").decode()
    assert "hash" not in text
    assert not SECRET & set(json.loads(text)["tables"]["person"][0])


def test_hostile_words_are_text_in_the_page(as_person, minji, round):
    report_issue(round, minji, title='"><img src=x onerror=alert(1)>')
    db.session.commit()
    page = opened(as_person(minji).post("/gaon/mine/data/download")).read("index.html").decode()
    assert "<img src=x" not in page


def test_a_visitor_gets_nothing(client, round):
    assert client.post("/gaon/mine/data/download").status_code in (303, 401, 403)


def test_every_table_of_somebody_s_own_has_a_name():
    assert {table.name for table in own_tables()} | {"person", *PARTS} == set(TABLES)


def test_every_page_leads_to_the_notice_of_its_city(client, round):
    for page in ("/gaon/", "/gaon/1/issues/", "/gaon/privacy/"):
        assert 'href="/gaon/privacy/"' in client.get(page).text


def test_a_page_of_no_city_leads_to_the_notice_of_each(as_person, person, client, round):
    add_city("other")  # has no round yet
    db.session.commit()
    operator = as_person(person("다온", "operator"))
    for browser, page in ((client, "/"), (client, "/sign-in"), (operator, "/rights/")):
        shown = browser.get(page).text
        assert 'href="/gaon/privacy/"' in shown and 'href="/other/privacy/"' in shown, page
    assert client.get("/other/privacy/").status_code == 200
    assert operator.get("/other/office/privacy/").status_code == 200


def test_before_a_city_says_anything_its_own_promises_are_there(client, round):
    page = client.get("/gaon/privacy/").text
    assert "아직 보호책임자를 적지 않았어요" in page and "태어난 해" in page


def test_the_notice_names_what_is_kept_of_whom_and_whom_an_address_is_told(client, round):
    page = client.get("/gaon/privacy/").text
    for item in ("패스키", "회원 번호", "연계정보(CI)", "로그인하던 주소", "그 회사에 알려요"):
        assert item in page, item


def test_versions_stay_with_their_date_and_periods(as_person, seoyeon, client, gaon, clock, round):
    words = dict.fromkeys(OWN_WORDS, "") | {
        "officer": "기획예산과장", "department": "스마트도시과", "phone": "02-123-4567",
    }  # fmt: skip
    browser = as_person(seoyeon)
    today = {"in_force_on": "2026-11-22"}
    assert browser.post("/gaon/office/privacy/", data=words | today).status_code == 303
    assert "기획예산과장" in client.get("/gaon/privacy/").text
    later = {"officer": "스마트도시과장", "in_force_on": "2026-12-01"}
    browser.post("/gaon/office/privacy/", data=words | later)
    assert "기획예산과장" in client.get("/gaon/privacy/").text  # until the day comes
    clock(timedelta(days=10))
    assert "스마트도시과장" in client.get("/gaon/privacy/").text
    assert "기획예산과장" in client.get("/gaon/privacy/1").text
    assert client.get("/gaon/privacy/3").status_code == 404
    assert [notice.version for notice in PrivacyNotice.versions(gaon)] == [2, 1]


def test_a_notice_without_an_officer_or_of_yesterday_is_told(as_person, seoyeon, gaon, round):
    answer = as_person(seoyeon).post("/gaon/office/privacy/", data={"in_force_on": "2026-11-21"})
    assert answer.status_code == 422
    assert "보호책임자의 직책이나 이름" in answer.text and "오늘이나 그 뒤의 날" in answer.text
    assert PrivacyNotice.versions(gaon) == []
