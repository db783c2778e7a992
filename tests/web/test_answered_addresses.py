"""What programs are told to ask next is where they asked, unless a city has said its address."""

import pytest

from civic.settings.config import DEFAULTS
from civic.web.addresses import answered_address, public_address


@pytest.mark.parametrize(
    ("public", "answered"),
    [
        (DEFAULTS["PUBLIC_URL"], "http://here.example:8077/healthz"),
        ("https://city.example", "https://city.example/healthz"),
    ],
)
def test_an_answer_names_the_host_it_was_asked_by(app, monkeypatch, public, answered):
    monkeypatch.setitem(app.config, "PUBLIC_URL", public)
    with app.test_request_context("/", base_url="http://here.example:8077"):
        assert answered_address("health.alive") == answered
        assert public_address("health.alive") == f"{public}/healthz"  # what goes to others


def test_outside_of_a_request_it_is_the_public_one(app):
    assert answered_address("health.alive") == public_address("health.alive")
