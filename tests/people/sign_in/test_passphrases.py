"""Passphrases: fifteen letters or more, hard to guess."""

import unicodedata
from datetime import timedelta
from importlib.util import module_from_spec, spec_from_file_location

import pytest

from civic.db import db
from civic.people.sign_in import passphrases
from civic.people.sign_in.passphrases import WeakPassphrase, hashed, judge, matches

GOOD = "달내천 오리 세 마리가 산책해요"


@pytest.mark.parametrize(
    "typed", [GOOD, "correct horse battery staple", "느티나무 아래에서 장기 두는 할아버지"]
)
def test_a_sentence_of_ones_own_is_fine(typed):
    judge(typed)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("짧은 문장이에요", "short"),
        ("가나다라마바사아자차카타파하", "short"),
        ("가" * 201, "long"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeated"),
        ("abcabcabcabcabcabc", "repeated"),
        ("민지민지민지민지민지민지민지민지", "repeated"),
        ("1212121212121212121", "repeated"),
        ("abcdefghijklmnopqrstu", "common"),
        ("qwertyuiopasdfghjkl", "common"),
        ("passwordpassword2026!", "common"),
        ("비밀번호 비밀문장 비밀번호1", "common"),
    ],
)
def test_an_easy_one_is_refused_with_its_reason(typed, reason):
    with pytest.raises(WeakPassphrase) as refused:
        judge(typed)
    assert refused.value.reason == reason


def test_ones_own_address_is_no_passphrase():
    with pytest.raises(WeakPassphrase, match="own"):
        judge("Minji.Kim@Example.com", own=("민지", "minji.kim@example.com"))


def test_both_spellings_of_hangul_are_one():
    assert matches(hashed(GOOD), unicodedata.normalize("NFD", GOOD))


def test_a_guess_costs_what_owasp_asks():
    """19 MiB in two passes: read from the program's own file, for tests hash in less."""
    spec = spec_from_file_location("as_it_is", passphrases.__file__)
    as_it_is = module_from_spec(spec)
    spec.loader.exec_module(as_it_is)
    assert as_it_is.hashed(GOOD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_has_no_passphrase():
    assert not matches(None, GOOD)
    assert not matches(None, "nobody's passphrase, for equal time")
    assert not matches("not a hash", GOOD)


@pytest.fixture
def minji(person):
    someone = person("민지")
    someone.agree(("required", "age"))
    someone.set_passphrase(GOOD)
    db.session.commit()
    return someone


def enter(client, address, passphrase):
    return client.post("/sign-in/passphrase", data={"address": address, "passphrase": passphrase})


def test_the_passphrase_signs_in(client, minji, round):
    assert enter(client, minji.email, GOOD).status_code == 303
    assert client.get("/gaon/mine").status_code == 200


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_passphrase_and_an_unknown_address_get_one_answer(client, minji, known):
    response = enter(client, minji.email if known else "nobody@example.com", GOOD + "!")

    assert response.status_code == 422
    assert "주소나 긴 비밀번호가 맞지 않아요" in response.text


def test_a_passphrase_is_set_on_ones_own_page(as_person, person, round):
    haneul = person("하늘")
    browser = as_person(haneul)

    refused = browser.post("/gaon/mine/passphrase", data={"passphrase": "짧아요"})
    assert refused.status_code == 422
    assert "15글자 이상으로 적어 주세요" in refused.text
    browser.post("/gaon/mine/passphrase", data={"passphrase": GOOD})

    db.session.refresh(haneul)
    assert matches(haneul.passphrase_hash, GOOD)


def test_a_new_passphrase_asks_for_the_old_and_ends_all_other_sessions(as_person, minji, round):
    thief, browser = as_person(minji), as_person(minji)
    other = "달빛 언덕 위 작은 풍차 셋"
    for old in ("", "아닌 것 아닌 것 아닌 것"):
        typed = {"passphrase": other, "old_passphrase": old}
        refused = browser.post("/gaon/mine/passphrase", data=typed)
        assert refused.status_code == 422 and "지금 쓰는 긴 비밀번호와 달라요" in refused.text
    assert thief.get("/gaon/mine").status_code == 200

    browser.post("/gaon/mine/passphrase", data={"passphrase": other, "old_passphrase": GOOD})

    db.session.refresh(minji)
    assert matches(minji.passphrase_hash, other)
    assert browser.get("/gaon/mine").status_code == 200
    assert thief.get("/gaon/mine").status_code == 303


def test_who_forgot_it_changes_it_after_coming_in_by_a_code(client, minji, round, ask_code, clock):
    code = ask_code(client, minji.email)
    client.post("/sign-in/code", data={"code": code})
    other = {"passphrase": "달빛 언덕 위 작은 풍차 셋"}
    assert client.post("/gaon/mine/passphrase", data=other).status_code == 303
    clock(timedelta(minutes=10))
    another = {"passphrase": "별빛 언덕 위 작은 풍차 넷"}
    assert client.post("/gaon/mine/passphrase", data=another).status_code == 422
