"""Run in a process of its own: what a worker that answers requests held at most after each page.

Arguments: the database's address, then paths. Prints a line each: megabytes and the path.
"""

import re
import sys
from pathlib import Path

from civic import create_app


def main() -> None:
    address, *paths = sys.argv[1:]
    settings = {"DEMO": True, "PHOTO_STORE": "memory:", "SENDER": "memory", "ASSETS": "local"}
    client = create_app(**settings, DATABASE_URL=address).test_client()
    for path in paths:
        # As a server sends it: no more than a piece is held.
        answer = client.get(path, headers={"Accept-Encoding": "gzip"}, buffered=False)
        assert answer.status_code == 200, (path, answer.status)
        sum(map(len, answer.iter_encoded()))
        answer.close()
        print(_most_held(), path)


def _most_held() -> int:
    """Megabytes. getrusage would tell what the process that started this one held."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024


if __name__ == "__main__":
    main()
