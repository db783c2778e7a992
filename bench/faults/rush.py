"""VOTERS who open the ballot, keep a draft and submit it, all at once, through the shipped nginx.

Two workers of one host. Run: python -m bench.faults.rush [voters] [postgresql]
"""

import sys
import threading
import time
from collections import Counter

from bench.faults.client import Client, share
from bench.faults.crowd import ROUND
from bench.faults.disks import in_words
from bench.faults.parts import Host, Postgres, scratch
from bench.faults.town import Town
from tests.deploy.proxy import Proxy

VOTERS = 300


def main() -> None:
    voters = next((int(word) for word in sys.argv[1:] if word.isdecimal()), VOTERS)
    with scratch() as folder:
        postgres = Postgres(folder) if "postgresql" in sys.argv else None
        address = postgres.address if postgres else f"sqlite:///{folder}/civic.sqlite3"
        settings = {"DATABASE_URL": address, "PHOTO_STORE": str(folder / "photos")}
        host, town = Host(folder, "host", settings), Town(settings)
        town.settle(voters)
        host.start()
        (folder / "nginx").mkdir()
        try:
            with Proxy(folder / "nginx", host.port).running() as proxy:
                wrong = rush(town, proxy.port, voters)
        finally:
            host.end()
            if postgres:
                postgres.end()
    print("\n".join(wrong[:20]) or "every ballot is there, once")
    raise SystemExit(bool(wrong))


def rush(town: Town, port: int, voters: int) -> list[str]:
    waits: dict[str, list[float]] = {"page": [], "draft": [], "submit": []}
    statuses: Counter[int] = Counter()
    gate = threading.Barrier(voters)
    ballots: dict[str, list[int]] = {}

    def vote(number: int) -> None:
        who = f"p{number}"
        browser = Client(port, town.cookie(who), town.form_token)
        chosen = [1 + (number + step) % 20 for step in range(3)]
        gate.wait()
        for name, answer in (
            ("page", browser.get(f"{ROUND}/vote")),
            ("draft", browser.post(f"{ROUND}/vote/draft", sent(chosen[:1], 1))),
            ("submit", browser.post(f"{ROUND}/vote/submit", sent(chosen, 2))),
        ):
            waits[name].append(answer.seconds)
            statuses[answer.status] += 1
        ballots[who] = chosen

    threads = [threading.Thread(target=vote, args=(n,)) for n in range(voters)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - began
    for name, each in waits.items():
        print(f"{name:8} median {share(each, 0.5):6.0f} ms, 95 % {share(each, 0.95):6.0f} ms")
    print(f"{voters} voters within {seconds:.1f} s; {in_words(statuses)}")
    wrong = [f"answered {s} {n} times" for s, n in statuses.items() if not 200 <= s < 400]
    return wrong + town.wrong_votes(ballots, {}) + town.wrong_counts()


def sent(chosen: list[int], seq: int) -> dict:
    return {"solutions": chosen, "client_seq": seq}


if __name__ == "__main__":
    main()
