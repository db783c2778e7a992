"""Every Korean word of the pages has its words in each language, with the same placeholders."""

import gettext
import pickle
import re
import subprocess

import pytest
from babel.messages.mofile import write_mo

from deploy.write_words import CATALOGUES, extracted, missing, read
from tests.paths import ROOT, one_at_a_time

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
TAG = re.compile(r"</?\w[^<>]*>|&\w+;")
HANGUL = re.compile("[가-힣]")
# What readers have to type in Korean, or find in a Korean file, whatever language they read.
TYPED = (
    *("시 통계연보 2026", "스마트도시팀 작성", "주민참여: 20", "3억 5천만", "80세 이상"),
    *("{접수번호}", "{제목}", "{읍면동}", "{분야}", "{접수일}"),
    *("접수번호", "제목", "읍면동", "분야", "접수일"),
    *("법정동코드", "법정동명", "행정동코드", "행정동명", "법정동", "행정동"),
    *("20~29세", "20대", "(3명)", "(단위: 건)", "건", "14억", "40억", "1.2억", "3천만", "억", "만"),
    *("점", "개조식", "~함", "~임", "~ 추진"),
)
KOREAN_TYPED = re.compile("|".join(map(re.escape, TYPED)))


@pytest.fixture(scope="module")
def words(run_folder):
    """Every message of the source, extracted anew: once in a run, which takes four seconds."""
    kept = run_folder / "words"
    with one_at_a_time(run_folder / "words.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(extracted()))
    return pickle.loads(kept.read_bytes())


@pytest.fixture(scope="module", params=sorted(CATALOGUES))
def catalogue(request):
    return read(request.param)


@pytest.fixture(scope="module")
def pairs(catalogue):
    """Korean and its words, one pair a form."""
    texts = [message for message in catalogue if message.id]
    return [
        (message.id if isinstance(message.id, str) else message.id[0], form)
        for message in texts
        for form in ([message.string] if isinstance(message.string, str) else message.string)
    ]


# 을/를, 이/가 … behind a value: right only where its last letter is known. Money ends with 원.
PARTICLE = re.compile(r"%\((\w+)\)[sd][’”\"]?(?:을|를|이|가|은|는|과|와)(?![가-힣])")
ENDS_WITH_WON = {"cost", "left", "budget"}
BOTH = re.compile(r"을\(를\)|를\(을\)|이\(가\)|가\(이\)|은\(는\)|와\(과\)|과\(와\)")


def test_particles_fit_the_letter_before_them(words):
    texts = [message.id if isinstance(message.id, str) else message.id[0] for message in words]
    wrong = [text for text in texts if BOTH.search(text)]
    wrong += [text for text in texts if {*PARTICLE.findall(text)} - ENDS_WITH_WON]
    assert wrong == []
    assert PARTICLE.findall("‘%(title)s’를 합쳤어요") == ["title"]


def test_korean_has_words_in_three_languages():
    assert set(CATALOGUES) == {"en", "vi", "zh"}


def test_no_word_is_missing(words, catalogue):
    assert missing(catalogue, words) == []


def test_no_word_is_left_over(words, catalogue):
    assert {message.id for message in catalogue} - {message.id for message in words} == set()


def test_each_language_has_its_plurals(catalogue):
    plurals = [message.string for message in catalogue if message.id and message.pluralizable]
    assert plurals
    assert {len(forms) for forms in plurals} == {2 if catalogue.locale.language == "en" else 1}


@pytest.mark.parametrize("kind", [PLACEHOLDER, TAG], ids=["placeholders", "tags"])
def test_what_is_code_is_the_same_in_each_language(pairs, kind):
    for korean, translated in pairs:
        given, found = (set(kind.findall(text)) for text in (korean, translated))
        assert found == given, (korean, translated)


def test_lines_are_the_same_in_each_language(pairs):
    for korean, translated in pairs:
        assert translated.count("\n") == korean.count("\n"), (korean, translated)


def left_in_korean(korean: str, words: str) -> bool:
    """The message stands there as it is in the source, or has Korean that nobody has to type."""
    return bool(HANGUL.search(words)) and (
        words == korean or bool(HANGUL.search(KOREAN_TYPED.sub("", words)))
    )


def test_no_korean_is_left_but_what_is_typed_in_korean(pairs):
    assert [pair for pair in pairs if left_in_korean(*pair)] == []


def test_korean_that_is_left_is_noticed():
    assert left_in_korean("접수번호", "접수번호")
    assert left_in_korean("제보 14억 원", "report 14억 원")
    assert not left_in_korean("14억처럼 적어 주세요.", "Write it like 14억.")


def test_compiled_each_message_takes_its_values(catalogue, pairs, tmp_path):
    """As the pages do it: looked up in the compiled catalogue, then filled in."""
    with (tmp_path / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    with (tmp_path / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in catalogue:
        if not (message.id and message.python_format):
            continue
        if message.pluralizable:
            one, forms = message.id[0], message.string
            found = [compiled.ngettext(*message.id, count) for count in (1, 7)]
        else:
            one, forms = message.id, (message.string,)
            found = [compiled.gettext(one)]
        assert set(found) == set(forms)
        values = dict.fromkeys(re.findall(r"%\((\w+)\)", one), 7)
        assert not any("%(" in words % values for words in found)


def test_make_compiles_each_language():
    said = subprocess.run(
        ["make", "--dry-run", "--always-make", "translations"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for language in CATALOGUES:
        assert f"-o civic/translations/{language}/LC_MESSAGES/messages.mo" in said
        assert f"--locale={language}" in said


def test_the_reader_chooses_the_language_and_stays_on_the_page(client, round):
    answer = client.get("/language/en?next=/gaon/1/issues/")
    assert answer.status_code == 303 and answer.location == "/gaon/1/issues/"
    page = client.get("/gaon/1/issues/")
    assert '<html lang="en">' in page.text and "Issues" in page.text


def test_an_english_page_has_no_korean_words_of_ours(client, round):
    client.get("/language/en")
    for path in ("/gaon/1/", "/gaon/1/issues/", "/gaon/1/vote", "/sign-in", "/gaon/1/issues/map"):
        page = re.sub(
            r"함께 정하는 가온|2027 참여|달내동|느티동|가온시|쉬운 한국어|한국어",
            "",
            client.get(path).text,
        )
        found = re.findall(r"[가-힣]+", page)
        assert found == [], (path, found)
