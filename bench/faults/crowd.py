"""People who report with photos, support and vote all the time, and remember what was answered."""

import io
import threading
import time
from collections import Counter
from random import Random
from uuid import uuid4

from PIL import Image

from bench.faults.client import Answer, Client
from bench.faults.town import Town

ROUND, SIGN_IN = "/gaon/1", "/sign-in"
LETTERS = str.maketrans("0123456789", "ghijklmnop")  # a row of digits might be a telephone's
AGAIN = (0, 502, 503, 504, 507)  # what a phone's outbox sends once more, with the same key
PAUSE_S = 0.1


def picture(chance: Random) -> bytes:
    out = io.BytesIO()
    colour = tuple(chance.randrange(256) for _ in range(3))
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


class Crowd:
    """reports: title → was it answered. ballots: who → what the last answered one chose; tried:
    what they sent since. supported: those answered. statuses: of every answer. silent: refusals
    without a sentence."""

    def __init__(self, town: Town, ports: list[int], people: int, issues: int, direct=False):
        self.town, self.ports, self.direct = town, ports, direct
        self.people, self.issues = people, issues
        self.reports: dict[str, bool] = {}
        self.ballots: dict[str, list[int]] = {}
        self.tried: dict[str, list[list[int]]] = {}
        self.supported: set[tuple[int, str]] = set()
        self.statuses: Counter[int] = Counter()
        self.silent: list[Answer] = []
        self.waits: list[float] = []
        self._ends = threading.Event()
        self._threads = [
            threading.Thread(target=self._live, args=(n,), daemon=True) for n in range(people)
        ]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        """Everybody finishes what they are at."""
        self._ends.set()
        for thread in self._threads:
            thread.join()

    @property
    def answered(self) -> int:
        return sum(count for status, count in self.statuses.items() if 200 <= status < 400)

    def wrong(self) -> list[str]:
        """What is lost, double, or was never sent."""
        wrong = self.town.wrong_reports(self.reports)
        wrong += self.town.wrong_votes(self.ballots, self.tried)
        wrong += self.town.wrong_supports(self.supported)
        return wrong + self.town.wrong_counts()

    def _live(self, number: int) -> None:
        chance, who = Random(number), f"p{number}"
        browser = self._browser(number, who)
        acts = (self._report, self._support, self._vote)
        while not self._ends.is_set():
            chance.choice(acts)(browser, chance, who, time.time_ns() // 1_000_000)

    def _browser(self, number: int, who: str) -> Client:
        port = self.ports[number % len(self.ports)]
        return Client(port, self.town.cookie(who), self.town.form_token, self.direct)

    def _report(self, browser, chance, who, _seq) -> None:
        title = f"{who}의 문제 {uuid4().hex[:12].translate(LETTERS)}"
        fields = {"title": title, "body": "사흘째예요", "category": "safety", "confirmed": "y"}
        fields |= {"lat": "36.55", "lon": "127.05", "request_key": uuid4().hex}
        self.reports[title] = False
        photo = picture(chance)
        path = f"{ROUND}/issues/"
        self.reports[title] = self._until_answered(
            lambda: browser.send_photo(path, fields, photo, "photos")
        )

    def _support(self, browser, chance, who, _seq) -> None:
        issue = chance.randint(1, self.issues)
        path = f"{ROUND}/issues/{issue}/support"
        if self._until_answered(lambda: browser.post(path, {})):
            self.supported.add((issue, who))

    def _vote(self, browser, chance, who, seq) -> None:
        chosen = chance.sample(range(1, 11), 3)
        self.tried.setdefault(who, []).append(chosen)
        sent = {"solutions": chosen, "client_seq": seq}
        if self._until_answered(lambda: browser.post(f"{ROUND}/vote/submit", sent)):
            self.ballots[who], self.tried[who] = chosen, []

    def _until_answered(self, send) -> bool:
        """Again and again, as long as it can't be known whether it was taken."""
        while True:
            answer = send()
            self.statuses[answer.status] += 1
            self.waits.append(answer.seconds)
            if not answer.is_fine and not answer.says_why:
                self.silent.append(answer)
            if answer.status not in AGAIN:
                return answer.is_fine and SIGN_IN not in answer.location + answer.text
            if self._ends.is_set():
                return False
            time.sleep(PAUSE_S)
