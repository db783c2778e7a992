"""A form's pages as pictures beside its places: drawn when it is uploaded, or asked for later."""

import pytest

from civic.db import db
from civic.plans.call_form import drawing
from civic.plans.call_form.form_pages import FormPage
from tests.call_forms.small_forms import docx_form, hwpx_form
from tests.plans.call_form.conftest import FORMS, key_of, only_form


@pytest.fixture
def undrawn(send, monkeypatch):
    """A form uploaded where nothing draws pages."""
    with monkeypatch.context() as without:
        without.setattr(drawing, "can_draw", lambda: False)
        assert send(hwpx_form()).status_code == 303
    return only_form()


def test_a_page_shows_the_form_with_its_places(form, planner):
    part, key = key_of(form, "사업명", "cell")
    page = planner.get(f"{FORMS}/{form.id}?view=pages").text
    assert f'href="{FORMS}/{form.id}/pages/1.svg"' in page
    assert f'href="{FORMS}/{form.id}/{part}/{key}?view=pages"' in page
    drawn = planner.get(f"{FORMS}/{form.id}/pages/1.svg")
    assert drawn.content_type == "image/svg+xml" and "업" in drawn.text
    assert "default-src 'none'" in drawn.headers["Content-Security-Policy"]
    assert planner.get(f"{FORMS}/{form.id}/pages/2.svg").status_code == 404


def test_turning_the_page_turns_no_list(form, planner):
    first = FormPage.find(form.id, 1)
    sides = {"width": first.width, "height": first.height, "picture": first.picture}
    db.session.add(FormPage(form_id=form.id, number=2, spots={}, **sides))
    db.session.commit()
    address = f"{FORMS}/{form.id}?view=pages"
    front, back = (planner.get(f"{address}&sheet={number}").text for number in (1, 2))
    assert "/pages/2.svg" in back and "/pages/2.svg" not in front
    lists = [page.partition('<ul class="rows">')[2].partition("</ul>")[0] for page in (front, back)]
    assert lists[0] == lists[1] and "<li" in lists[0]
    assert "sheet=2" in front and "sheet=1" in back


def test_a_chosen_place_is_framed_and_stays_seen_as_a_picture(form, planner):
    part, key = key_of(form, "사업명", "cell")
    address = f"{FORMS}/{form.id}/{part}/{key}?view=pages"
    sent = planner.post(address, data={"source": "word:programme"})
    assert sent.status_code == 303 and sent.location == address
    page = planner.get(address).text
    frame = page.partition('<svg class="form-page"')[2].partition("</svg>")[0]
    (chosen,) = (link for link in frame.split("<a ") if "aria-current" in link)
    assert f'{key}?view=pages"' in chosen and chosen.startswith('class="done"')


def test_a_place_of_no_known_page_says_so(form, planner):
    part, key = key_of(form, "사업명", "cell")
    sheet = FormPage.find(form.id, 1)
    sheet.spots = {other: spot for other, spot in sheet.spots.items() if other != key}
    db.session.commit()
    assert "찾지 못했어요" in planner.get(f"{FORMS}/{form.id}/{part}/{key}?view=pages").text


def test_an_earlier_form_is_drawn_when_asked(undrawn, planner):
    assert FormPage.count(undrawn.id) == 0
    address = f"{FORMS}/{undrawn.id}/pages"
    assert f'action="{address}"' in planner.get(f"{FORMS}/{undrawn.id}").text
    for _again in range(2):
        assert planner.post(address).location == f"{FORMS}/{undrawn.id}?view=pages"
    assert FormPage.count(undrawn.id) == 1
    assert f'action="{address}"' not in planner.get(f"{FORMS}/{undrawn.id}").text


def test_a_word_file_has_no_pictures_and_is_told_so(send, planner):
    assert send(docx_form(), "신청서.docx").status_code == 303
    form = only_form()
    assert FormPage.count(form.id) == 0
    page = planner.get(f"{FORMS}/{form.id}?view=pages").text
    assert "쪽 그림" not in page and "form-drawing" in page
    told = planner.post(f"{FORMS}/{form.id}/pages", follow_redirects=True).text
    assert "그리지 못했어요" in told


def test_pages_are_the_offices_alone(form, client, as_person, person):
    address = f"{FORMS}/{form.id}/pages/1.svg"
    assert client.get(address).status_code != 200
    assert as_person(person("민지")).get(address).status_code == 403
