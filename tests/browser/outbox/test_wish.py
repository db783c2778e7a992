"""A wish for a target made without a connection."""

import pytest

from civic.db import db
from civic.targets.models import Preference
from tests.browser.phone import OUTBOX, count, online_again, touch, until
from tests.targets.conftest import indicator, solution  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.service_worker]
WAITS = "이 휴대전화에 담아 두었어요. 연결되면 자동으로 보내요."


def test_a_wish_made_offline_is_delivered_once(page_of, look, indicator, open_phase, person):  # noqa: F811
    open_phase("target")
    address = f"/gaon/1/targets/{indicator.id}"
    page = page_of(person("민지", lives=True))
    page.goto(address)
    touch(page)
    page.context.set_offline(True)
    for value in ("25", "20"):  # she thinks again
        page.locator("#wish").fill(value)
        page.get_by_role("button", name="이 값으로 정하기").click()
        page.get_by_text(WAITS).first.wait_for()
    assert count(look, Preference) == 0

    online_again(page)
    until(page, lambda: count(look, Preference) == 1)
    page.goto(OUTBOX)
    page.get_by_text("보냄", exact=True).first.wait_for()
    assert look(db.select(Preference.value)) == 20
    page.goto(address)
    assert page.locator("#wish").input_value() == "20"
