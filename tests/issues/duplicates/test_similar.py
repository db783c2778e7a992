"""Similar reports: shown before sending, supported instead, never in the way for long."""

import pytest

from civic.db import db
from civic.issues.duplicates.likeness import box_around, distance_m, words_alike
from civic.issues.duplicates.similar import find_similar
from civic.issues.listing import search_index
from civic.issues.models import Issue, rebuild_round_index

SIMILAR = "/gaon/1/issues/similar"


def titles(found):
    return [each.issue.title for each in found]


def test_a_degree_of_latitude_is_about_111_km():
    assert distance_m(36, 127, 37, 127) == pytest.approx(111_195, abs=5)
    assert distance_m(36.55, 127.05, 36.55, 127.05) == 0


def test_the_box_holds_the_circle():
    south, west, north, east = box_around(36.55, 127.05, 250)
    for lat, lon in ((south, 127.05), (north, 127.05), (36.55, west), (36.55, east)):
        assert 250 <= distance_m(36.55, 127.05, lat, lon) < 260


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("버스가 안 와요", "버스가 안 와요", 1, 1),
        ("마을버스가 안 와요", "마을버스 안 와요", 0.6, 1),
        ("마을버스가 안 와요", "가로등이 고장났어요", 0, 0.45),
        ("", "버스", 0, 0.01),
    ],
)
def test_likeness_of_words(a, b, least, most):
    assert least <= words_alike(a, b) <= most


def test_near_by_of_the_same_category_or_alike_in_words(report, minji, round):
    report(minji, title="정류장 의자가 부서졌어요", lat=36.5505, lon=127.05)
    report(minji, title="가로등이 없어요", category="safety", lat=36.5501, lon=127.05)
    report(minji, title="신호가 짧아요", lat=36.56, lon=127.05)
    report(minji, title="마을버스를 너무 오래 기다려요", lat=None, lon=None)
    here = round.municipality.districts[0].id
    words = "마을버스 너무 오래 기다려요"
    found = find_similar(round, words, "transit", 36.55, 127.05, here)
    assert titles(found) == [
        *("마을버스를 너무 오래 기다려요", "가로등이 없어요", "정류장 의자가 부서졌어요"),
    ]
    assert [each.strong for each in found] == [True, False, False]


def test_words_alone_of_another_district_never_ask_again(report, minji, round):
    report(minji, title="마을버스가 안 와요", lat=None, lon=None)
    elsewhere = round.municipality.districts[1].id
    (found,) = find_similar(round, "마을버스가 안 와요", "transit", 36.55, 127.15, elsewhere)
    assert not found.strong


def test_what_stands_at_the_place_is_offered_before_a_word_is_written(report, minji, round, client):
    report(minji, title="가로등이 없어요", category="safety", lat=36.5503, lon=127.05)
    report(minji, title="저 아래 가로등", category="safety", lat=36.551, lon=127.05)
    assert titles(find_similar(round, "", "", 36.55, 127.05)) == ["가로등이 없어요"]
    part = client.post(SIMILAR, data={"lat": "36.55", "lon": "127.05"}).text
    assert "이 근처에 같은 제보가 있어요" in part


def test_closed_hidden_and_other_rounds_are_not_offered(report, minji, round):
    done, hidden = report(minji, title="같은 제목이에요"), report(minji, title="같은 제목이에요")
    done.status = "done"
    hidden.hide("이유")
    db.session.commit()
    assert find_similar(round, "같은 제목이에요", "transit", 36.55, 127.05) == []


def test_at_most_five_are_offered(report, minji, round):
    for n in range(8):
        report(minji, title=f"마을버스가 안 와요 {n}")
    assert len(find_similar(round, "마을버스가 안 와요", "transit", 36.55, 127.05)) == 5


def test_the_part_offers_to_say_this_is_it(as_person, person, report, minji):
    issue = report(minji)
    his = as_person(person("준호"))
    part = his.post(SIMILAR, data={"title": issue.title, "category": "transit"})
    assert f"/gaon/1/issues/{issue.id}/same" in part.text
    assert "이 문제예요" in part.text


def test_a_visitor_may_say_so_too_and_the_office_reads_of_no_button(
    client, as_person, seoyeon, report, minji
):
    issue = report(minji)
    part = client.post(SIMILAR, data={"title": issue.title}).text
    assert f'formaction="/gaon/1/issues/{issue.id}/same"' in part and "hx-post" not in part
    office = as_person(seoyeon).post(SIMILAR, data={"title": issue.title}).text
    assert issue.title in office and "이 문제예요" not in office


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"title": "가" * 5000, "category": "x", "lat": "a", "lon": "b"},
        {"title": '" OR *', "lat": "nan", "lon": "1"},
        {"title": "버스", "category": "transit", "lat": "36.55"},
    ],
)
def test_nonsense_offers_nothing(client, round, query):
    answer = client.get(SIMILAR, query_string=query)
    assert answer.status_code == 200
    assert "혹시 이 문제인가요" not in answer.text


def test_a_strong_duplicate_is_shown_once_and_then_the_report_goes_through(
    as_person, person, report, minji
):
    first = report(minji)
    his = as_person(person("준호"))
    form = {"title": first.title, "category": "transit", "lat": "36.55", "lon": "127.05"}
    form["request_key"] = "junho-form-key"
    asked = his.post("/gaon/1/issues/", data=form)
    assert asked.status_code == 200
    assert "그래도 새로 제보하기" in asked.text
    assert 'name="confirmed" value="1"' in asked.text
    sent = his.post("/gaon/1/issues/", data=form | {"confirmed": "1"})
    assert sent.status_code == 303
    assert db.session.scalar(db.select(db.func.count()).select_from(Issue)) == 2


def test_a_round_of_thousands_is_searched_through_the_index(round, gaon):
    rows = [
        {
            "round_id": round.id,
            "receipt": n,
            "title": f"마을버스 {n}번 노선이 안 와요",
            "category": "transit",
            "lat": 36.5 + n / 30000,
            "lon": 127.05,
        }
        for n in range(1, 2001)
    ]
    db.session.execute(db.insert(Issue), rows)
    rebuild_round_index(round)
    db.session.commit()
    found = find_similar(round, "마을버스 1234번 노선이 안 와요", "transit")
    assert found[0].issue.receipt == 1234


@pytest.mark.parametrize("few", [0, 1, 300])
def test_like_words_are_found_among_many_that_share_some(report, minji, round, monkeypatch, few):
    monkeypatch.setattr(search_index, "FEW", few)
    report(minji, title="마을버스가 안 와요", lat=None, lon=None)
    for n in "가나다":
        report(minji, title=f"우리 마을버스 안에 {n}", lat=None, lon=None)
    found = find_similar(round, "마을버스가 안 와요!", "transit")
    assert titles(found)[0] == "마을버스가 안 와요"
