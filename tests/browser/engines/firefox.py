"""Firefox by WebDriver BiDi, which it speaks itself: no driver beside it.
Source: https://w3c.github.io/webdriver-bidi/"""

import json
import subprocess
from contextlib import contextmanager, suppress
from pathlib import Path

from websockets.sync.client import connect

from deploy.find_engines import firefox
from tests.browser.engines.hands import IN_SIGHT, PLACE, Hand, Left, Stale, require_still

PREFERENCES = {
    "remote.active-protocols": 1,
    "intl.accept_languages": "ko",
    "dom.push.enabled": False,
}
LARGE = {f"font.size.variable.{script}": 32 for script in ("ko", "x-western")}
NO_SCRIPT = {"javascript.enabled": False}
BEGINS = "WebDriver BiDi listening on"
GONE = ("no such node", "no such element", "move target out of bounds")
# What it says of a page that was left before it could answer; its words are of no standard.
LEFT = ("no such frame", "destroyed before", "AbortError", "NS_BINDING_ABORTED")
SELECT_ALL = """(field) => {
  field.scrollIntoView({ block: "center" });
  field.focus();
  field.select();
}"""


class FirefoxHand(Hand):
    """call: BiDi's commands; context: its tab."""

    def __init__(self, call, context: str, server: str, scripts: bool = True):
        super().__init__(server, scripts)
        self.call, self.context = call, context

    def go(self, address):
        there = {"context": self.context, "url": address, "wait": "complete"}
        try:
            self.call("browsingContext.navigate", **there)
        except Left:  # the page before was still on its way somewhere
            self.call("browsingContext.navigate", **there)

    def run(self, function, *args):
        return _value(self._evaluate(function, [_local(each) for each in args]))

    def element(self, function, *args):
        found = self._evaluate(function, [_local(each) for each in args])
        return {"sharedId": found["sharedId"]} if found["type"] == "node" else None

    def click(self, element):
        self._evaluate(IN_SIGHT, [element])
        require_still(lambda: _value(self._evaluate(PLACE, [element])) or "")
        origin = {"type": "element", "element": element}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        # Left for where the press leads: pressed again, it would be another page's button.
        with suppress(Left):
            self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, element, words):
        self._evaluate(SELECT_ALL, [element])
        keys = [{"type": kind, "value": key} for key in words for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": keys})

    def files(self, element, path):
        self.call("input.setFiles", context=self.context, element=element, files=[path])

    def set_cookie(self, name, value):
        host = self.server.partition("//")[2].partition(":")[0]
        cookie = {"name": name, "value": {"type": "string", "value": value}, "domain": host}
        self.call("storage.setCookie", cookie=cookie | {"path": "/"})

    def forget(self):
        self.call("storage.deleteCookies")

    def _act(self, actions):
        self.call("input.performActions", context=self.context, actions=[actions])

    def _evaluate(self, function, args):
        answer = self.call(
            "script.callFunction",
            functionDeclaration=function,
            awaitPromise=True,
            target={"context": self.context},
            arguments=args,
        )
        if answer["type"] == "exception":
            raise Stale(answer["exceptionDetails"]["text"])
        return answer["result"]


def _local(value) -> dict:
    return {"type": "string", "value": value}


def _value(result: dict):
    return result.get("value") if result["type"] in ("string", "number", "boolean") else None


@contextmanager
def tab(env: dict[str, str], folder: Path, width: int, height: int, **preferences):
    """(call, context) of a tab of a Firefox of its own."""
    chosen = PREFERENCES | preferences
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in chosen.items()]
    (folder / "user.js").write_text("\n".join(lines))
    command = [firefox(), "--headless", "--no-remote", "--profile", str(folder)]
    browser = subprocess.Popen(
        [*command, "--remote-debugging-port", "0"],
        env=env | {"HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert browser.stderr is not None  # piped
        address = next(line.split()[-1] for line in browser.stderr if BEGINS in line)
        with connect(f"{address}/session", max_size=None, compression=None) as socket:
            call = _commands(socket)
            call("session.new", capabilities={})
            context = call("browsingContext.getTree")["contexts"][0]["context"]
            size = {"width": width, "height": height}
            call("browsingContext.setViewport", context=context, viewport=size)
            yield call, context
    finally:
        browser.terminate()
        browser.communicate()


def _commands(socket):
    """call(method, **params) sends a command and gives its answer. Raises: Left, and Stale where it
    is worth another try."""
    numbers = iter(range(1, 1_000_000))

    def call(method, **params):
        number = next(numbers)
        socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(socket.recv(timeout=60))).get("id") != number:
            pass
        if answer["type"] == "error":
            raise _refusal(answer)(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    return call


def _refusal(answer: dict) -> type[Exception]:
    if any(words in f"{answer['error']} {answer['message']}" for words in LEFT):
        return Left
    return Stale if answer["error"] in GONE else AssertionError
