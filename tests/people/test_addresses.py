"""Addresses as people type them."""

import pytest

from civic.people.addresses import NotAnAddress, masked, read_address


@pytest.mark.parametrize(
    "typed",
    [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "010.1234.5678",
        "+82 10-1234-5678",
        "+82 (0)10-1234-5678",
        "82-10-1234-5678",
        "0082 10 1234 5678",
        "０１０－１２３４－５６７８",
        "010–1234—5678",
        "\u202a010-1234-5678\u202c",
        "\u00a0010\u30001234 5678",
    ],
)
def test_a_mobile_number_has_one_spelling(typed):
    assert read_address(typed).text == "+821012345678"


def test_old_prefixes_may_be_shorter():
    assert read_address("011-123-4567").text == "+82111234567"


@pytest.mark.parametrize(
    "typed", [" Minji@Example.COM ", "ｍｉｎｊｉ＠example.com", "minji@example.com"]
)
def test_an_email_address_has_one_spelling(typed):
    assert read_address(typed).text == "minji@example.com"


@pytest.mark.parametrize(
    "typed",
    [
        *("", "민지", "010-1234", "010-123-4567", "02-123-4567", "+1 212 555 0100", "12345678901"),
        *("a@b", "@example.com", "a b@", "a@example..com", "a@-x.com", "a@example.com,b@x.com"),
        *("x" * 250 + "@example.com", "a@exam\nple", "010１２３４5678９"),
    ],
)
def test_anything_else_is_no_address(typed):
    with pytest.raises(NotAnAddress):
        read_address(typed)


def test_the_own_address_is_recognised_behind_dots():
    assert masked("minji@example.com") == "mi•••@example.com"
    assert masked("+821012345678") == "010-••••-5678"
