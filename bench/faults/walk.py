"""Five people's browsers at the shipped proxy, for the whole job while a host is killed."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

from bench.faults.crowd import picture
from bench.faults.parts import until
from bench.faults.town import Town
from deploy.find_browser import environment, find_shell
from tests.browser.watching import watched
from tests.browser.whole_job import whole_job
from tests.deploy.proxy import HOST

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WHO = {"하준": "p0", "서연": "planner", "도윤": "consultant"}


class Street:
    """가온시 as browsers find it behind a proxy at a port. moments: what happens as a phase begins.
    logs: of every host, where the sender writes what it would send."""

    def __init__(
        self,
        town: Town,
        port: int,
        folder: Path,
        logs: Callable[[], str],
        moments: dict[str, Callable[[], None]],
    ):
        self.town, self.port, self.folder = town, port, folder
        self.logs, self.moments = logs, moments
        self.photo = folder / "road.jpg"
        self.photo.write_bytes(picture(Random(1)))
        self._open = ExitStack()

    def __enter__(self) -> "Street":
        playwright = self._open.enter_context(sync_playwright())
        # By the proxy's name and usual port: pages and cookies are for that address alone.
        there = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{self.port}"
        self.browser = playwright.chromium.launch(
            executable_path=find_shell(), args=[*FLAGS, there], env=environment(self.folder)
        )
        self._open.callback(self.browser.close)
        return self

    def __exit__(self, *_error) -> None:
        self._open.close()

    def page_of(self, who: str | None, size: dict):
        context = self.browser.new_context(
            viewport=size,
            locale="ko-KR",
            accept_downloads=True,
            base_url=f"https://{HOST}",
            ignore_https_errors=True,
            service_workers="block",
        )
        if who is not None:
            name, _, value = self.town.cookie(WHO[who]).partition("=")
            kept = {"name": name, "value": value, "secure": True, "path": "/"}
            context.add_cookies([{**kept, "domain": HOST}])
        return watched(context.new_page(), 60_000)

    def look(self, query):
        return self.town.look(query)

    def begin(self, kind: str) -> None:
        self.town.begin(kind)
        self.moments.get(kind, lambda: None)()

    def code(self, address: str) -> str:
        wanted = re.compile(rf"to {re.escape(address)}: .*?(\d{{6}})", re.DOTALL)
        until(lambda: wanted.search(self.logs()) is not None, "a code was sent")
        return wanted.findall(self.logs())[-1]


def walk(street: Street) -> list[str]:
    """What went wrong on the way, and what was answered and is not there."""
    with street:
        try:
            whole_job(street, street.folder)
        except (BrowserError, AssertionError, TimeoutError) as failed:
            return [f"the walk stopped: {type(failed).__name__}: {failed}"]
    return street.town.wrong_counts()
