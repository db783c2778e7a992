"""Two planners at one form: what one typed for a place is not undone by the other's older page."""

import re

import pytest

from civic.db import db
from civic.plans.call_form.form_places import FormText
from tests.plans.call_form.conftest import FORMS, key_of

SAID = "그사이 다른 담당자가 저장했어요"


@pytest.fixture
def jiho(as_person, person):
    return as_person(person("지호", "planner"))


def seen_on(page: str) -> str:
    return re.search(r'name="seen" type="hidden" value="(\w+)"', page)[1]


def kept_words() -> str:
    db.session.expire_all()
    return db.session.scalars(db.select(FormText.words)).one()


def test_an_older_page_of_a_place_does_not_undo_what_a_colleague_typed(planner, jiho, form):
    part, key = key_of(form, "사업명", "cell")
    address = f"{FORMS}/{form.id}/{part}/{key}"
    opened, theirs = seen_on(planner.get(address).text), seen_on(jiho.get(address).text)
    typed = {"source": "text", "words": "지호가 적은 글", "seen": theirs}
    assert jiho.post(address, data=typed).status_code == 303
    mine = {"source": "text", "words": "서연이 적은 글"}
    answer = planner.post(address, data=mine | {"seen": opened})
    assert answer.status_code == 422 and SAID in answer.text and "서연이 적은 글" in answer.text
    assert kept_words() == "지호가 적은 글"
    told = seen_on(answer.text)
    assert planner.post(address, data=mine | {"seen": told}).status_code == 303
    assert kept_words() == "서연이 적은 글"
    assert (
        planner.post(address, data=mine | {"seen": seen_on(planner.get(address).text)}).status_code
        == 303
    )


def test_what_was_withdrawn_is_chosen_again_without_a_word_of_colleagues(planner, jiho, form):
    part, key = key_of(form, "사업명", "cell")
    address = f"{FORMS}/{form.id}/{part}/{key}"
    typed = {"source": "text", "words": "적은 글"}
    assert planner.post(address, data=typed).status_code == 303
    older = seen_on(jiho.get(address).text)
    assert planner.post(f"{address}/withdraw", data={"sure": "1"}).status_code == 303
    answer = jiho.post(address, data=typed | {"seen": older})
    assert answer.status_code == 422 and SAID in answer.text
    again = typed | {"seen": seen_on(planner.get(address).text)}
    assert planner.post(address, data=again).status_code == 303
