import pytest

from tests.database.migrating import without_tables


@pytest.fixture
def nothing(tmp_path):
    with without_tables(tmp_path) as app:
        yield app
