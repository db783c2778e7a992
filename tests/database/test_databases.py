"""The tests' own databases."""

import sqlite3
import subprocess
import sys
from contextlib import closing

from civic.db_engine import log_ahead
from tests.databases import bytes_of

LOOK = """
import sqlite3, sys
there = sqlite3.connect(sys.argv[1])
there.execute("SELECT n FROM kept").fetchall()
there.close()
"""


def test_whoever_reads_a_file_in_use_takes_no_lock_from_it(tmp_path):
    """The log stays while this process is at the database; else both would write their own."""
    path = tmp_path / "used.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as ours:
        log_ahead(ours)
        ours.execute("CREATE TABLE kept (n)")
        assert b"CREATE TABLE kept" in bytes_of(path) + bytes_of(tmp_path / "used.sqlite3-wal")
        subprocess.run([sys.executable, "-c", LOOK, path], check=True)
        assert (tmp_path / "used.sqlite3-wal").exists()
