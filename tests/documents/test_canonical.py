"""Frozen data as bytes: rows by the thousand are written by another encoder, to the same text."""

import json
import math
import random
import zlib

import pytest

from civic.documents.canonical import canonical, unpack

MANY = 1500


def _standard(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _rows(**one: object) -> dict[str, object]:
    """One row of this among many."""
    chance = random.Random(7)
    many = [
        {"receipt": n, "title": f"버스 {n}", "lat": chance.uniform(33, 39), "listed": n % 3 == 0}
        for n in range(MANY)
    ]
    return {"issues": [*many, one], "format": 3}


@pytest.mark.parametrize(
    "one",
    [
        {"b": 1, "a": None, "가": [], "": {}},
        {"won": 2**63, "more": 2**64, "less": -(2**63)},
        {"small": 1e-5, "large": 1e16, "larger": 1.5e22, "least": 5e-324},
        {"zero": -0.0, "tenth": 0.1, "third": 1 / 3, "no": None},
        {"words": '"쌍" \\ / <b> & 1e5', "sign": "🚌"},
        {"pair": (1, "2"), "deep": {"z": {"y": [True, False, None]}}},
    ],
)
def test_rows_by_the_thousand_give_the_text_of_the_standard_encoder(one):
    assert canonical(_rows(**one)) == _standard(_rows(**one))


def test_text_is_cleaned_among_thousands_as_among_few():
    untidy = {"title": " 길\u200b이\u0000 막혀요  ", "name": "\u1100\u1161"}
    of_many = json.loads(canonical(_rows(**untidy)))["issues"][-1]
    assert of_many == json.loads(canonical({"one": untidy}))["one"]
    assert of_many["name"] == "가"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused_among_thousands(number):
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(_rows(lat=number))


def test_a_key_that_is_no_text_is_written_as_the_standard_encoder_does():
    numbered = {"rows": {10: list(range(MANY)), 9: []}}
    assert canonical(numbered) == _standard(numbered)


def test_damaged_data_are_no_value():
    assert unpack(zlib.compress(canonical(_rows(a=1))))["issues"][0]["title"] == "버스 0"
    for damaged in (b'{"a":', b"\xff"):
        with pytest.raises(ValueError):
            unpack(zlib.compress(damaged))


def test_half_a_letter_of_a_form_is_read():
    half = {"text": "\ud83d", "whole": "🚌"}
    assert unpack(zlib.compress(json.dumps(half).encode())) == half
