"""Links to files that a second factor may be asked again for lead there as pages do."""

import re
from pathlib import Path

from civic.web.guarded_pages import ASKED_AGAIN

TEMPLATES = Path(__file__).parents[2] / "templates"
LINK = re.compile(r"<a\b(?:[^>{]|\{(?![{%])|\{\{.*?\}\}|\{%.*?%\})*>", re.DOTALL)
KEPT = re.compile(r"\sdownload(?=[\s>=])")
ADDRESS = re.compile(r'url_for\(\s*"([\w.]+)"')


def kept_links():
    """(file, where it leads) of links whose answer a browser keeps as a file, whatever it is."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        for link in LINK.findall(path.read_text()):
            if KEPT.search(re.sub(r"\{\{.*?\}\}", "", link, flags=re.DOTALL)):
                yield path.name, ADDRESS.findall(link)


def test_no_page_that_asks_for_a_code_is_kept_in_place_of_a_file():
    links = list(kept_links())
    assert len(links) > 4
    for name, addresses in links:
        assert addresses and not ASKED_AGAIN.intersection(addresses), name
