"""How money is written on pages and in documents."""

import pytest

from civic.documents import numbers
from civic.web.filters import won


@pytest.mark.parametrize(
    "amount, words",
    [
        (350_000, "350,000원"),
        (11_000_000, "1,100만 원"),
        (99_995_000, "9,999.5만 원"),
        (100_000_000, "1억 원"),
        (235_000_000, "2.35억 원"),
    ],
)
def test_money_below_a_hundred_million_is_in_ten_thousands(client, round, amount, words):
    with client.application.test_request_context("/"):
        assert won(amount) == words


def test_a_document_writes_eleven_million_as_ten_thousands():
    assert numbers.won(11_000_000) == "1,100만 원" and numbers.won(140_000_000) == "1.4억 원"
