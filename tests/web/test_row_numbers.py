"""Addresses with numbers that no row can have."""

import pytest

from civic.web.row_numbers import LARGEST


@pytest.mark.parametrize("number", [LARGEST, LARGEST + 1, 10**30])
def test_a_number_too_large_for_a_row_is_not_found(client, round, number):
    assert client.get(f"/gaon/{number}/mine").status_code == 404
