"""SLOW phones whose head, and SLOW whose body, comes letter by letter, through the shipped nginx.

People with good lines open pages beside them. Run: python -m bench.faults.slow_clients
"""

import selectors
import socket
import ssl
import threading
import time
from collections import Counter

from bench.faults.client import Client, share
from bench.faults.crowd import ROUND
from bench.faults.disks import in_words
from bench.faults.parts import Host, scratch
from bench.faults.town import Town
from tests.deploy.proxy import HOST, Proxy

SLOW, SECONDS, OTHERS = 200, 15, 4
EVERY_S = 0.5  # a slow phone sends a letter
PAGES = (f"{ROUND}/issues/", f"{ROUND}/issues/1", f"{ROUND}/")
HEAD = f"GET {ROUND}/ HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: " + "slow " * 40
BODY = (
    f"POST {ROUND}/issues/ HTTP/1.1\r\nHost: {HOST}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\ntitle="
)


def main() -> None:
    with scratch() as folder:
        settings = {
            "DATABASE_URL": f"sqlite:///{folder}/civic.sqlite3",
            "PHOTO_STORE": str(folder / "photos"),
        }
        host, town = Host(folder, "host", settings), Town(settings)
        town.settle(OTHERS)
        host.start()
        (folder / "nginx").mkdir()
        try:
            with Proxy(folder / "nginx", host.port).running() as proxy:
                alone, _ = people(proxy.port)
                with slow_phones(proxy.port) as phones:
                    beside, statuses = people(proxy.port)
        finally:
            host.end()
    print(f"alone: median {share(alone, 0.5):.0f} ms, 95 % {share(alone, 0.95):.0f} ms")
    print(
        f"beside {phones.count} slow phones ({phones.lost} lines lost): median"
        f" {share(beside, 0.5):.0f} ms, 95 % {share(beside, 0.95):.0f} ms; {in_words(statuses)}"
    )
    raise SystemExit(set(statuses) != {200})


def people(port: int) -> tuple[list[float], Counter[int]]:
    """The waits of OTHERS who open pages for SECONDS, and what they were answered."""
    waits: list[float] = []
    statuses: Counter[int] = Counter()
    ends = time.monotonic() + SECONDS

    def read():
        browser = Client(port)
        while time.monotonic() < ends:
            for page in PAGES:
                answer = browser.get(page, timeout=30)
                waits.append(answer.seconds)
                statuses[answer.status] += 1
            time.sleep(0.05)

    threads = [threading.Thread(target=read) for _ in range(OTHERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, statuses


class slow_phones:
    """They go on as long as the block; count: of lines, lost: of those that nginx closed."""

    def __init__(self, port: int):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.lines = []
        for words in [HEAD] * SLOW + [BODY] * SLOW:
            line = context.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=30))
            line.sendall(words[:-1].encode())
            self.lines.append(line)
        self.count, self.lost = len(self.lines), 0
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._send, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._ends.set()
        self._thread.join()
        for line in self.lines:
            line.close()

    def _send(self):
        ready = selectors.DefaultSelector()
        for line in self.lines:
            ready.register(line, selectors.EVENT_READ)
        while not self._ends.wait(EVERY_S):
            for line in list(self.lines):
                try:
                    line.sendall(b"x")
                except OSError:
                    self.lost += 1
                    self.lines.remove(line)


if __name__ == "__main__":
    main()
