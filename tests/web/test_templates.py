"""Templates: lines of at most 100 columns, one element of a page's structure a line, and partials
that say first what they need."""

import re
import unicodedata

import pytest

from tests.paths import ROOT

TEMPLATES = ROOT / "templates"
MOST_COLUMNS = 100
STRUCTURE = (
    *("html", "head", "body", "meta", "link", "title", "script", "main", "header", "footer", "nav"),
    *("section", "article", "aside", "div", "p", "h1", "h2", "h3", "ul", "ol", "li", "dl", "dt"),
    *("dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "form", "fieldset", "legend"),
    *("details", "summary", "figure", "figcaption", "blockquote", "option", "textarea"),
)
START = re.compile(rf"<(?:{'|'.join(STRUCTURE)})(?=[\s>{{])")
MADE_ANEW = '"shared/ui.html" as ui with context'  # for each page that imports them
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


def columns(line: str) -> int:
    """How wide a line is on a screen of one-width letters, where Hangul takes two columns."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)


def badly_written(text: str, width=columns) -> list[str]:
    """Lines too wide, or with more than one element of the page's structure."""
    lines = text.splitlines()
    return [
        line
        for line in lines
        if width(line) > MOST_COLUMNS or len(START.findall(JINJA.sub("", line))) > 1
    ]


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_template_has_one_element_a_line(path):
    assert badly_written(path.read_text(), columns) == []


def test_a_partial_says_first_what_it_needs():
    partials = TEMPLATES.rglob("_*.html")
    silent = [path.name for path in partials if not path.read_text().startswith("{#")]
    assert silent == []


def test_a_packed_line_would_be_seen():
    assert badly_written("<ul><li>가로등</li></ul>\n") == ["<ul><li>가로등</li></ul>"]
    assert badly_written(f"<p>{'가' * 46}</p>\n") == []
    assert badly_written(f"<p>{'가' * 47}</p>\n") != []
    assert badly_written('<p class="row"><a href="{{ "<p><p>" }}">가로등</a></p>\n') == []


def unused(names: set[str], texts: list[str]) -> set[str]:
    """Templates that no source and no other template names."""
    return {name for name in names if not any(f'"{name}"' in text for text in texts)}


def test_every_template_is_drawn_by_something():
    paths = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*.html")}
    sources = [path.read_text() for path in (ROOT / "civic").rglob("*.py")]
    texts = [path.read_text() for path in paths.values()]
    assert unused({*paths}, sources + texts) == set()
    assert unused({"a/_b.html", "a/c.html"}, ['{% include "a/c.html" %}']) == {"a/_b.html"}


def test_templates_share_one_table_of_globals_and_one_set_of_small_parts(application):
    environment = application.jinja_env
    for name in ("base.html", "shared/ui.html"):
        assert environment.get_template(name).globals is environment.globals
    whole = [path.name for path in TEMPLATES.rglob("*.html") if MADE_ANEW in path.read_text()]
    assert whole == []
