"""Times as offices write them."""

from datetime import UTC, datetime

import pytest

from civic.issues.importing.reading.dates import SEOUL, NotATime, read_time


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2019-08-31 18:53:18", "2019-08-31T09:53:18"),
        ("2019-08-31T18:53:18Z", "2019-08-31T18:53:18"),
        ("2019-08-31", "2019-08-30T15:00:00"),
        ("2019. 8. 31. 오후 6:53", "2019-08-31T09:53:00"),
        ("2019년 8월 31일", "2019-08-30T15:00:00"),
        ("2019/8/31 9:05", "2019-08-31T00:05:00"),
        ("2019. 8. 31.(토) 18시 53분", "2019-08-31T09:53:00"),
        ("'19.8.31", "2019-08-30T15:00:00"),
        ("98-08-31", "1998-08-30T15:00:00"),
        ("2019.08.31.18:53:18", "2019-08-31T09:53:18"),
        ("２０１９－０８－３１ 오전 12:05", "2019-08-30T15:05:00"),
        ("2019-08-31 [토요일] 오후6시", "2019-08-31T09:00:00"),
        ("20190831185318", "2019-08-31T09:53:18"),
        ("2019-08-31T18:53:18.123+0900", "2019-08-31T09:53:18"),
        ("43708.787013889", "2019-08-31T09:53:18"),
        ("01/02/2015 12:35:00 AM", "2015-01-01T15:35:00"),
        ("1/2/2015", "2015-01-01T15:00:00"),
    ],
)
def test_times_are_read_in_iso_korean_and_american(text, utc):
    assert read_time(text).astimezone(UTC) == datetime.fromisoformat(utc + "+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "어제",
        "2019-13-01",
        "13/40/2019",
        "0001-01-01",
        "99999999",
        "03/02/26",
        "2026. 3.",
        "1" * 9999,
    ],
)
def test_what_is_not_a_time_is_a_mistake(text):
    with pytest.raises(NotATime):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/7", "2026-11-07"),
        ("11/30", "2025-11-30"),
        ("11월 4일", "2026-11-04"),
        ("11. 4.", "2026-11-04"),
        ("11/7 14:30", "2026-11-07"),
        ("2/29", "2024-02-29"),
    ],
)
def test_a_day_without_a_year_is_the_last_one_there_was(text, day):
    moment = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert read_time(text, moment).date().isoformat() == day
    with pytest.raises(NotATime):
        read_time(text)


@pytest.mark.parametrize(
    "text",
    (
        *("26.11.04", "2026년 11월 4일", "'26. 11. 4.(수)", "46330", "20261104000000"),
        *(
            "2026-11-04T00:00:00+09:00",
            "2026/11/04",
            "２０２６．１１．４",
            "2026. 11. 4 (수) 00:00",
        ),
        *("261104", "2026.11.4.수", "2026. 11. 4. 수 00:00", "2026-11-04 00:00:00 KST"),
    ),
)
def test_all_spellings_of_a_day_are_that_day(text):
    assert read_time(text) == datetime(2026, 11, 4, tzinfo=SEOUL)
