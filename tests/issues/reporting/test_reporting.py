"""민지 reports: what is stored, what is refused, and that nothing she typed is lost."""

import io

import pytest

from civic.db import db
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.issues.reporting.drafts import Draft
from civic.issues.status import StatusChange
from civic.photos.models import Photo
from civic.places.map_cells import ZOOMS
from civic.rounds.models import Round
from civic.rounds.rules import PhaseClosed

ADDRESS = "/gaon/1/issues/"


@pytest.fixture
def her(as_person, minji, round):
    return as_person(minji)


def form(**changes):
    typed = {
        "title": "막차가 6시 40분이라 병원에 못 가요",
        "body": "어르신들이 길에서 기다려요.",
        "category": "transit",
        "lat": "36.55",
        "lon": "127.05",
        "place": "달내천로 41 앞",
        "request_key": "a-key-of-the-form",
    }
    return {name: value for name, value in (typed | changes).items() if value is not None}


def stored() -> list[Issue]:
    return list(db.session.scalars(db.select(Issue).order_by(Issue.id)))


def test_a_report_is_stored_with_its_district_receipt_and_first_status(her, minji, gaon):
    answer = her.post(ADDRESS, data=form())
    (issue,) = stored()
    assert answer.status_code == 303
    assert answer.location.endswith(f"/gaon/1/issues/{issue.id}/sent")
    assert (issue.reporter_id, issue.receipt, issue.status) == (minji.id, 1, "received")
    assert issue.district_id == gaon.districts[0].id
    assert issue.shows_name is False
    assert db.session.scalars(db.select(StatusChange.status)).all() == ["received"]
    assert "접수번호 2026-0001" in her.get(answer.location).text


def test_a_report_is_counted_listed_and_on_the_map_at_once(her):
    her.post(ADDRESS, data=form())
    round = db.session.scalar(db.select(Round))
    cells = db.session.scalars(db.select(IssueCell)).all()
    assert round.issues_count == 1
    assert round.next_receipt == 2
    assert sorted(cell.zoom for cell in cells) == list(ZOOMS)
    assert {cell.issues for cell in cells} == {1}
    assert "막차가 6시 40분이라" in her.get(ADDRESS + "?q=막차").text


def test_the_same_form_sent_twice_makes_one_report(her):
    first, again = her.post(ADDRESS, data=form()), her.post(ADDRESS, data=form())
    assert first.location == again.location
    assert len(stored()) == 1
    assert db.session.scalar(db.select(Round.next_receipt)) == 2


def test_two_people_may_use_the_same_key(her, as_person, person):
    her.post(ADDRESS, data=form())
    as_person(person("준호")).post(ADDRESS, data=form(title="가로등이 없어요", confirmed="1"))
    assert [issue.receipt for issue in stored()] == [1, 2]


def test_without_a_point_a_district_and_words_are_enough(her, gaon):
    east = gaon.districts[1].id
    her.post(ADDRESS, data=form(lat="", lon="", district_id=str(east), place="느티시장 입구"))
    (issue,) = stored()
    assert (issue.lat, issue.lon, issue.district_id) == (None, None, east)
    assert db.session.scalars(db.select(IssueCell)).all() == []


