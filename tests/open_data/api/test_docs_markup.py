"""The page that explains the API, as strict readers of HTML see it. `make html` has html-validate
itself look at it (npm); what stands here of its rules is asked at every run."""

import itertools
import os
import re
import subprocess
from html.parser import HTMLParser

import pytest

from civic.db import db
from tests.factory import add_issue, add_solution

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
PRESETS = ("recommended", "standard")
HTML_VALIDATE = os.environ.get("CIVIC_HTML_VALIDATE", "")


@pytest.fixture
def page(client, round, gaon):
    add_issue(round, 1, lat=36.55, lon=127.05, district_id=gaon.districts[0].id)
    add_solution(round)
    db.session.commit()
    return client.get("/api/").text


class Strict(HTMLParser):
    """Names in wrong what is not closed, closed twice, named twice, or points nowhere."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.named, self.wrong = [], [], [], []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _value in attrs]
        if len(set(names)) < len(names):
            self.wrong.append(f"an attribute twice: {tag}")
        values = dict(attrs)
        self.ids += [values["id"]] if "id" in values else []
        self.named += (values.get("aria-labelledby") or "").split()
        self.named += [values["for"]] if "for" in values else []
        if tag == "button" and "type" not in values:
            self.wrong.append("a button without type")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"closed where it is not open: {tag}")


def test_it_is_closed_named_and_typed_as_it_should_be(page):
    strict = Strict()
    strict.feed(page)
    assert strict.wrong == [] and strict.open == []
    assert len(set(strict.ids)) == len(strict.ids)
    assert set(strict.named) <= set(strict.ids)
    assert page.lstrip().startswith("<!DOCTYPE html>") and not re.search(r"[ \t]\n", page)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_mistake_would_be_seen():
    strict = Strict()
    strict.feed('<p id="a" id="a"><b></p></b><button>x</button>')
    assert len(strict.wrong) == 4


@pytest.mark.skipif(not HTML_VALIDATE, reason="CIVIC_HTML_VALIDATE names no html-validate")
@pytest.mark.parametrize("preset", PRESETS)
def test_html_validate_finds_nothing(page, tmp_path, preset):
    file = tmp_path / "api.html"
    file.write_text(page)
    command = [HTML_VALIDATE, "--preset", preset, str(file)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
