"""Open311: a program sends a report, with pictures, once."""

from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue
from civic.open_data.models import Client
from civic.open_data.open311.models import SentReport
from civic.participation.participants import participants_of
from civic.photos.models import Photo
from civic.plans.snapshots.gather_rows import rows
from tests.factory import add_city

REQUESTS = "/open311/v2/requests"
WORDS = {
    "service_code": "safety",
    "description": "가로등이 꺼졌어요.\n밤에 어두워요.",
    "lat": "36.55",
    "long": "127.05",
    "email": "minji@example.com",
    "first_name": "민지",
}


def picture(colour="red"):
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def program(app):
    """Another site's program: it has no form token and no session."""
    client = app.test_client()
    client.sends_tokens = False
    return client


@pytest.fixture
def send(program, grant):
    """send(lat="…") gives the answer; key: of the Idempotency-Key."""
    _number, api_key = grant()

    def send(encoding="json", key=None, files=(), without=(), **values):
        form = WORDS | {"api_key": api_key} | values
        form = {name: value for name, value in form.items() if name not in without}
        if files:
            form["media"] = [(BytesIO(content), f"{n}.png") for n, content in enumerate(files)]
        headers = {"Idempotency-Key": key} if key else {}
        return program.post(f"{REQUESTS}.{encoding}", data=form, headers=headers)

    return send


def only_issue() -> Issue:
    return db.session.scalars(db.select(Issue)).one()


def test_a_report_comes_in_like_any_other(send, round, client):
    answer = send()
    issue = only_issue()
    (row,) = answer.json
    assert answer.status_code == 201 and row["service_request_id"] == str(issue.id)
    assert (issue.title, issue.body) == ("가로등이 꺼졌어요.", WORDS["description"])
    assert (issue.category, issue.district.name, issue.listed) == ("safety", "달내동", True)
    assert issue.status == "received" and issue.triaged_at is None
    db.session.refresh(round)
    assert (round.issues_count, round.untriaged_count) == (1, 1)
    assert client.get(f"/gaon/1/issues/{issue.id}").status_code == 200


def test_nothing_is_kept_of_who_reports_but_the_program(send, round, client):
    send()
    issue = only_issue()
    assert issue.reporter_id is None
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert "우리동네앱" in page and "민지" not in page and "minji@" not in page


def test_a_plan_counts_it_as_a_programs_and_not_as_the_offices(send, round):
    send()
    reports = rows(round, [], {}, participants_of(round))["reports"]
    (row,) = reports["rows"]
    assert row[reports["columns"].index("by")] == "program"


def test_what_looks_personal_is_masked(send, round):
    send(description="010-1234-5678로 전화 주세요.")
    assert only_issue().title == "[전화번호]로 전화 주세요."


def test_the_answer_is_xml_where_that_is_spoken(send, round):
    answer = send(encoding="xml")
    number = fromstring(answer.data).find("request/service_request_id").text
    assert number == str(only_issue().id)


def test_a_district_or_an_address_stands_for_a_position(send, round):
    for where in (
        {"address_id": "9900010001"},
        {"attribute[district]": "9900010001"},
        {"address_string": "가온시 느티동 12"},
    ):
        assert send(without=("lat", "long"), **where).status_code == 201
    names = {issue.district.name for issue in db.session.scalars(db.select(Issue))}
    assert names == {"느티동"}


def test_pictures_go_through_our_own_intake(send, round, client):
    assert send(files=[picture(), picture("blue")]).status_code == 201
    issue = only_issue()
    assert len(issue.photos) == 2 and issue.photos[0].photo.attached_at is not None
    (told,) = client.get(f"{REQUESTS}/{issue.id}.json").json
    assert told["media_url"].endswith(f"/photos/{issue.cover_key}.jpg")
    assert client.get(f"/photos/{issue.cover_key}.jpg").data[:2] == b"\xff\xd8"


def test_a_picture_is_fetched_from_its_address(send, app, round):
    app.extensions["outside"].pages["https://pictures.example/a.png"] = picture("green")
    assert send(media_url="https://pictures.example/a.png").status_code == 201
    assert len(only_issue().photos) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://pictures.example/none.png",
        "http://127.0.0.1/admin",
        "file:///etc/passwd",
        "https://me:secret@pictures.example/a.png",
        "https://[::1",
        "//x",
    ],
)
def test_a_picture_that_does_not_come_refuses_the_report(send, round, address):
    answer = send(media_url=address)
    assert answer.status_code == 400 and "media_url" in answer.json[0]["description"]
    assert db.session.scalars(db.select(Issue)).all() == []


def test_what_is_no_picture_refuses_the_report_and_leaves_no_file(send, app, round):
    before = len(app.extensions["photo_store"].files)
    answer = send(files=[picture("pink"), b"<html>"])
    assert answer.status_code == 400 and answer.json[0]["description"]
    assert len(app.extensions["photo_store"].files) == before
    assert db.session.scalars(db.select(Photo)).all() == []


