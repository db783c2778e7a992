"""A shared link shows a picture: what it is, drawn once for who has it, never what is hidden."""

import io
import re

import pytest
from PIL import Image

from civic.db import db
from civic.photos.models import Photo
from civic.sharing.card import LARGEST, Card, draw_card
from civic.sharing.cards import card_of_issue, card_of_result, card_of_round, card_of_solution
from tests.factory import add_solution, report_issue

HARD = ("가" * 300, "버스가 " * 80, "<b>{{7*7}}</b> \u202e 뒤집힌", "🚌👨‍👩‍👧", "W" * 200, "")


@pytest.fixture
def issue(round, person):
    issue = report_issue(round, person("하준"))
    db.session.commit()
    return issue


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("title", HARD)
def test_any_title_makes_a_small_picture_of_one_size(title):
    data = draw_card(Card("도시문제", title, title, "가온시"))
    assert opened(data).size == (1200, 630) and opened(data).format == "JPEG"
    assert len(data) <= LARGEST


def test_a_busy_photo_stays_within_the_limit():
    out = io.BytesIO()
    Image.effect_noise((720, 540), 90).convert("RGB").save(out, "JPEG", quality=95)
    data = draw_card(Card("도시문제", "어두운 골목", "달내동", "가온시", "a"), out.getvalue())
    assert len(data) <= LARGEST


def test_the_picture_of_an_issue_comes_once(client, issue):
    address = f"/gaon/1/share/issue-{issue.id}.jpg"
    first = client.get(address)
    assert (first.status_code, first.mimetype) == (200, "image/jpeg")
    assert opened(first.data).size == (1200, 630)
    etag = {"If-None-Match": first.headers["ETag"]}
    again = client.get(address, headers=etag)
    assert (again.status_code, again.data) == (304, b"")
    issue.supports_count += 1
    db.session.commit()
    assert client.get(address, headers=etag).status_code == 200


def test_what_is_hidden_has_no_picture_and_no_photo(client, issue):
    issue.cover_key = "c" * 32
    assert card_of_issue(issue).photo == "c" * 32
    values = {"key": "c" * 32, "sha256": "0" * 64, "width": 4, "height": 3}
    photo = Photo(**values)
    db.session.add(photo)
    photo.withhold()
    assert card_of_issue(issue).photo == ""
    issue.hide("광고예요.")
    db.session.commit()
    assert client.get(f"/gaon/1/share/issue-{issue.id}.jpg").status_code == 404


def test_a_hidden_solution_has_no_picture_for_planners_either(client, as_person, seoyeon, round):
    solution = add_solution(round)
    solution.hidden_at, solution.hidden_reason = solution.created_at, "광고예요."
    db.session.commit()
    for reader in (client, as_person(seoyeon)):
        assert reader.get(f"/gaon/1/share/solution-{solution.id}.jpg").status_code == 404


def test_cards_say_what_their_pages_say(round, issue, open_phase):
    solution = add_solution(round, title="부르면 오는 버스", cost_won=None)
    assert card_of_solution(solution).title == "부르면 오는 버스"
    assert "비용 확인 중" in card_of_solution(solution).facts
    assert card_of_round(round).title == "우리 동네에서 무엇이 불편하세요?"
    open_phase("vote")
    assert card_of_round(round).title == "우리 도시에 필요한 것을 골라 주세요"
    assert card_of_result(round) == card_of_round(round)  # nothing is counted yet


@pytest.mark.parametrize("page", ["", "issues/{issue}", "solutions/{solution}", "vote/result"])
def test_pages_name_their_picture_in_whole_addresses(client, round, issue, page):
    solution = add_solution(round)
    db.session.commit()
    text = client.get("/gaon/1/" + page.format(issue=issue.id, solution=solution.id)).text
    (picture,) = re.findall(r'<meta property="og:image" content="([^"]+)"', text)
    assert picture.startswith("http")
    assert client.get("/" + picture.split("/", 3)[3]).mimetype == "image/jpeg"
    assert "data-share=" in text or page in ("", "vote/result")
