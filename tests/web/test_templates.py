"""Templates: lines of at most 100 columns, one element of a page's structure a line, and partials
that say first what they need."""

import re

import pytest

from tests.paths import ROOT

TEMPLATES = ROOT / "templates"
LATER = ()
MOST_COLUMNS = 100
STRUCTURE = (
    *("html", "head", "body", "meta", "link", "title", "script", "main", "header", "footer", "nav"),
    *("section", "article", "aside", "div", "p", "h1", "h2", "h3", "ul", "ol", "li", "dl", "dt"),
    *("dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "form", "fieldset", "legend"),
    *("details", "summary", "figure", "figcaption", "blockquote", "option", "textarea"),
)
START = re.compile(rf"<(?:{'|'.join(STRUCTURE)})(?=[\s>{{])")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


def badly_written(text: str) -> list[str]:
    """Lines too long, or with more than one element of the page's structure."""
    lines = text.splitlines()
    return [
        line
        for line in lines
        if len(line) > MOST_COLUMNS or len(START.findall(JINJA.sub("", line))) > 1
    ]


def templates() -> list:
    found = sorted(TEMPLATES.rglob("*.html"))
    return [path for path in found if path.relative_to(TEMPLATES).parts[0] not in LATER]


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_one_element_a_line(path):
    assert badly_written(path.read_text()) == []


def test_a_partial_says_first_what_it_needs():
    partials = TEMPLATES.rglob("_*.html")
    silent = [path.name for path in partials if not path.read_text().startswith("{#")]
    assert silent == []


def test_a_packed_line_would_be_seen():
    assert badly_written("<ul><li>가로등</li></ul>\n") == ["<ul><li>가로등</li></ul>"]
    assert badly_written(f"<p>{'가' * 100}</p>\n") != []
    assert badly_written('<p class="row"><a href="{{ "<p><p>" }}">가로등</a></p>\n') == []
