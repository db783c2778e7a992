"""The shipped catalogue of proven solutions and its page."""

import pytest

from civic.db import db
from civic.solutions.catalogue.file import CatalogueBroken, read_catalogue
from civic.solutions.catalogue.models import CatalogueEntry, load_catalogue

PAGE = "/gaon/1/solutions/catalogue"


def test_loading_twice_keeps_one_row_a_key_and_mends_what_changed(app):
    count = load_catalogue()
    CatalogueEntry.of_key("incheon-drt-wait").after = 99
    db.session.flush()
    assert load_catalogue() == count == len(db.session.scalars(db.select(CatalogueEntry)).all())
    assert CatalogueEntry.of_key("incheon-drt-wait").after == 13


def test_the_command_loads_it(app):
    said = app.test_cli_runner().invoke(args=["solutions", "load-catalogue"])
    assert said.exit_code == 0 and "28 proven solutions" in said.output


def test_disputed_figures_say_so(app):
    load_catalogue()
    parking = CatalogueEntry.of_key("bucheon-parking-supply")
    assert (parking.change.amount, parking.change.unit) == (72, "%p")
    assert "퍼센트포인트" in parking.note
    assert "48%" in CatalogueEntry.of_key("bucheon-parking-illegal").note
    assert "13.7분" in CatalogueEntry.of_key("incheon-drt-wait").note


def test_every_stated_percentage_agrees_with_its_values_or_the_note_says_it_does_not(app):
    load_catalogue()
    for entry in db.session.scalars(db.select(CatalogueEntry)):
        stated = entry.stated_change.rstrip("%p").replace("+", "")
        if not entry.change or not stated.lstrip("-").replace(".", "").isdecimal():
            continue
        found = entry.change.amount if entry.unit == "%" else entry.change.percent
        assert abs(found - float(stated)) <= 1 or "맞지 않아요" in entry.note, entry.key


@pytest.mark.parametrize(
    "line",
    ["a,sideways,1,2,", "a,up,many,2,", "a,up,1,2,javascript:alert(1)", "a,up,1,2,\na,up,1,2,"],
)
def test_a_broken_file_is_refused(tmp_path, line):
    file = tmp_path / "catalogue.csv"
    file.write_text("key,direction,before,after,source_url\n" + line + "\n")
    with pytest.raises(CatalogueBroken):
        read_catalogue(file)


def test_readers_find_by_words_and_category(client, round):
    load_catalogue()
    db.session.commit()
    page = client.get(PAGE, query_string={"q": "부천 주차"}).text
    assert "부천시" in page and "인천 영종" not in page
    assert "72%포인트 늘었어요" in page
    assert "찾는 방법이 없어요" in client.get(PAGE, query_string={"q": "%_'\""}).text
    assert "수돗물" in client.get(PAGE, query_string={"category": "environment"}).text
    assert client.get(PAGE, query_string={"category": "nonsense"}).status_code == 200


def test_a_proven_method_fills_the_form_while_proposing_is_open(
    as_person, minji, open_phase, round
):
    load_catalogue()
    db.session.commit()
    assert "이 방법으로 제안하기" not in as_person(minji).get(PAGE).text
    open_phase("propose")
    browser = as_person(minji)
    assert "new?catalogue=incheon-drt-wait" in browser.get(PAGE).text
    page = browser.get("/gaon/1/solutions/new?catalogue=incheon-drt-wait").text
    assert 'value="부르면 오는 버스"' in page and "국토교통부" in page
