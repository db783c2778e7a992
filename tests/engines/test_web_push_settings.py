"""Which settings of pushes start the program, and which subjects push services take."""

import pytest

from civic.engines.web_push import (
    BadEndpoint,
    MemoryPush,
    NoPush,
    from_settings,
    new_keys,
)
from civic.settings.config import DEFAULTS
from tests.paths import SHARED

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
SUBJECTS = SHARED / "cases/34_vapid_subjects.txt"

UNREACHABLE = [
    "mailto:x@localhost",
    "mailto:alert@LOCALHOST",
    "mailto:",
    "mailto:team",
    "mailto:@city.go.kr",
    "mailto:team@",
    "mailto:team@city",
    "mailto:team@city.",
    "mailto:team@.kr",
    "mailto:team@city..kr",
    "mailto:team@-city.kr",
    "mailto:x@city.invalid",
    "mailto:x@city.local",
    "mailto:x@city.test",
    "mailto:x@city.example",
    "mailto:x@city.internal",
    "mailto:x@127.0.0.1",
    "mailto:x@[127.0.0.1]",
    "mailto:x@[::1]",
    "mailto:te am@city.go.kr",
    "mailto: team@city.go.kr",
    "mailto:team@city.go.kr ",
    "mailto:team@city.go.kr\n",
    "mailto:team@city.go.kr,two@city.go.kr",
    "mailto:team@city.go.kr?subject=x",
    "mailto:Team <team@city.go.kr>",
    "mailto:팀@city.go.kr",
    "https://",
    "https:///contact",
    "https://localhost",
    "https://localhost:8000/",
    "https://city",
    "https://127.0.0.1",
    "https://10.0.0.1/contact",
    "https://[::1]/",
    "https://[::1",
    "https://city.invalid",
    "https://city.local/contact",
    "https://me:pw@city.go.kr/",
    "https://city.go.kr/a b",
    "http://city.go.kr",
    "team@city.go.kr",
    "tel:+821012345678",
]


@pytest.mark.parametrize("subject", UNREACHABLE)
@pytest.mark.parametrize("private_key", ["", new_keys()[0]], ids=["off", "on"])
def test_a_subject_that_push_services_refuse_stops_the_start(subject, private_key):
    with pytest.raises(ValueError, match="CIVIC_VAPID_SUBJECT"):
        from_settings(settings(VAPID_PRIVATE_KEY=private_key, VAPID_SUBJECT=subject))


@pytest.mark.skipif(not SUBJECTS.exists(), reason=f"needs {SUBJECTS}")
def test_the_subjects_that_were_seen_refused_stop_the_start():
    for subject in SUBJECTS.read_text().splitlines():
        with pytest.raises(ValueError, match="CIVIC_VAPID_SUBJECT"):
            from_settings(settings(VAPID_SUBJECT=subject))


@pytest.mark.parametrize(
    "subject",
    [
        "mailto:team@city.go.kr",
        "mailto:smart.city+push@gaon.go.kr",
        "https://city.go.kr",
        "https://city.go.kr/contact?team=1",
        "mailto:team@xn--989a16srq8a.xn--3e0b707e",
        "https://together.example.com",
    ],
)
def test_a_subject_that_can_be_reached_is_taken(keys, subject):
    push = from_settings(settings(VAPID_PRIVATE_KEY=keys[0], VAPID_SUBJECT=subject))
    assert push.subject == subject


def settings(**changes):
    return DEFAULTS | changes


def test_without_a_key_pushes_are_off_also_in_the_demo():
    for demo in (True, False):
        push = from_settings(settings(DEMO=demo))
        assert isinstance(push, NoPush) and push.public_key == ""
    with pytest.raises(BadEndpoint):
        push.check(ENDPOINT)


def test_the_setting_chooses(keys):
    push = from_settings(
        settings(VAPID_PRIVATE_KEY=keys[0], VAPID_SUBJECT="mailto:team@city.go.kr")
    )
    assert push.public_key == keys[1]
    assert isinstance(from_settings(settings(WEB_PUSH="memory")), MemoryPush)
    own = MemoryPush()
    assert from_settings(settings(WEB_PUSH=own)) is own


@pytest.mark.parametrize(
    "wrong",
    [
        {"WEB_PUSH": "gcm"},
        {"VAPID_PRIVATE_KEY": "short", "VAPID_SUBJECT": "mailto:a@b.kr"},
        {"VAPID_PRIVATE_KEY": new_keys()[0], "VAPID_SUBJECT": "team@city.go.kr"},
        {"VAPID_PRIVATE_KEY": new_keys()[0], "PUBLIC_URL": "http://127.0.0.1:8000"},
    ],
)
def test_settings_that_can_not_work_stop_the_start(wrong):
    with pytest.raises(ValueError, match="CIVIC_"):
        from_settings(settings(**wrong))
