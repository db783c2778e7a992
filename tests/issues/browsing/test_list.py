"""The list: orders, filters, pages, and what nonsense in the address gets."""

import re

import pytest
from sqlalchemy import event

from civic.db import db
from civic.issues.browsing import find
from civic.issues.models import Issue, rebuild_round_index

ADDRESS = "/gaon/1/issues/"


def titles(client, **query):
    page = client.get(ADDRESS, query_string=query)
    assert page.status_code == 200
    return re.findall(r'<h2>\s*<a href="[^"]+"[^>]*>([^<]+)</a>\s*</h2>', page.text)


def test_most_supported_first_then_newest(client, report, minji, person):
    first, *_others = (report(minji, title=f"{n}번째 제보") for n in ("첫", "둘", "셋"))
    first.support(person("준호"))
    db.session.commit()
    assert titles(client) == ["첫번째 제보", "셋번째 제보", "둘번째 제보"]
    assert titles(client, sort="newest") == ["셋번째 제보", "둘번째 제보", "첫번째 제보"]


def test_nearest_first_and_only_placed_ones(client, report, minji):
    report(minji, title="먼 곳", lat=36.59, lon=127.09)
    report(minji, title="가까운 곳", lat=36.551, lon=127.051)
    report(minji, title="어딘지 모르는 곳", lat=None, lon=None)
    report(minji, title="조금 먼 곳", lat=36.551, lon=127.06)
    found = titles(client, sort="nearest", lat="36.55", lon="127.05")
    assert found == ["가까운 곳", "조금 먼 곳", "먼 곳"]


def test_nearest_without_a_position_is_most_supported(client, report, minji):
    report(minji, title="제보", lat=None, lon=None)
    assert titles(client, sort="nearest") == ["제보"]


def test_the_position_is_rounded_before_it_shows_in_the_page(client, round):
    page = client.get(
        ADDRESS, query_string={"sort": "nearest", "lat": "36.551234", "lon": "127.05"}
    )
    assert "36.551" in page.text
    assert "36.551234" not in page.text.split('id="filters"')[1].split("</form>")[0]


def test_filters_by_category_district_and_status(client, report, minji, gaon):
    east = gaon.districts[1]
    report(minji, title="버스 문제")
    report(minji, title="주차 문제", category="parking", district_id=east.id, lon=127.15)
    reviewing = report(minji, title="검토하는 문제")
    reviewing.status = "reviewing"
    db.session.commit()
    assert titles(client, category="parking") == ["주차 문제"]
    assert titles(client, district=east.id) == ["주차 문제"]
    assert titles(client, status="reviewing") == ["검토하는 문제"]
    assert titles(client, category="parking", status="reviewing") == []


@pytest.mark.parametrize(
    "query",
    [
        {"category": "nope"},
        {"status": "nope"},
        {"sort": "nope"},
        {"district": "999999"},
        {"district": "abc"},
        {"district": "9" * 40},
        {"q": "가" * 101},
        {"sort": "nearest", "lat": "x", "lon": "y"},
        {"sort": "nearest", "lat": "36"},
        {"sort": "nearest", "lat": "91", "lon": "127"},
        {"sort": "nearest", "lat": "nan", "lon": "nan"},
        {"sort": "nearest", "lat": "1e999", "lon": "1"},
    ],
)
def test_a_condition_that_does_not_exist_is_refused_in_a_sentence(client, round, query):
    answer = client.get(ADDRESS, query_string=query)
    assert answer.status_code == 400
    assert "요." in answer.text


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "1.5", "9" * 30])
def test_any_page_number_gives_a_page(client, round, page):
    assert client.get(ADDRESS, query_string={"page": page}).status_code == 200