def test_a_point_decides_the_district(her, gaon):
    her.post(ADDRESS, data=form(lon="127.15", district_id=str(gaon.districts[0].id)))
    assert stored()[0].district_id == gaon.districts[1].id


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "무엇이 불편한지 한 줄로 적어 주세요."),
        ({"title": "가"}, "2자에서 100자까지"),
        ({"title": "가" * 101}, "2자에서 100자까지"),
        ({"title": "\u202e\u200b  "}, "한 줄로 적어 주세요"),
        ({"body": "가" * 4001}, "4,000자까지"),
        ({"place": "가" * 201}, "200자까지"),
        ({"category": "<script>"}, "목록에 있는 분야"),
        ({"district_id": "999"}, "목록에 있는 읍면동"),
        ({"district_id": "x'; --"}, "목록에 있는 읍면동"),
        ({"lat": "", "lon": ""}, "지도에서 위치를 고르거나"),
        ({"lat": "36.55", "lon": ""}, "위치를 읽을 수 없어요"),
        ({"lat": "", "lon": "127"}, "위치를 읽을 수 없어요"),
        ({"lat": "nan", "lon": "inf"}, "위치를 읽을 수 없어요"),
        ({"lat": "북위", "lon": "동경"}, "위치를 읽을 수 없어요"),
        ({"lat": "95", "lon": "127"}, "위치를 읽을 수 없어요"),
        ({"lat": "0", "lon": "0"}, "가온시 밖이에요"),
        ({"lat": "35.1", "lon": "129.0"}, "가온시 밖이에요"),
        ({"lat": "-89", "lon": "10"}, "가온시 밖이에요"),
    ],
)
def test_a_mistake_is_told_and_everything_typed_is_kept(her, changes, sentence):
    answer = her.post(ADDRESS, data=form(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    if "body" not in changes:
        assert "어르신들이 길에서 기다려요." in answer.text
    assert "a-key-of-the-form" in answer.text
    assert stored() == []


def test_a_district_alone_is_place_enough(her, gaon):
    west = str(gaon.districts[0].id)
    answer = her.post(ADDRESS, data=form(lat="", lon="", district_id=west, place=""))
    assert answer.status_code == 303
    assert [issue.district_id for issue in stored()] == [int(west)]


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("막차가 너무 일찍 끊겨요", "transit"),
        ("횡단보도 신호등이 짧아요", "walking"),
        ("가로등이 꺼져서 어두워요", "safety"),
        ("쓰레기가 쌓여서 냄새가 나요", "environment"),
        ("병원이 멀어요", "welfare"),
        ("그냥 그래요", "other"),
    ],
)
def test_a_category_nobody_chose_is_guessed_from_the_words(her, title, category):
    assert her.post(ADDRESS, data=form(title=title, body="", category=None)).status_code == 303
    assert [issue.category for issue in stored()] == [category]


def test_a_malformed_key_is_refused(her):
    assert her.post(ADDRESS, data=form(request_key="x y")).status_code == 400
    assert stored() == []


def test_out_of_phase_nothing_is_stored_and_nothing_is_lost(her, open_phase):
    open_phase("vote")
    answer = her.post(ADDRESS, data=form())
    assert answer.status_code == 409
    assert "막차가 6시 40분이라" in answer.text
    assert stored() == []


def test_the_verb_itself_refuses_out_of_phase(report, minji, open_phase):
    open_phase("propose")
    with pytest.raises(PhaseClosed):
        report(minji)


def test_photos_sent_with_the_form_become_part_of_the_report(her, jpeg):
    files = [(io.BytesIO(jpeg(colour)), f"{colour}.jpg") for colour in ("red", "blue")]
    her.post(ADDRESS, data=form(photos=files))
    (issue,) = stored()
    photos = db.session.scalars(db.select(IssuePhoto).order_by(IssuePhoto.position)).all()
    assert [each.issue_id for each in photos] == [issue.id, issue.id]
    assert issue.cover_key == photos[0].photo.key
    assert all(each.photo.attached_at for each in photos)


def test_photos_uploaded_before_are_attached_with_their_words(her, jpeg, minji):
    key = her.post("/photos", data={"photo": (io.BytesIO(jpeg()), "a.jpg")}).json["key"]
    her.post(ADDRESS, data=form(photo_keys=key, photo_alts="빈 정류장"))
    (issue,) = stored()
    assert (issue.cover_key, issue.cover_alt) == (key, "빈 정류장")


def test_a_bad_file_is_named_and_the_good_photo_is_kept(her, jpeg):
    files = [(io.BytesIO(jpeg()), "좋은 사진.jpg"), (io.BytesIO(b"%PDF-1.4"), "서류.jpg")]
    answer = her.post(ADDRESS, data=form(photos=files))
    kept = db.session.scalar(db.select(Photo.key))
    assert answer.status_code == 422
    assert "서류.jpg" in answer.text
    assert f'value="{kept}"' in answer.text
    assert stored() == []
    again = her.post(ADDRESS, data=form(photo_keys=kept))
    assert again.status_code == 303
    assert stored()[0].cover_key == kept


def test_the_sixth_photo_is_not_taken(her, jpeg):
    colours = ["red", "blue", "green", "white", "black", "pink"]
    files = [(io.BytesIO(jpeg(colour)), f"{colour}.jpg") for colour in colours]
    answer = her.post(ADDRESS, data=form(photos=files))
    assert answer.status_code == 422
    assert "5장까지" in answer.text
    assert stored() == []


