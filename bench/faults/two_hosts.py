"""Two hosts on one PostgreSQL, Valkey and S3 store, the shipped nginx in front; each fails once.

A crowd reports with photos, supports and votes while one host is killed and comes back, PostgreSQL
is stopped and started, the store frozen, Valkey gone. What does not need it answers, the rest is
refused in words, nothing answered is lost, and all recovers by itself.

Before that five people do the whole job in browsers, from a phone photo to the answered section;
one host is killed as the vote begins and comes back when it has ended.

Run: python -m bench.faults.two_hosts [--frozen SECONDS] [--walk]
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from bench.faults.client import Answer, Client, share
from bench.faults.crowd import ROUND, Crowd, picture
from bench.faults.disks import in_words
from bench.faults.parts import KEYS, Host, Postgres, Valkey, listens, scratch, steady_port, until
from bench.faults.town import FIRST_ISSUES, Town
from bench.faults.walk import Street, walk
from tests.deploy.proxy import Proxy

PEOPLE, FROZEN_S, AWAY_S = 8, 60, 15
PAGES = (f"{ROUND}/issues/", f"{ROUND}/issues/1", f"{ROUND}/")
QUICK_S = 1.0


class Store:
    """An S3 server that checks every signature, on a folder with the bucket civic."""

    def __init__(self, folder: Path):
        self.port = steady_port()
        (folder / "civic").mkdir(parents=True)
        keys = {"NANIO_ACCESS_KEY": KEYS["AWS_ACCESS_KEY_ID"]}
        keys |= {"NANIO_SECRET_KEY": KEYS["AWS_SECRET_ACCESS_KEY"]}
        command = [sys.executable, "-m", "nanio", "serve", "--data-dir", str(folder)]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--no-access-log"]
        options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=os.environ | keys, **options)
        until(lambda: listens(self.port), "the store answers")

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


class SetUp:
    """All parts, on ports of this machine."""

    def __init__(self, folder: Path):
        self.folder, self.postgres, self.valkey = folder, Postgres(folder), Valkey()
        self.store = Store(folder / "store")
        there = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.store.port}"}
        os.environ |= KEYS | there | {"AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}
        settings = {
            "DATABASE_URL": self.postgres.address,
            "LIMIT_STORAGE": self.valkey.address,
            "PHOTO_STORE": "s3://civic/photos",
            "PHOTO_DELIVERY": "proxy",
        }
        names = ("first", "second")
        self.hosts = [Host(folder, name, settings, works=name == "first") for name in names]
        self.town = Town(settings)
        (folder / "nginx").mkdir()
        ports = [host.port for host in self.hosts]
        self.proxy = Proxy(folder / "nginx", *ports, store=self.store.port)

    def start(self) -> None:
        for host in self.hosts:
            host.start()

    def end(self) -> None:
        for host in self.hosts:
            host.end()
        self.store.end()
        self.valkey.stop()
        self.postgres.end()

    def client(self, who: str = "") -> Client:
        cookie = self.town.cookie(who) if who else ""
        return Client(self.proxy.port, cookie, self.town.form_token)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frozen", type=int, default=FROZEN_S, help="seconds the store is frozen")
    parser.add_argument("--walk", action="store_true", help="the whole job in browsers alone")
    asked = parser.parse_args()
    with scratch() as folder:
        there = SetUp(folder)
        try:
            wrong = walked(there)
            wrong += [] if asked.walk else faults(there, asked.frozen)
        finally:
            there.end()
    print("\n".join(wrong[:30]) or "nothing lost, every refusal a sentence, all came back")
    raise SystemExit(bool(wrong))


def walked(there: SetUp) -> list[str]:
    """The whole job in browsers, with one host in the middle of it."""
    there.town.settle(1, solutions=0, issues=0, all_open=False)
    there.town.begin("report")
    there.start()
    moments = {"vote": there.hosts[1].end, "consult": there.hosts[1].start}
    began = time.monotonic()
    with there.proxy.running() as proxy:
        logs = partial(logs_of, there)
        wrong = walk(Street(there.town, proxy.port, there.folder, logs, moments))
    seconds = time.monotonic() - began
    print(f"the whole job in browsers, one host killed in the middle: {seconds:.0f} s", flush=True)
    for host in there.hosts:
        host.end()
    there.town.forget()
    return [f"whole job: {line}" for line in wrong]


def logs_of(there: SetUp) -> str:
    return "".join(host.log for host in there.hosts)


def faults(there: SetUp, frozen_s: int) -> list[str]:
    there.town.settle(PEOPLE)
    there.start()
    with there.proxy.running():
        for page in PAGES * 6:  # every worker has drawn each once
            there.client().get(page)
        wrong = during("a host killed", there, lambda: lose_host(there))
        wrong += during("PostgreSQL stopped", there, lambda: lose_database(there))
        wrong += during("store frozen", there, lambda: freeze_store(there, frozen_s))
        wrong += during("Valkey gone", there, lambda: lose_valkey(there))
    return wrong


def lose_host(there: SetUp) -> None:
    there.hosts[1].end()
    time.sleep(AWAY_S)
    there.hosts[1].start()


def lose_database(there: SetUp) -> None:
    there.postgres.stop()
    time.sleep(AWAY_S)
    there.postgres.start()


def freeze_store(there: SetUp, seconds: int) -> None:
    there.store.freeze()
    time.sleep(seconds)
    there.store.thaw()


def lose_valkey(there: SetUp) -> None:
    there.valkey.stop()
    time.sleep(AWAY_S)
    there.valkey.start()


def during(name: str, there: SetUp, fault: Callable[[], None]) -> list[str]:
    """What was wrong while that happened and afterwards, and a line of figures."""
    watch = Watch(there)
    ports = [there.proxy.port]
    with Crowd(there.town, ports, PEOPLE, FIRST_ISSUES) as crowd:
        time.sleep(2)
        crowd.statuses.clear()
        with watch:
            fault()
        acts = Counter(crowd.statuses)
        recovered = until(lambda: works(there), f"all works again after: {name}")
        before = crowd.answered
        time.sleep(3)
    print(
        f"\n{name}: everything works again {recovered:.1f} s later, {crowd.answered - before} acts"
    )
    print(f"  acts meanwhile: {in_words(acts)}")
    for what, answers in watch.answers.items():
        waits = [answer.seconds for answer in answers]
        statuses = in_words(Counter(answer.status for answer in answers))
        half, late, most = (share(waits, part) for part in (0.5, 0.95, 1))
        print(f"  {what:12} {statuses}; median {half:.0f}, 95 % {late:.0f}, longest {most:.0f} ms")
    sys.stdout.flush()
    wrong = [*crowd.wrong(), *watch.wrong(name)]
    return [f"{name}: {line}" for line in wrong + [f"without words {one}" for one in crowd.silent]]


def works(there: SetUp) -> bool:
    """Reading, reporting with a photo, and the photo of the report."""
    browser, photo = there.client("planner"), picture(Random(time.time_ns()))
    if not all(browser.get(page, 5).is_fine for page in PAGES):
        return False
    sent = browser.send_photo("/photos", {}, photo, timeout=10)
    small = re.search(r'"small": ?"([^"]+)"', sent.text)
    return bool(small) and browser.get(small[1], 10).status == 200


class Watch:
    """Somebody who opens what needs this part and what does not, all the time."""

    NEED = {
        "PostgreSQL stopped": ("pages", "seen photos", "new photos"),
        "store frozen": ("new photos",),
    }

    def __init__(self, there: SetUp):
        self.there, self.answers = there, defaultdict(list)
        self._known, self._new = stored_photos(there)

    def __enter__(self):
        self._ends = threading.Event()
        lookers = (self._pages, self._files, self._photos)
        self._threads = [threading.Thread(target=self._go, args=(look,)) for look in lookers]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self._ends.set()
        for thread in self._threads:
            thread.join()

    def _go(self, look):
        browser = self.there.client()
        while not self._ends.is_set():
            look(browser)
            time.sleep(0.1)

    def _pages(self, browser):
        for page in PAGES:
            self.answers["pages"].append(browser.get(page))

    def _files(self, browser):
        self.answers["files"].append(browser.get("/static/x/app.css"))
        self.answers["process"].append(browser.get("/healthz"))

    def _photos(self, browser):
        self.answers["seen photos"].append(browser.get(self._known))
        if self._new:
            self.answers["new photos"].append(browser.get(self._new.pop()))

    def wrong(self, name: str) -> list[str]:
        """What took long or failed without needing the part, and refusals without words."""
        refusals = []
        for what, answers in self.answers.items():
            silent = [one for one in answers if not one.is_fine and not one.says_why]
            refusals += [f"{what} refused without words: {one}" for one in silent[:2]]
            if what in self.NEED.get(name, ()):
                continue
            late = [one for one in answers if one.seconds > QUICK_S or not one.is_fine]
            refusals += (
                [f"{what}: {len(late)} of {len(answers)} late or refused, e.g. {shown(late[0])}"]
                if late
                else []
            )
        return refusals


def shown(answer: Answer) -> str:
    return f"{answer.status} after {answer.seconds:.1f} s"


def stored_photos(there: SetUp) -> tuple[str, list[str]]:
    """A picture that was looked at, and others that nobody has opened yet."""
    browser, chance = there.client("planner"), Random(time.time_ns())
    addresses = []
    for _ in range(6):
        sent = browser.send_photo("/photos", {}, picture(chance))
        addresses.append(re.search(r'"small": ?"([^"]+)"', sent.text)[1])
    browser.get(addresses[0])
    return addresses[0], addresses[1:]


if __name__ == "__main__":
    main()
