"""쉬운 말: the sentences that matter most in easy Korean, chosen beside the languages."""

import re

import pytest

from civic.db import db
from civic.languages.easy_korean import EASY
from civic.web.i18n import EASY_NAME
from deploy.write_words import read
from tests.factory import report_issue
from tests.words.test_translations import PLACEHOLDER

USUAL, EASY_WORDS = "사진 한 장이면 돼요.", "공무원이 읽어요."
LONGEST_SENTENCE = 40  # letters, without values


@pytest.fixture(scope="module")
def messages():
    """The Korean of every message, which tests/words/test_translations.py holds to the source."""
    return {message.id for message in read("en") if isinstance(message.id, str)}


@pytest.mark.parametrize("korean", EASY)
def test_an_easy_sentence_stands_for_one_of_the_pages_with_its_values(messages, korean):
    assert korean in messages
    assert sorted(PLACEHOLDER.findall(EASY[korean])) == sorted(PLACEHOLDER.findall(korean))


@pytest.mark.parametrize("easy", EASY.values())
def test_an_easy_sentence_is_short(easy):
    for sentence in re.split(r"(?<=[.?])\s", PLACEHOLDER.sub("", easy)):
        assert len(sentence) <= LONGEST_SENTENCE, sentence


def test_the_ten_most_important_sentences_have_easy_words():
    assert len(EASY) >= 10


def test_easy_words_are_chosen_and_given_back(client, round, open_phase):
    open_phase("report")
    page = client.get("/gaon/").text
    assert USUAL in page and EASY_WORDS not in page and EASY_NAME in page
    answer = client.get("/language/easy?next=/gaon/")
    assert (answer.status_code, answer.location) == (303, "/gaon/")
    page = client.get("/gaon/").text
    assert EASY_WORDS in page and USUAL not in page and '<html lang="ko"' in page
    assert f'<strong lang="ko" aria-current="true">{EASY_NAME}</strong>' in page
    client.get("/language/ko?next=/gaon/")
    assert USUAL in client.get("/gaon/").text


def test_another_language_is_not_made_easy_korean(client, round, open_phase):
    open_phase("report")
    client.get("/language/easy")
    client.get("/language/en")
    assert EASY_WORDS not in client.get("/gaon/").text


def test_sentences_made_in_python_are_easy_too(client, round, minji):
    issue = report_issue(round, minji)
    db.session.commit()
    address = f"/gaon/1/issues/{issue.id}"
    promised = "읽은 뒤에는 어떻게 할지, 왜 그런지 이 자리에 적어요."
    assert promised in client.get(address).text
    client.get("/language/easy")
    page = client.get(address).text
    assert EASY[promised] in page and promised not in page


def test_it_leads_to_no_other_site(client, round):
    assert client.get("/language/easy?next=//evil.example/").location == "/"
