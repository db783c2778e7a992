"""Texts are cleaned and cut before they are compared."""

import numpy as np

from civic.grouping import Text, pack, unpack
from civic.grouping.features import word_counts
from civic.grouping.texts import LONGEST_BODY, LONGEST_TITLE, readable


def test_lines_that_different_texts_share_fall_away():
    texts = [
        Text(n, f"제목 {n}", f"■ 현황 및 문제점\n{said}\n■ 기대 효과")
        for n, said in enumerate(("버스가 늦어요", "공원이 어두워요", "책이 낡았어요"))
    ]
    assert [body for _, body in readable(texts)] == [
        "버스가 늦어요",
        "공원이 어두워요",
        "책이 낡았어요",
    ]


def test_lines_of_one_text_sent_by_many_stay():
    texts = [Text(n, "소각장", "소각장을 짓지 말아 주세요") for n in range(5)]
    assert {body for _, body in readable(texts)} == {"소각장을 짓지 말아 주세요"}


def test_what_nobody_sees_is_taken_out_and_the_rest_is_cut():
    title, body = readable([Text(1, "가\u200b로\0등 " * 500, "꺼\ud800졌어요 " * 5000)])[0]
    assert title.startswith("가로") and "\u200b" not in title and "\0" not in title
    assert "\ud800" not in body
    assert len(title) <= LONGEST_TITLE and len(body) <= LONGEST_BODY


def test_a_vector_is_768_bytes_and_comes_back():
    vector = np.zeros(384)
    vector[3] = 1
    assert len(pack(vector)) == 768
    rows = unpack([pack(vector), None, b"short", b"\xff" * 768])
    assert rows.shape == (4, 384) and rows[0, 3] == 1
    assert not rows[1:].any()


def test_words_in_one_piece_count_alone_and_together_and_titles_twice():
    counts = word_counts(["음식물+쓰레기"], ["쓰레기", "자원+순환+센터"])
    assert counts["음식물쓰레기"] == 2 and counts["쓰레기"] == 3
    assert {"자원순환", "순환센터", "자원순환센터"} <= counts.keys()
