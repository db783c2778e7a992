"""Every reader of nouns keeps one contract; Kiwi's puts back what it takes apart too far."""

import subprocess

import pytest

from civic.engines import text_nouns
from civic.engines.text_nouns import KiwiNouns, NounsFailed, PlainNouns, from_settings
from civic.settings.config import DEFAULTS
from tests.extras import needs_kiwi

ENGINES = [pytest.param(KiwiNouns(), marks=needs_kiwi, id="kiwi"), pytest.param(PlainNouns())]


@pytest.mark.parametrize("engine", ENGINES)
def test_each_text_has_its_nouns_in_order(engine):
    found = engine.runs(["버스 노선과 정류장", "", "도서관의 열람실", "버스 노선과 정류장"])
    assert found == [
        ["버스", "노선", "정류장"],
        [],
        ["도서관", "열람실"],
        ["버스", "노선", "정류장"],
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_hostile_texts_are_read_too(engine):
    texts = ["\ud800버스\0노선", "가" * 100_000, "\u202e<script>", "😀" * 500, " \n\t"]
    assert len(engine.runs(texts)) == len(texts)
    assert engine.runs([]) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_it_tells_how_far_it_is_and_can_be_stopped(engine):
    told = []
    engine.runs(["버스", "버스", "공원"], told.append)
    assert told[-1] == 3

    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.runs(["버스"], stop)


@needs_kiwi
def test_kiwi_keeps_numerals_and_short_pieces_with_their_word():
    wanted = {
        "1인가구와 9호선": ["1인가구", "9호선"],
        "안전모 의무화": ["안전모", "의무화"],
        "음식물쓰레기를 줄여요": ["음식물+쓰레기"],
        "청소년들이 학생들을": ["청소년", "학생"],
        "4차산업과 5G": ["4차산업", "5g"],
    }
    assert KiwiNouns().runs(list(wanted)) == list(wanted.values())


def test_plain_python_drops_particles_and_verbs():
    (found,) = PlainNouns().runs(["마을버스가 너무 늦어요. 9호선에서도 기다립니다"])
    assert found == ["마을버스", "9호선"]


def test_a_child_that_dies_is_an_error_of_its_own(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("import sys; sys.exit('no model')")
    monkeypatch.setattr(text_nouns, "CHILD", child)
    with pytest.raises(NounsFailed, match="no model"):
        KiwiNouns().runs(["버스"])
    monkeypatch.setattr(text_nouns, "LONGEST_S", 0.01)
    child.write_text("import time; time.sleep(5)")
    with pytest.raises(NounsFailed, match="longer"):
        KiwiNouns().runs(["버스"])


@needs_kiwi
def test_no_name_is_looked_up_anywhere():
    """Kiwi reads its own files: the child runs the same where the network is unreachable."""
    blocked = (
        "import socket, runpy, sys\n"
        "def refuse(*_a, **_k): raise OSError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        f"runpy.run_path({str(text_nouns.CHILD)!r}, run_name='__main__')"
    )
    command = [text_nouns.sys.executable, "-I", "-c", blocked]
    child = subprocess.run(command, input=b'["\\ubc84\\uc2a4"]', capture_output=True, check=True)
    assert child.stdout == b'[["\\ubc84\\uc2a4"]]'


def test_the_setting_chooses():
    assert isinstance(from_settings({"TEXT_NOUNS": "plain"}), PlainNouns)
    own = PlainNouns()
    assert from_settings({"TEXT_NOUNS": own}) is own
    assert from_settings(DEFAULTS).name in ("kiwi", "plain")
