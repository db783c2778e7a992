"""The 본인확인 services: each keeps the contract, and the fake one stays in the demo."""

import pytest

from civic.engines.identity import FakeProvider, NoProvider, NotVerified, Verified, from_settings

ANSWER = {"name": "김민지", "born_on": "19850302", "phone": "010-1234-5678", "state": "s"}


def test_the_fake_one_confirms_what_was_typed_on_its_page():
    provider = FakeProvider()
    assert provider.ready
    assert provider.start("/gaon/1/residency/phone", "s").startswith("/demo/identity?")
    assert provider.finish(ANSWER, "s") == Verified("김민지", "19850302", "010-1234-5678")


@pytest.mark.parametrize("provider", [FakeProvider(), NoProvider()])
@pytest.mark.parametrize("answer", [{}, ANSWER | {"state": "other"}])
def test_no_service_takes_an_answer_to_another_question(provider, answer):
    with pytest.raises(NotVerified):
        provider.finish(answer, "s")


def test_without_a_service_nobody_is_sent_anywhere():
    assert not NoProvider.ready
    with pytest.raises(NotVerified):
        NoProvider().start("/", "s")


def test_the_setting_chooses_and_the_fake_one_stays_in_the_demo():
    assert isinstance(from_settings({"IDENTITY": "", "DEMO": True}), FakeProvider)
    assert isinstance(from_settings({"IDENTITY": "", "DEMO": False}), NoProvider)
    assert isinstance(from_settings({"IDENTITY": "none", "DEMO": True}), NoProvider)
    own = FakeProvider()
    assert from_settings({"IDENTITY": own, "DEMO": False}) is own
    for name in ("fake", "pass"):
        with pytest.raises(ValueError, match="CIVIC_IDENTITY"):
            from_settings({"IDENTITY": name, "DEMO": False})