def test_six_pictures_are_too_many(send, round):
    assert send(files=[picture()] * 6).status_code == 400


def test_sent_again_under_its_key_it_is_one_report(send, round):
    first, again = send(key="app-0001"), send(key="app-0001")
    assert again.json == first.json and again.status_code == 200
    assert only_issue()


def test_another_report_under_the_same_key_is_refused(send, round):
    send(key="app-0001")
    assert send(key="app-0001", description="다른 이야기예요.").status_code == 422
    assert send(key="app-0001", files=[picture()]).status_code == 422
    assert only_issue()


def test_keys_of_two_programs_are_two(send, program, grant, round):
    send(key="app-0001")
    _number, other = grant("다른앱")
    answer = program.post(
        f"{REQUESTS}.json",
        data=WORDS | {"api_key": other},
        headers={"Idempotency-Key": "app-0001"},
    )
    assert answer.status_code == 201
    assert len(db.session.scalars(db.select(SentReport)).all()) == 2


def test_whoever_never_got_the_answer_asks_by_its_key(send, program, grant, round):
    _number, other = grant("다른앱")
    number = send(key="app-0001").json[0]["service_request_id"]
    token = "/open311/v2/tokens/app-0001"
    [row] = program.get(f"{token}.json").json
    assert row == {"service_request_id": number, "token": "app-0001"}, (
        "no key, as the standard says"
    )
    assert number in program.get(f"{token}.xml").text and number == str(only_issue().id)
    assert program.get(f"{token}.json?api_key={other}").status_code == 404, "another's key"
    program.post(
        f"{REQUESTS}.json",
        data=WORDS | {"api_key": other},
        headers={"Idempotency-Key": "app-0001"},
    )
    assert program.get(f"{token}.json").status_code == 404, "of two programs it is nobody's"
    [row] = program.get(f"{token}.json?api_key={other}").json
    assert row["service_request_id"] != number


def test_without_a_good_key_nothing_comes_in(send, program, grant, round):
    refused = send(api_key="")
    assert refused.status_code == 403 and "api_key" in refused.json[0]["description"]
    assert send(api_key="civic_guess").status_code == 403
    _number, reads_only = grant("읽기앱", may_report=False)
    assert send(api_key=reads_only).status_code == 403
    number, ended = grant("지난앱")
    db.session.get(Client, number).revoke()
    db.session.commit()
    assert send(api_key=ended).status_code == 403
    assert db.session.scalars(db.select(Issue)).all() == []


def test_a_key_of_one_city_is_good_there_alone(send, grant, round):
    other = add_city("other")
    _number, theirs = grant("다른시앱", municipality_id=other.id)
    assert send(api_key=theirs, jurisdiction_id="gaon").status_code == 403


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"description": "\u200b\u3164"}, 400),
        ({"description": "가" * 4001}, 400),
        ({"lat": "nan"}, 400),
        ({"lat": "1e400"}, 400),
        ({"lat": "127.05", "long": "36.55"}, 400),
        ({"lat": "0", "long": "0"}, 400),
        ({"lat": ""}, 400),
        ({"lat": "", "long": ""}, 400),
        ({"lat": "", "long": "", "address_id": "none"}, 400),
        ({"address_string": "가" * 201}, 400),
        ({"service_code": "none"}, 404),
        ({"service_code": ""}, 400),
    ],
)
def test_a_mistake_is_said_in_a_sentence_and_nothing_stored(send, round, values, status):
    answer = send(**values)
    assert answer.status_code == status
    assert all(error["code"] == status and error["description"] for error in answer.json)
    assert db.session.scalars(db.select(Issue)).all() == []


def test_markup_stays_text(send, round, client):
    send(description='"><img src=x onerror=alert(1)> {{7*7}}')
    page = client.get(f"/gaon/1/issues/{only_issue().id}").text
    assert "<img src=x" not in page and "{{7*7}}" in page


def test_between_periods_no_report_is_taken(send, round, open_phase):
    open_phase("vote")
    answer = send()
    assert answer.status_code == 400 and "기간" in answer.json[0]["description"]


def test_a_body_that_is_no_form_is_refused_as_the_standard_says(program, round, grant):
    _number, key = grant()
    answer = program.post(f"{REQUESTS}.json?api_key={key}", json=WORDS)
    assert answer.status_code == 415 and answer.json[0]["code"] == 415


def test_a_program_is_slowed_down_by_its_own_limit(send, grant, round):
    _number, slow = grant("느린앱", report_limit="1 per minute")
    assert send(api_key=slow).status_code == 201
    answer = send(api_key=slow)
    assert answer.status_code == 429 and answer.json[0]["code"] == 429
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_long_first_line_becomes_a_short_title(send, round):
    send(description="횡단보도 신호가 짧아요. " + "어르신이 다 건너지 못해요. " * 10)
    assert only_issue().title == "횡단보도 신호가 짧아요."
