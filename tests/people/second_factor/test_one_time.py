"""Digits of an authenticator app, and what is sealed, as pure calculations."""

from datetime import UTC, datetime, timedelta

import pytest

from civic.people.second_factor.one_time import (
    app_address,
    new_recovery_code,
    new_secret,
    step_of,
    typed_secret,
)
from civic.people.second_factor.sealed import seal, unseal
from civic.people.sign_in.codes import ALPHABET

# RFC 6238, appendix B: the secret 12345678901234567890, of whose eight digits apps show six.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_digits_are_those_of_the_standard(seconds, shown):
    at = datetime.fromtimestamp(seconds, UTC)
    assert step_of(SECRET, shown, at) == seconds // 30
    assert step_of(SECRET, f" {shown[:3]} {shown[3:]}", at) == seconds // 30


def test_half_a_minute_to_either_side_is_taken_and_no_more():
    at = datetime.fromtimestamp(1111111109, UTC)
    for seconds, right in ((-60, False), (-30, True), (30, True), (60, False)):
        assert (step_of(SECRET, "081804", at + timedelta(seconds=seconds)) is not None) is right


@pytest.mark.parametrize("typed", ["", "08180", "0818045", "가나다라마바", "０８１８０５"])
def test_other_digits_are_none(typed):
    assert step_of(SECRET, typed, datetime.fromtimestamp(1111111109, UTC)) is None


def test_full_width_digits_are_digits():
    assert step_of(SECRET, "０８１８０４", datetime.fromtimestamp(1111111109, UTC))


def test_an_app_is_told_the_secret_and_whose_it_is():
    address = app_address(SECRET, "planner@city.go.kr", "함께 정하는 우리 도시")
    assert address.startswith("otpauth://totp/") and f"secret={SECRET}" in address
    assert typed_secret("ABCDEFGHI") == "ABCD EFGH I"
    assert len(new_secret()) == 32 and new_secret() != new_secret()


def test_a_recovery_code_has_no_look_alikes():
    assert set(new_recovery_code()) <= set(ALPHABET)


def test_what_is_sealed_opens_with_its_key_alone():
    sealed = seal(SECRET, "one key")
    assert SECRET.encode() not in sealed
    assert unseal(sealed, ["a new key", "one key"]) == SECRET
    assert unseal(sealed, ["another"]) is None
