"""WebKitGTK by WebDriver: Debian's WebKitWebDriver and its MiniBrowser on a screen as large as a
phone's. Source: https://www.w3.org/TR/webdriver2/"""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

from deploy.find_engines import webkit
from tests.browser.engines.hands import IN_SIGHT, PLACE, Hand, Left, Stale, require_still
from tests.ports import steady_port
from tests.waiting import PATIENCE_S

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
GONE = ("stale element reference", "no such element")
# The page went while its driver was at it.
LEFT = ("javascript error", "no such window")
# A setting of its own: the driver's scripts run, the pages' don't.
NO_SCRIPT = "--enable-javascript=false"
BUSY = ("element click intercepted", "element not interactable")
# It runs as root in containers, without a graphics card.
ROUGH = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}


class WebKitHand(Hand):
    """base: the address of its session at the driver. large: text twice as large, by a style:
    MiniBrowser has no setting for it that its driver survives."""

    def __init__(self, base: str, server: str, large: bool = False, scripts: bool = True):
        super().__init__(server, scripts)
        self.base, self.enlarges = base, large

    def go(self, address):
        self._post("/url", url=address)

    def run(self, function, *args):
        script = f"return ({function})(...arguments)"
        return self._post("/execute/sync", script=script, args=list(args))

    def element(self, function, *args):
        found = self.run(function, *args)
        return found[ELEMENT] if found else None

    def click(self, element):
        self._bring(element)
        require_still(lambda: self.run(PLACE, {ELEMENT: element}))
        # Left for where the press leads: pressed again, it would be another page's button.
        with suppress(Left):
            self._post(f"/element/{element}/click")

    def type(self, element, words):
        self._bring(element)
        self._post(f"/element/{element}/clear")
        self._post(f"/element/{element}/value", text=words)

    def files(self, element, path):
        self._post(f"/element/{element}/value", text=path)

    def set_cookie(self, name, value):
        self.open("/robots.txt")  # a cookie is set for the page at hand
        self._post("/cookie", cookie={"name": name, "value": value, "path": "/"})

    def forget(self):
        self.open("/robots.txt")
        ask("DELETE", f"{self.base}/cookie")

    def _bring(self, element):
        """To the middle: its driver stops at the edge, where a bar may cover it."""
        self.run(IN_SIGHT, {ELEMENT: element})

    def _post(self, path, **body):
        return ask("POST", self.base + path, body)


def ask(method: str, address: str, body: dict | None = None):
    """What the driver answers. Raises: Stale where it is worth another try, Left."""
    data = json.dumps(body or {}).encode() if method == "POST" else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    request.method = method
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as refused:
        wrong = json.load(refused)["value"]
        if wrong["error"] in LEFT:
            raise Left(wrong["message"]) from refused
        if wrong["error"] in GONE + BUSY:
            raise Stale(wrong["message"]) from refused
        raise AssertionError(f"{address}: {wrong}") from refused


@contextmanager
def session(env: dict[str, str], width: int, height: int, *options: str):
    """The address of a session of its own at a driver of its own. options: of MiniBrowser."""
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert screen.stdout is not None  # piped
    display = f":{screen.stdout.readline().strip()}"
    port = steady_port()
    driver = subprocess.Popen(
        ["WebKitWebDriver", f"--port={port}"],
        env=env | ROUGH | {"DISPLAY": display},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _begin(f"http://127.0.0.1:{port}", options)
    finally:
        for process in (driver, screen):
            process.terminate()
            process.wait()


def _begin(driver: str, more: tuple[str, ...]) -> str:
    options = {"binary": webkit(), "args": ["--automation", "--full-screen", *more]}
    wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        try:
            opened = ask("POST", f"{driver}/session", {"capabilities": {"alwaysMatch": wanted}})
            return f"{driver}/session/{opened['sessionId']}"
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("WebKitWebDriver does not answer")


def environment_of(env: dict[str, str], home) -> dict[str, str]:
    """What it is started with: nothing it writes stays, and nothing slides (its reader asked the
    desktop for less motion), or a press would fall beside what is still on its way."""
    for version in ("gtk-3.0", "gtk-4.0"):
        (home / version).mkdir(exist_ok=True)
        (home / version / "settings.ini").write_text("[Settings]\ngtk-enable-animations=0\n")
    places = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    return os.environ | env | dict.fromkeys(places, str(home))
