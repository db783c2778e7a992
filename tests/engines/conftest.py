"""Keys that pushes are signed with."""

import pytest

from civic.engines.web_push import (
    new_keys,
)


@pytest.fixture(scope="module")
def keys():
    return new_keys()
