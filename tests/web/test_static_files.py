"""Versioned files come as small as the reader's browser can take them."""

import gzip

import brotli
import pytest
from backports import zstd

from civic.web.assets import current_version, files


@pytest.fixture
def sheet(client):
    """sheet("br, gzip") is the answer to a browser that takes these."""
    address = f"/static/{current_version()}/app.css"
    return lambda takes: client.get(address, headers={"Accept-Encoding": takes})


@pytest.mark.parametrize(
    ("takes", "encoding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, zstd", "zstd", zstd.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("br;q=0, zstd;q=0, *", "gzip", gzip.decompress),
        ("gzip;q=0", None, bytes),
        ("identity", None, bytes),
    ],
)
def test_a_file_is_the_same_however_it_is_packed(sheet, takes, encoding, unpack):
    answer = sheet(takes)
    assert answer.headers.get("Content-Encoding") == encoding
    assert unpack(answer.data) == files()["app.css"].body
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_brotli_is_the_smallest(sheet):
    assert len(sheet("br, gzip").data) < 0.95 * len(sheet("gzip").data)
