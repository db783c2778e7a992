"""Tables, rows and a place to read them by; no database."""

from datetime import UTC, datetime

import pytest

from civic.issues.importing.reading.columns import guess_mapping, personal_columns
from civic.issues.importing.reading.complaints import DistrictLookup, ReadingPlan
from civic.issues.importing.reading.rows import check
from civic.places.point_in_district import OutsideMunicipality
from civic.places.tables import read_table
from tests.paths import SHARED

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
real_input = pytest.mark.skipif(not SHARED.exists(), reason="the real input is not here")


def locate(lat, lon):
    if not (36 < lat < 37 and 127 < lon < 128):
        raise OutsideMunicipality(lat, lon)
    return 7


GAON = DistrictLookup({"달내동": 7, "느티동": 8, "9900010001": 8}, locate)


def table_of(*lines):
    return read_table("\n".join(lines).encode())


def checked(*lines, place=GAON, **plan):
    table = table_of(*lines)
    plan = {"personal": personal_columns(table)} | plan
    return check(table, ReadingPlan(guess_mapping(table), **plan), place, NOW)
