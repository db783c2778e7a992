"""Four languages: names, money, days, numbers, marks, and what stands in for a missing word."""

import re
from datetime import date

import pytest
from flask_babel import force_locale, gettext
from markupsafe import Markup

from civic.db import db
from civic.languages.romanised import romanised
from civic.languages.text_language import language_of
from civic.web import filters, i18n
from civic.web.i18n import LANGUAGES
from tests.factory import report_issue

# As 행정안전부 and the cities themselves write them on signs and in addresses.
OFFICIAL = {
    "해미면": "Haemi-myeon",
    "대산읍": "Daesan-eup",
    "석남동": "Seongnam-dong",
    "동문1동": "Dongmun 1-dong",
    "행당제1동": "Haengdang 1-dong",
    "홍제제3동": "Hongje 3-dong",
    "거제1동": "Geoje 1-dong",
    "면목제3·8동": "Myeonmok 3·8-dong",
    "종로1.2.3.4가동": "Jongno 1.2.3.4-ga-dong",
    "을지로3가": "Euljiro 3-ga",
    "주문진읍": "Jumunjin-eup",
    "옥계면": "Okgye-myeon",
    "연곡면": "Yeongok-myeon",
    "신북읍": "Sinbuk-eup",
    "약사명동": "Yaksamyeong-dong",
    "백령면": "Baengnyeong-myeon",
    "대관령면": "Daegwallyeong-myeon",
    "별내면": "Byeollae-myeon",
    "종로구": "Jongno-gu",
    "강릉시": "Gangneung-si",
    "서울특별시": "Seoul",
    "강원특별자치도": "Gangwon-do",
    "Haemi": "Haemi",
}


@pytest.mark.parametrize(("korean", "latin"), OFFICIAL.items())
def test_names_of_places_are_written_as_the_state_does(korean, latin):
    assert romanised(korean) == latin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("가로등이 꺼졌어요 (LED)", "ko"),
        ("달내동 bus stop is broken and nobody comes", "en"),
        ("路灯坏了", "zh"),
        ("Đèn đường bị hỏng", "vi"),
        ("119", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_language_of_words_is_told_by_their_letters(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("en", 2_000_000_000, "₩2.0 billion"),
        ("en", 1_400_000_000, "₩1.4 billion"),
        ("en", 350_000_000, "₩350 million"),
        ("en", 350_000, "₩350,000"),
        ("zh", 2_000_000_000, "20亿韩元"),
        ("zh", 11_000_000, "1,100万韩元"),
        ("vi", 2_000_000_000, "2,0 tỷ won"),
        ("vi", 350_000, "350.000 won"),
        ("ko", 2_000_000_000, "20억 원"),
    ],
)
def test_money_is_counted_as_a_language_counts_it(app, language, amount, words):
    with app.test_request_context(f"/?language={language}"):
        assert filters.won(amount) == words


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("ko", "11월\u00a022일(일)", "1,234.5"),
        ("en", "Sun,\u00a0Nov\u00a022", "1,234.5"),
        ("zh", "11月22日\u00a0周日", "1,234.5"),
        ("vi", "CN,\u00a022/11", "1.234,5"),
    ],
)
def test_days_and_numbers_follow_the_language(app, language, day, number):
    with app.test_request_context(f"/?language={language}"):
        assert filters.day(date(2026, 11, 22)) == day
        assert filters.number(1234.5) == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_offered_on_each_page_and_in_each_is_its_own_name(
    client, round, language
):
    page = client.get(f"/gaon/1/issues/?language={language}")
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language
    for code, name in LANGUAGES.items():
        assert name in page.text and (code == language or f"/language/{code}?" in page.text)


def test_what_a_catalogue_lacks_is_said_in_english_not_korean(app):
    with app.test_request_context("/?language=vi"):
        assert gettext("이런 말은 아무 데도 없어요") == "이런 말은 아무 데도 없어요"
        with force_locale("en"):
            english = gettext("도시문제")
        known = {gettext("도시문제"), english}
    assert "도시문제" not in known


def test_names_are_in_latin_letters_where_korean_is_not_read(client, round, minji, gaon):
    report_issue(round, minji)
    db.session.commit()
    page = client.get("/gaon/1/issues/?language=vi").text
    assert "Dallae-dong" in page and ">달내동" not in page
    assert '<a href="/gaon/1/issues/' in page and 'lang="ko">마을버스' in page
    gaon.districts[0].name_en = "Moonriver"
    gaon.map_version += 1
    db.session.commit()
    assert "Moonriver" in client.get("/gaon/1/issues/?language=vi").text


@pytest.mark.parametrize(
    ("language", "own", "title"),
    [
        ("ko", "Gaon Together", "함께 정하는 가온"),
        ("en", "", "Gaon-si, decided together"),
        ("en", "Gaon Together", "Gaon Together"),
    ],
)
def test_a_city_is_called_as_its_readers_can_read_it(app, gaon, language, own, title):
    gaon.app_name_en = own
    with app.test_request_context(f"/?language={language}"):
        assert filters.app_called(gaon) == title


@pytest.mark.parametrize(
    ("language", "minutes", "a_day", "half_a_year"),
    [
        ("ko", "분", "대/일", "/6개월"),
        ("en", "\u00a0min", "\u00a0vehicles/day", "/6 months"),
        ("zh", "分钟", "辆/天", "/6个月"),
    ],
)
def test_usual_units_are_said_and_others_left(app, language, minutes, a_day, half_a_year):
    with app.test_request_context(f"/?language={language}"):
        assert (filters.unit("분"), filters.unit("대/일")) == (minutes, a_day)
        assert filters.unit("분/6개월") == minutes + half_a_year
        assert [filters.unit(name) for name in ("km/h", "마리", "건/분기")] == [
            *("km/h", "마리", "건/분기")
        ]


def test_no_line_ends_between_a_quotation_mark_or_bracket_and_a_particle(client, round, open_phase):
    open_phase("report")
    page = client.get("/gaon/").get_data(as_text=True)
    assert not re.search("[’”)][가-힣]", re.sub("<[^>]*>", "", page))
    assert i18n.unparted("‘이 문제예요’를 (여럿)이") == "‘이 문제예요’\u2060를 (여럿)\u2060이"
    assert i18n.unparted(Markup("<b>’를")) == Markup("<b>’\u2060를")
    assert "\u2060" not in client.get("/gaon/?language=en").get_data(as_text=True)
