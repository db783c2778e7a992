"""A planner with a raw file of 1,529 suggestions: how many acts until all are triaged, those that
say the same merged, and ten themes named; counted as a person presses and types.

An act is a click, a file given, a key pressed, or a field typed into; going to a page is two, over
the planner's first page. Keys pressed while typing are counted beside, two or three a syllable.
Waiting and reading are none: this says what the pages ask for, not how long a careful person looks.
Nouns are read by Kiwi: words cut plainly find 65 that say the same, some wrongly.
"""

import os
import time
import unicodedata
from importlib.util import find_spec

import pytest

from civic.db import db
from civic.engines.text_nouns import from_settings
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.themes.models import Theme
from civic.triage.piles.finding import find_of_large_rounds
from tests.browser.arrivals import arrived
from tests.browser.conftest import DESK
from tests.paths import SHARED

FILE = SHARED / "reports_ko" / "seoul_proposals.csv"
TEXTS, MOST_ACTS, MERGED, THEMES = 1_529, 400, 68, 10
# A title that says nothing over two different wishes: whoever reads the page leaves it alone.
NOT_THE_SAME = "따릉이 관련 제안입니다."

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not FILE.exists(), reason="real texts are not here (../shared/data)"),
    pytest.mark.skipif(not find_spec("kiwipiepy"), reason="kiwipiepy is not installed"),
]


class Planner:
    """Somebody at a page, whose acts are counted."""

    def __init__(self, page):
        self.page, self.acts, self.keys, self.laps = page, 0, 0, {}
        self.started_at, self.cpu_then = time.monotonic(), cpu_s()

    def go(self, address):
        self.acts += 2
        self.page.goto(address)

    def click(self, selector):
        self.acts += 1
        self.page.locator(selector).first.click()

    def press(self, key):
        self.acts += 1
        self.page.keyboard.press(key)

    def give_file(self, selector, path):
        self.acts += 2  # the field is pressed, and the file is chosen in the system's window
        self.page.set_input_files(selector, path)

    def type(self, field, words):
        self.acts += 1
        self.keys += len(unicodedata.normalize("NFD", words))
        field.fill(words)

    def lap(self, name):
        waited, worked = time.monotonic() - self.started_at, cpu_s() - self.cpu_then
        self.laps[name] = (self.acts, round(waited, 1), round(worked, 1))


def cpu_s() -> float:
    """Of the server, which is in this process, and of what it started and has ended."""
    return sum(os.times()[:4])


@pytest.fixture(autouse=True)
def nouns(app, monkeypatch):
    monkeypatch.setitem(app.extensions, "text_nouns", from_settings({"TEXT_NOUNS": "kiwi"}))


def count(look, *conditions):
    return look(db.select(db.func.count()).select_from(Issue).where(*conditions))


def bring_in(planner):
    planner.go("/gaon/1/office/issues/import")
    planner.give_file("input[type=file]", FILE)
    planner.click("main form[enctype] button")
    planner.click("text=모든 행 확인하기")
    arrived(planner.page, "*/review")
    if planner.page.locator("#skip_mistakes").count():
        planner.click("#skip_mistakes")
    planner.click("#run button")
    planner.page.wait_for_selector("text=건을 가져왔어요.")
    planner.lap("import")


def group(planner):
    planner.go("/gaon/1/office/themes/")
    planner.click("text=묶음 제안 받기")
    planner.click("text=모두 받아들이기")
    arrived(planner.page, "*/names")
    planner.lap("group")


def name_ten(planner):
    """The ten largest, each by the words found and one more of one's own."""
    rows = planner.page.locator(".theme-naming")
    for n in range(THEMES):
        words = rows.nth(n).locator("h2").inner_text().split(" · ")
        planner.type(rows.nth(n).locator("input[name$='-name']"), f"{words[0]} 바라는 점")
    planner.click("text=모두 저장")
    planner.page.wait_for_selector("text=개의 이름과 설명을 저장했어요")
    planner.lap("names")


def merge(planner):
    """What the worker found to be the same, and, once that is merged, what is the same as the
    merged ones."""
    planner.go("/gaon/1/office/voices")
    planner.click("text=같은 말 모아 보기")
    for _ in range(2):
        find_of_large_rounds()
        planner.go("/gaon/1/office/voices/piles")
        merge_pages(planner)
    planner.lap("merge")


def merge_pages(planner):
    """Page by page, until only what is not the same is left."""
    while True:
        piles = planner.page.locator("section[id^=pile-]")
        others = piles.filter(has_text=NOT_THE_SAME)
        if piles.count() <= others.count():
            break
        for n in range(others.count()):
            for tick in others.nth(n).locator("input[name^=issue-]").all():
                planner.acts += 1
                tick.uncheck()
        planner.click("button[name=pile][value=all]")
        planner.page.wait_for_selector("text=건을 합쳤어요.")


def look_at_all(planner):
    planner.click("text=제보 살펴보기")
    planner.page.wait_for_function("() => window.htmx")
    planner.click("label:has(> input[name=all])")
    planner.press("e")
    planner.page.wait_for_selector("text=살펴볼 제보가 없어요")
    planner.lap("triage")


def test_1529_texts_in_at_most_400_acts(page_of, round, seoyeon, look, capsys):
    round_id = round.id
    planner = Planner(page_of(seoyeon, DESK))
    planner.page.set_default_timeout(150_000)  # where others share the machine
    bring_in(planner)
    imported = look(db.select(IssueImport.rows))
    for step in (group, name_ten, merge, look_at_all):
        step(planner)

    here = Issue.round_id == round_id
    merged = count(look, here, Issue.merged_into_id.is_not(None))
    named = (Theme.round_id == round_id, Theme.gone_at.is_(None), Theme.named_at.is_not(None))
    with capsys.disabled():
        print(f"\n{imported} rows, {merged} merged; {planner.acts} acts, {planner.keys} keys typed")
        print(f"acts, seconds and seconds of CPU after each step: {planner.laps}")
    assert imported == TEXTS == count(look, here)
    assert count(look, here, Issue.listed, Issue.triaged_at.is_(None)) == 0
    assert merged >= MERGED
    assert look(db.select(db.func.count()).select_from(Theme).where(*named)) == THEMES
    assert planner.acts + planner.keys <= MOST_ACTS
    assert planner.page.problems == []
