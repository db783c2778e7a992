"""When to remind, keep still, and mail."""

from datetime import UTC, date, datetime, timedelta

import pytest

from civic.notices.rules import digest_day, may_push, reminder_due

CLOSE = datetime(2026, 11, 30, 15, tzinfo=UTC)  # midnight in Seoul


def before(hours):
    return CLOSE - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("draft_h", "now_h", "reminder"),
    [
        (72, 48.1, None),
        (72, 48, 48),
        (72, 3.1, 48),
        (72, 3, 3),
        (72, 0, None),
        (24, 12, None),
        (24, 3, 3),
        (3, 2, 3),
        (2, 1, None),
    ],
)
def test_a_reminder_is_due_at_its_hour_unless_the_draft_is_younger(draft_h, now_h, reminder):
    assert reminder_due(before(draft_h), CLOSE, before(now_h)) == reminder


@pytest.mark.parametrize(
    ("seoul_hour", "kind", "may"),
    [
        (7, "status", False),
        (8, "status", True),
        (20, "status", True),
        (21, "status", False),
        (0, "ballot", True),
        (23, "ballot", True),
    ],
)
def test_at_night_only_a_ballot_about_to_close_is_pushed(seoul_hour, kind, may):
    at = datetime(2026, 11, 24, seoul_hour, tzinfo=UTC) - timedelta(hours=9)
    assert may_push(kind, at) is may


def test_the_days_mail_goes_out_in_the_morning_of_seoul():
    eight = datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert digest_day(eight, 8) == date(2026, 11, 24)
    assert digest_day(eight + timedelta(hours=3, minutes=59), 8) == date(2026, 11, 24)
    assert digest_day(eight + timedelta(hours=4), 8) is None
    assert digest_day(eight - timedelta(seconds=1), 8) is None
