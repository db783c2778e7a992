"""kill -9 at random moments, while people report with photos, support and vote.

Everything of one host (server and its workers) is killed at once and started again, TIMES times; a
client whose line was cut sends the same once more, as a phone's outbox does. Nothing that was
answered may be lost, nothing double, every photo there, every kept count right; then the vote is
sealed and checked against its log. Run: python -m bench.faults.killed [times] [postgresql]
"""

import sys
import time
from random import Random

from bench.faults.client import Client, share
from bench.faults.crowd import ROUND, Crowd
from bench.faults.parts import Host, Postgres, scratch
from bench.faults.town import FIRST_ISSUES, Town
from civic.progress import counted

TIMES, PEOPLE = 50, 8
LONGEST_LIFE_S = 2.0


def main() -> None:
    times = next((int(word) for word in sys.argv[1:] if word.isdecimal()), TIMES)
    with scratch() as folder:
        postgres = Postgres(folder) if "postgresql" in sys.argv else None
        address = postgres.address if postgres else f"sqlite:///{folder}/civic.sqlite3"
        settings = {"DATABASE_URL": address, "PHOTO_STORE": str(folder / "photos")}
        try:
            wrong = kill_often(Town(settings), Host(folder, "host", settings), times)
        finally:
            if postgres:
                postgres.end()
    print("\n".join(wrong[:20]) or "nothing lost, nothing double, counts and seal agree")
    raise SystemExit(bool(wrong))


def kill_often(town: Town, host: Host, times: int) -> list[str]:
    """What was wrong afterwards; prints what happened."""
    chance, waits = Random(times), []
    town.settle(PEOPLE)
    host.start()
    try:
        with Crowd(town, [host.port], PEOPLE, FIRST_ISSUES, direct=True) as crowd:
            time.sleep(2)
            for _ in counted(range(times), "killed"):
                time.sleep(chance.uniform(0.05, LONGEST_LIFE_S))
                host.end()
                began = time.monotonic()
                host.start()
                waits.append(time.monotonic() - began)
        wrong = crowd.wrong() + seal(town, host)
    finally:
        host.end()
    answers = ", ".join(f"{status or 'cut'}: {n}" for status, n in sorted(crowd.statuses.items()))
    print(f"{times} times killed, up again after {share(waits, 0.5):.0f} ms in the median")
    print(f"answers {answers}; {len(crowd.reports)} reports, {len(crowd.ballots)} voters")
    if crowd.silent:
        wrong.append(f"{len(crowd.silent)} refusals without words, e.g. {crowd.silent[0]}")
    return wrong


def seal(town: Town, host: Host) -> list[str]:
    """Count the vote as the planner does, and compare it with its log."""
    town.begin("target")
    planner = Client(host.port, town.cookie("planner"), town.form_token, direct=True)
    answer = planner.post(f"{ROUND}/vote/tally", {})
    wrong = [] if answer.is_fine else [f"the vote could not be sealed: {answer}"]
    return wrong + town.wrong_counts()


if __name__ == "__main__":
    main()
