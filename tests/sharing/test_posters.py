"""Posters with a code to scan, of the city and of each 읍면동, for planners to print."""

import io

from pypdf import PdfReader

from civic.sharing.poster import Poster, code_svg, poster_pdf

POSTERS = "/gaon/1/share/posters"


def words(data):
    return "".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split()
    )


def test_a_poster_is_one_page_that_says_who_asks_what_until_when(as_person, seoyeon, gaon, round):
    place = gaon.districts[0]
    desk = as_person(seoyeon)
    assert place.name in desk.get(POSTERS).text
    answer = desk.get(f"/gaon/1/share/poster.pdf?district={place.id}")
    assert answer.mimetype == "application/pdf"
    text = words(answer.data)
    for said in (place.name, "우리동네에서무엇이불편하세요?", "까지", f"district={place.id}"):
        assert said in text, said
    assert len(PdfReader(io.BytesIO(answer.data)).pages) == 1


def test_only_the_office_prints_and_only_its_own_districts(as_person, minji, seoyeon, round):
    assert as_person(minji).get(POSTERS).status_code == 403
    desk = as_person(seoyeon)
    for wrong in ("999999", "x", "0", "１"):
        assert desk.get(f"/gaon/1/share/poster.pdf?district={wrong}").status_code == 404, wrong


def test_words_are_never_markup_and_the_longest_stay_on_one_page():
    hard = '#image("/etc/passwd") *굵게* <b> \\ $x$ ' + "아주긴이름" * 20
    data = poster_pdf(
        Poster(hard[:40], hard[:40], hard[:120], hard[:40], hard[:40], "https://a.kr/b")
    )
    assert len(PdfReader(io.BytesIO(data)).pages) == 1
    assert "*굵게*" in words(data)


def test_the_same_address_is_the_same_code():
    assert code_svg("https://a.kr/b") == code_svg("https://a.kr/b") != code_svg("https://a.kr/c")
