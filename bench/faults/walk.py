"""The whole job in browsers against a set-up of two hosts, one of them killed in the middle."""

import re
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from playwright.sync_api import sync_playwright

from bench.faults.crowd import picture
from deploy.find_browser import environment, find_shell
from tests.browser.conftest import DESK, FLAGS, PHONE
from tests.browser.whole_job import World, whole_job
from tests.proxy import HOST


def walk(there) -> list[str]:
    """there: a SetUp that has not begun. The second host is killed when proposing begins, and the
    first, which has the worker too, when the vote is over and the second is back."""
    there.town.found(1, solutions=0, all_open=False, issues=0)
    there.town.begin("report")
    there.start()
    began = time.monotonic()
    killed = {"propose": there.hosts[1].end, "vote": there.hosts[1].start}
    killed |= {"target": there.hosts[0].end, "consult": there.hosts[0].start}

    def begin(kind: str) -> None:
        there.town.begin(kind)
        killed.get(kind, lambda: None)()

    def letter(address: str) -> str:
        log = "\n".join(host.log for host in there.hosts)
        return re.findall(rf"to {re.escape(address)}: .*\n(?:.*\n){{0,6}}", log)[-1]

    with there.proxy.running(), browsers(there) as page_of, tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "road.jpg"
        photo.write_bytes(picture(Random(1)))
        world = World(begin, there.town.look, letter, photo, Path(folder))
        pages = (page_of("", PHONE), page_of("p0", PHONE))
        pages += (page_of("planner", DESK), page_of("consultant", PHONE))
        whole_job(world, *pages)
    print(f"the whole job passed in {time.monotonic() - began:.0f} s, each host killed once")
    return there.town.wrong_counts()


@contextmanager
def browsers(there):
    """page_of(who, size): a page of a browser that somebody is signed in to."""
    mapped = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{there.proxy.port}"
    with ExitStack() as stack:
        fonts = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(
            executable_path=find_shell(), args=[*FLAGS, mapped], env=environment(fonts)
        )
        stack.callback(chromium.close)

        def page_of(who: str, size: dict):
            context = chromium.new_context(
                viewport=size, base_url=f"https://{HOST}", locale="ko-KR", accept_downloads=True,
                ignore_https_errors=True, service_workers="block",
            )  # fmt: skip
            if who:
                name, _, value = there.town.cookie(who).partition("=")
                cookie = {"name": name, "value": value, "url": f"https://{HOST}", "secure": True}
                context.add_cookies([cookie])
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.problems = []
            page.on("pageerror", lambda error: page.problems.append(str(error)))
            return page

        yield page_of
