"""Every Korean word of the pages has its English one, with the same placeholders."""

import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po

from tests.paths import ROOT

CATALOGUE = ROOT / "civic" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """Every message of the source, extracted anew."""
    out = tmp_path_factory.mktemp("words") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg"]
    keywords = ["-k", "_l", "-k", "lazy_gettext", "-k", "ngettext:1,2"]
    subprocess.run([*command, *keywords, "-o", out, "."], cwd=ROOT, check=True)
    with out.open("rb") as file:
        return [message.id for message in read_po(file) if message.id]


@pytest.fixture(scope="module")
def english():
    with CATALOGUE.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def plain(message) -> str:
    return message if isinstance(message, str) else " ".join(message)


def test_no_english_word_is_missing(words, english):
    assert [message for message in words if not plain(english.get(message, "")).strip()] == []


def test_no_english_word_is_left_over(words, english):
    assert set(english) - set(words) == set()


def test_placeholders_are_the_same_in_both_languages(english):
    for korean, translated in english.items():
        found, given = (set(PLACEHOLDER.findall(plain(text))) for text in (translated, korean))
        assert found == given, (korean, translated)


def test_the_reader_chooses_the_language_and_stays_on_the_page(client, round):
    answer = client.get("/language/en?next=/gaon/1/issues/")
    assert answer.status_code == 303 and answer.location == "/gaon/1/issues/"
    page = client.get("/gaon/1/issues/")
    assert '<html lang="en">' in page.text and "Issues" in page.text


def test_an_english_page_has_no_korean_words_of_ours(client, round):
    client.get("/language/en")
    for path in ("/gaon/1/", "/gaon/1/issues/", "/gaon/1/vote", "/sign-in", "/gaon/1/issues/map"):
        page = re.sub(
            r"함께 정하는 가온|2027 참여|달내동|느티동|가온시|한국어", "", client.get(path).text
        )
        found = re.findall(r"[가-힣]+", page)
        assert found == [], (path, found)
