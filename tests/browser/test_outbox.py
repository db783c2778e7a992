"""What people do without a connection is kept on their phone and sent exactly once."""

import io
import re

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue, IssuePhoto

pytestmark = pytest.mark.browser
NEW = "/gaon/1/issues/new"


def drawn(colour, size=(2600, 1400)) -> dict:
    """A photo as a phone would hand it over."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG", quality=80)
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def write_report(page, title, photos=("red", "blue")):
    """Two photos, a district with words, a kind and a line; everything but sending."""
    if photos:
        page.set_input_files("#photos", [drawn(colour) for colour in photos])
        page.wait_for_function(
            "n => [...document.querySelectorAll('li[data-photo] [data-photo-state]')].filter("
            "each => ['done', 'offline'].includes(each.dataset.photoState)).length === n",
            arg=len(photos),
        )
    page.locator("label.chip", has_text="보행").click()
    page.locator("#title").fill(title)
    page.select_option("#district_id", label="달내동")
    page.locator("#place").fill("달내초등학교 정문 앞")


def send(page):
    page.get_by_role("button", name="제보 보내기").click()


def count(look, model):
    return look(db.select(db.func.count()).select_from(model))


def until(page, holds):
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within 10 s")


def test_a_report_made_offline_survives_the_page_and_is_sent_once(page_of, look, round, person):
    page = page_of(person("민지"))
    page.goto(NEW)
    page.wait_for_selector("[data-photo-chooser][data-kept]")
    page.context.set_offline(True)
    write_report(page, "막차가 6시 40분이라 병원에 못 가요")
    send(page)
    page.get_by_role("heading", name="담아 두었어요. 연결되면 저절로 보내요").wait_for()
    page.close(run_before_unload=False)
    assert count(look, Issue) == 0

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto("/gaon/1/outbox")
    again.get_by_text("보냄").wait_for()
    assert look(db.select(Issue.title)) == "막차가 6시 40분이라 병원에 못 가요"
    assert count(look, Issue) == 1
    assert count(look, IssuePhoto) == 2
    again.reload()
    again.get_by_text("보냄").wait_for()
    assert count(look, Issue) == 1


def test_an_answer_lost_after_the_commit_does_not_make_a_second_report(
    page_of, look, round, person
):
    page = page_of(person("민지"))
    page.goto(NEW)
    page.wait_for_selector("[data-photo-chooser][data-kept]")
    lost = []

    def commit_and_lose(route):
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(route.fetch(max_redirects=0).status)
        return route.abort()

    page.route(re.compile(r"/gaon/1/issues/$"), commit_and_lose)
    write_report(page, "가로등이 꺼져 있어요")
    send(page)
    page.get_by_role("heading", name="담아 두었어요. 연결되면 저절로 보내요").wait_for()
    assert lost == [200]
    assert count(look, Issue) == 1
    page.close(run_before_unload=False)

    again = page.context.new_page()
    again.goto("/gaon/1/outbox")
    again.get_by_text("보냄").wait_for()
    assert count(look, Issue) == 1
    assert count(look, IssuePhoto) == 2
    again.locator("[data-list-sent] a").click()
    assert "가로등이 꺼져 있어요" in again.locator("h1").inner_text()
