"""What a person does on the phone in the tests of the outbox."""

import io
import re

from PIL import Image

from civic.db import db

NEW = "/gaon/1/issues/new#whole"  # one page; its steps are tests/browser/test_steps.py
OUTBOX = "/gaon/1/outbox"
# How many items this phone keeps.
KEPT = """() => new Promise((tell) => {
  indexedDB.open("outbox").onsuccess = ({ target: { result } }) => {
    result.transaction("items").objectStore("items").count().onsuccess = (count) => {
      tell(count.target.result);
      result.close();
    };
  };
})"""


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


def keeps(page):
    """Touch the page, and wait until it keeps what is written."""
    page.locator("h1").first.click()
    page.wait_for_selector("[data-photo-chooser][data-kept]")


def touch(page):
    """Touch the page, and wait until its acts would be kept without a connection."""
    page.locator("h1").first.click()
    page.wait_for_selector("#outbox[data-ready]", state="attached")


def report_offline(page, title, photos=("red", "blue")):
    """A whole report while there is no connection, until the page says that it waits."""
    page.goto(NEW)
    keeps(page)
    page.context.set_offline(True)
    write_report(page, title, photos)
    send(page)
    page.get_by_role("heading", name="제보를 담아 두었어요").wait_for()


def online_again(page):
    """The network is back, and the page hears of it."""
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


def count(look, model):
    return look(db.select(db.func.count()).select_from(model))


def joins(page, sent, name):
    """From the sign-in to where it leads, for the first time. sent: the messages so far."""
    page.locator("#address").fill("new@example.com")
    page.get_by_role("button", name="인증번호 받기").click()
    page.locator("#code").fill(re.search(r"\d{6}", sent[-1][1])[0])
    page.get_by_role("button", name="들어가기").click()
    page.locator("label[for=required]").click()
    page.locator("label[for=age]").click()
    page.locator("#name").fill(name)
    page.get_by_role("button", name="동의하고 시작하기").click()


def until(page, holds):
    for _ in range(1200):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen within 120 s")