def test_htmx_gets_only_the_list(client, round):
    part = client.get(ADDRESS, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'id="issues"' in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_an_empty_round_invites_a_report(client, round):
    assert "아직 제보가 없어요" in client.get(ADDRESS).text


def test_a_title_is_text_never_markup(client, report, minji):
    report(minji, title="<script>alert(1)</script>", place='"><img src=x>')
    assert "<script>alert" not in client.get(ADDRESS).text


def test_a_full_page_takes_few_queries_however_many_issues(client, round, minji, gaon):
    rows = [
        {
            "round_id": round.id,
            "receipt": n,
            "title": f"제보 {n}",
            "category": "transit",
            "district_id": gaon.districts[n % 2].id,
            "reporter_id": minji.id,
            "supports_count": n % 7,
        }
        for n in range(1, 60)
    ]
    db.session.execute(db.insert(Issue), rows)
    rebuild_round_index(round)
    db.session.commit()
    for query in ({}, {"category": "transit"}, {"q": "제보"}, {"sort": "newest", "page": 3}):
        asked = []
        listener = lambda *args, asked=asked: asked.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        assert len(titles(client, **query)) in (19, 20)
        event.remove(db.engine, "before_cursor_execute", listener)
        assert len(asked) <= 9, asked  # two of them draw the map anew after a commit
    assert "59건" in client.get(ADDRESS).text


def test_a_slip_in_the_words_is_forgiven_and_said(client, report, minji):
    report(minji, title="음식물 쓰레기가 쌓여요")
    report(minji, title="버스 정류장에 그늘이 없어요")
    page = client.get(ADDRESS, query_string={"q": "쓰래기"}).text
    assert "‘쓰래기’ 검색 결과가 없어서 ‘쓰레기’ 검색 결과를 보여 드려요." in page
    assert titles(client, q="쓰래기") == ["음식물 쓰레기가 쌓여요"]
    assert titles(client, q="버스정류장") == ["버스 정류장에 그늘이 없어요"]
    found = client.get(ADDRESS, query_string={"q": "쓰레기"}).text
    assert "결과를 보여 드려요" not in found and "‘쓰레기’ 검색<" in found


def test_a_slip_that_others_made_too_leads_to_the_word_that_was_meant(client, report, minji):
    report(minji, title="음식물 쓰레기가 쌓여요")
    report(minji, title="골목이 더러워요", body="쓰래기 봉투가 터져 있어요")
    page = client.get(ADDRESS, query_string={"q": "쓰래기"}).text
    assert "골목이 더러워요" in page and "‘쓰레기’ 검색 결과도 보기" in page
    assert "검색 결과도 보기" not in client.get(ADDRESS, query_string={"q": "쓰레기"}).text


def test_a_slip_is_forgiven_in_words_of_a_story_and_a_place_too(client, report, minji):
    report(minji, title="밤길이 어두워요", body="가로등이 꺼졌어요", place="은행나무 사거리")
    assert titles(client, q="가러등") == ["밤길이 어두워요"]
    assert titles(client, q="은행나무 사걸이") == []  # two slips
    assert titles(client, q="은행나모") == ["밤길이 어두워요"]
    assert titles(client, q="달네동") == ["밤길이 어두워요"]


def test_words_like_none_are_not_found(client, report, minji):
    report(minji, title="음식물 쓰레기가 쌓여요")
    page = client.get(ADDRESS, query_string={"q": "헬리콥터"}).text
    assert "‘헬리콥터’ 검색 결과가 없어요" in page and "결과를 보여 드려요" not in page


@pytest.fixture
def counts_to_three(monkeypatch):
    built = find._sorted, find._number_of
    monkeypatch.setattr(find, "COUNTED_TO", 3)
    for statements in built:
        statements.cache_clear()
    yield
    for statements in built:
        statements.cache_clear()


def test_of_more_than_are_counted_every_page_is_in_order(client, report, minji, counts_to_three):
    everything = [report(minji, title=f"버스 {n}").title for n in range(find.SIZE + 4)]
    first, second = (titles(client, q="버스", sort="newest", page=n) for n in (1, 2))
    assert [*first, *second] == everything[::-1]
