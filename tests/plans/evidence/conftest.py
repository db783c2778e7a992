"""Bundles that are made and checked once a process: see tests/plans/made_once.py."""

import pytest

from tests.plans.made_once import check_once, pack_once


@pytest.fixture(autouse=True)
def made_once(monkeypatch):
    check_once(monkeypatch)


@pytest.fixture
def packed_once(monkeypatch):
    """Where it is not about how a bundle is made."""
    pack_once(monkeypatch)
