"""Finding issues by Korean words of two syllables and fewer."""

import unicodedata

import pytest

from civic.db import db
from civic.issues.listing import search_index
from civic.issues.models import Issue, rebuild_round_index
from civic.solutions.catalogue.models import load_catalogue
from tests.factory import add_issue, add_round


def found(round, q):
    ids = search_index.matching(q, round.id)
    titles = db.session.scalars(db.select(Issue.title).where(Issue.id.in_(ids)))
    return sorted(titles)


@pytest.fixture
def issues(report, person):
    minji = person("민지")
    return [
        report(minji, title=title, body="", place="")
        for title in (
            "마을버스가 안 와요",
            "버스 정류장에 의자가 없어요",
            "마을 을지로 버스 노선",
            "불법주차 때문에 골목길이 막혀요",
            "KTX역 앞 5G가 안 돼요",
        )
    ]


@pytest.mark.parametrize(
    ("q", "titles"),
    [
        ("버스", ["마을 을지로 버스 노선", "마을버스가 안 와요", "버스 정류장에 의자가 없어요"]),
        ("주차", ["불법주차 때문에 골목길이 막혀요"]),
        ("마을버스", ["마을버스가 안 와요"]),
        ("버스 의자", ["버스 정류장에 의자가 없어요"]),
        ("길", ["불법주차 때문에 골목길이 막혀요"]),
        ("ktx", ["KTX역 앞 5G가 안 돼요"]),
        ("ＫＴＸ", ["KTX역 앞 5G가 안 돼요"]),
        ("지하철", []),
        ("달내동 주차", ["불법주차 때문에 골목길이 막혀요"]),
    ],
)
def test_words_are_found_inside_words(issues, round, q, titles):
    assert found(round, q) == titles


@pytest.mark.parametrize(
    ("title", "q", "finds"),
    [
        ("버스 정류장", "버스정류장", True),
        ("버스정류장", "버스 정류장", True),
        ("마을 버스 정류장 의자", "마을버스정류장", True),
        ("버스정류장이 멀어요", "버스 정류장이", True),
        ("버스, 정류장", "버스정류장", False),
        ("버스 노선과 정류장", "버스정류장", False),
        ("이번 주 차가 막혀요", "주차", False),
        ("free wifi", "freewifi", False),
        ("new station", "ewst", False),
        ("와이파이 free", "와이파이free", False),
    ],
)
def test_korean_words_are_found_however_they_are_spaced(report, person, round, title, q, finds):
    report(person("민지"), title=title, body="", place="")
    assert found(round, q) == ([title] if finds else [])


@pytest.mark.parametrize(
    "q",
    [
        '"',
        "'",
        "*",
        "버스*",
        "(버스",
        "버스 AND",
        "버스) OR 1=1",
        "NEAR(버스)",
        "grams:버스",
        "\\'",
    ],
)
def test_signs_of_the_query_language_mean_nothing(issues, round, client, q):
    assert client.get("/gaon/1/issues/", query_string={"q": q}).status_code == 200


def test_no_letter_finds_nothing(issues, round, client):
    page = client.get("/gaon/1/issues/", query_string={"q": "!?"}).text
    assert "0건" in page
    assert "짧은 검색어로 찾아보세요" in page


def test_an_unlisted_issue_is_not_found_until_listed_again(issues, round):
    issues[0].unlist()
    assert found(round, "마을버스") == []
    issues[0].list_it()
    assert found(round, "마을버스") == ["마을버스가 안 와요"]


def test_a_search_finds_nothing_of_another_round(issues, round, gaon, call):
    later = add_round(gaon, call, number=2)
    assert [len(found(each, "버스")) for each in (round, later)] == [3, 0]
    new = add_issue(later, title="버스 요금")
    rebuild_round_index(later)
    db.session.commit()
    assert [len(found(each, "버스")) for each in (round, later)] == [3, 1]
    assert found(later, "버스") == [new.title]


def test_the_only_round_is_not_asked_of_each_entry(issues, round, gaon, call):
    """Told by one without its round, which no program writes."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's index goes to both at once")
    add = db.text("INSERT INTO issue_search (rowid, grams) VALUES (:id, '버스')")
    search_index.forget_issue(issues[3].id)
    db.session.execute(add, {"id": issues[3].id})
    assert len(found(round, "버스")) == 4
    add_issue(add_round(gaon, call, number=2))
    assert len(found(round, "버스")) == 3


def test_a_rebuilt_index_finds_the_same(issues, round):
    issues[1].unlist()
    before = found(round, "버스")
    rebuild_round_index(round)
    db.session.commit()
    assert found(round, "버스") == before
    assert round.issues_count == 4


def test_the_closest_share_the_most_pieces(issues, round):
    ids = db.session.scalars(search_index.closest("마을버스가 너무 안 와요", round.id, 2)).all()
    assert ids[0] == issues[0].id


@pytest.mark.parametrize(
    "q",
    [
        *("2026-0002", " 2026-2 ", "２０２６－０００２", "2026–0002"),
        *("접수번호 2026-0002", "접수번호: 2026-0002"),
    ],
)
def test_a_receipt_number_finds_its_report(issues, client, q):
    page = client.get("/gaon/1/issues/", query_string={"q": q}).text
    assert "버스 정류장에 의자가 없어요" in page and "골목길" not in page


def test_a_receipt_number_finds_its_report_after_a_merge_too(issues, client, seoyeon):
    issues[1].merge_into(issues[0], seoyeon)
    db.session.commit()
    page = client.get("/gaon/1/issues/?q=2026-0002").text
    assert f'href="/gaon/1/issues/{issues[1].id}"' in page and "1건" in page
    issues[2].hide("광고예요.")
    db.session.commit()
    assert "마을 을지로" not in client.get("/gaon/1/issues/?q=2026-0003").text


def test_a_receipt_number_of_another_year_finds_nothing(issues, client):
    page = client.get("/gaon/1/issues/?q=2021-0002").text
    assert "버스 정류장에 의자가 없어요" not in page


@pytest.mark.parametrize("form", ["NFD", "NFC"])
@pytest.mark.parametrize("address", ["/gaon/1/issues/", "/gaon/1/solutions/catalogue"])
def test_a_search_from_a_mac_finds_the_same(issues, client, form, address):
    load_catalogue()
    db.session.commit()
    q = unicodedata.normalize(form, "버스") + "\u200b"
    assert (
        "버스"
        in client.get(address, query_string={"q": q})
        .text.split("<main", 1)[1]
        .split("</form>", 1)[1]
    )