def test_somebody_elses_photo_is_not_attached(her, as_person, person, jpeg):
    other = as_person(person("준호"))
    key = other.post("/photos", data={"photo": (io.BytesIO(jpeg()), "a.jpg")}).json["key"]
    answer = her.post(ADDRESS, data=form(photo_keys=key))
    assert answer.status_code == 422
    assert key not in answer.text
    assert stored() == []


def test_a_visitors_report_waits_as_a_draft_until_she_has_signed_in(client, round, her, jpeg):
    files = [(io.BytesIO(jpeg()), "a.jpg")]
    answer = client.post(ADDRESS, data=form(photos=files))
    draft = db.session.scalar(db.select(Draft))
    assert answer.status_code == 303
    assert "/sign-in?next=" in answer.location
    assert f"draft%3D{draft.id}" in answer.location
    assert stored() == []
    her.set_cookie("issue_draft", client.get_cookie("issue_draft").value)
    page = her.get(f"/gaon/1/issues/new?draft={draft.id}").text
    key = db.session.scalar(db.select(Photo.key))
    assert "막차가 6시 40분이라" in page
    assert key in page
    sent = her.post(ADDRESS, data=form(photo_keys=key, draft=str(draft.id)))
    assert sent.status_code == 303
    assert stored()[0].cover_key == key
    assert db.session.scalar(db.select(Draft)) is None


def test_a_draft_opens_only_for_the_browser_that_wrote_it(client, round, her):
    client.post(ADDRESS, data=form(title="비밀스러운 이야기"))
    draft = db.session.scalar(db.select(Draft))
    for address in (f"new?draft={draft.id}", "new?draft=abc", "new?draft=99999999999"):
        page = her.get(ADDRESS + address)
        assert page.status_code == 200
        assert "비밀스러운" not in page.text


def test_a_visitors_mistake_is_told_before_signing_in(client, round):
    answer = client.post(ADDRESS, data=form(title=""))
    assert answer.status_code == 422
    assert db.session.scalar(db.select(Draft)) is None


def test_the_form_says_it_is_no_petition(client, round):
    page = client.get(ADDRESS + "new").text
    for words in ("민원이 아니에요", "www.epeople.go.kr", "www.safetyreport.go.kr", "tel:119"):
        assert words in page


def test_out_of_phase_there_is_no_form(client, round, open_phase):
    open_phase("vote")
    page = client.get(ADDRESS + "new").text
    assert "지금은 제보를 받는 기간이 아니에요" in page
    assert 'id="report"' not in page


@pytest.mark.parametrize("blank", ["\u3164", "\u115f\u1160", "\u2800", "\ufe0f", "\u200b"])
def test_a_title_with_nothing_to_see_is_refused(her, blank):
    answer = her.post(ADDRESS, data=form(title=blank * 2))
    assert answer.status_code == 422 and "한 줄로 적어 주세요" in answer.text
    assert stored() == []


def test_once_sent_she_reads_what_comes_next_and_what_is_near(
    her, as_person, junho, report, round, client
):
    near = report(junho, title="정류장에 의자가 없어요", lat=36.551, lon=127.051)
    report(junho, title="먼 곳의 문제", lat=36.59, lon=127.09)
    round.answer_days = 7
    db.session.commit()
    page = her.get(her.post(ADDRESS, data=form()).location)
    assert "11월\u00a029일(일)까지 답해요" in page.text
    assert near.title in page.text
    assert "먼 곳의 문제" not in page.text
    mine = stored()[-1].id
    for other in (client, as_person(junho)):
        assert other.get(f"{ADDRESS}{mine}/sent").location == f"{ADDRESS}{mine}"


def test_a_city_with_a_telephone_takes_reports_by_it(client, round, gaon):
    pages = ("/gaon/", "/gaon/1/", "/gaon/1/issues/new")
    for page in pages:
        assert "전화로 제보" not in client.get(page).text
    gaon.team_phone = "031-123-4567"
    db.session.commit()
    for page in pages:
        text = client.get(page).text
        assert "전화로 제보" in text and 'href="tel:031-123-4567"' in text
