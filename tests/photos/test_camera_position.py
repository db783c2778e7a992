"""A camera's position is believed only when it is credible."""

import pytest
from PIL.TiffImagePlugin import IFDRational

from civic.photos.position import position_in


class Notes(dict):
    def get_ifd(self, _tag):
        return self


def gps(lat=(37, 30, 0), lon=(127, 1, 48), north="N", east="E"):
    return Notes({1: north, 2: lat, 3: east, 4: lon})


def test_degrees_minutes_and_seconds_become_one_number():
    assert position_in(gps()) == (37.5, 127.03)
    assert position_in(gps(north="S", east="W")) == (-37.5, -127.03)
    assert position_in(gps(north=b"N\0", east="e")) == (37.5, 127.03)


@pytest.mark.parametrize(
    "notes",
    [
        Notes(),
        gps(lat=(0, 0, 0), lon=(0, 0, 0)),
        gps(lat=(91, 0, 0)),
        gps(lon=(181, 0, 0)),
        gps(lat=(37, 30)),
        gps(lat=(-37, 0, 0)),
        gps(lat="37.5"),
        gps(lat=37.5),
        gps(north="X"),
        gps(north=None),
        gps(north=1),
        gps(lat=(37, float("nan"), 0)),
        gps(lat=(IFDRational(37, 0), 0, 0)),
        gps(lat=("a", "b", "c")),
    ],
)
def test_what_is_missing_or_impossible_suggests_nothing(notes):
    assert position_in(notes) is None
