"""What somebody does at a page, in words, whichever browser it is in.

An engine's driver does seven things (`go`, `run`, `element`, `click`, `type`, `files`,
`set_cookie`); what a walk says is made of them here.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable

PATIENCE_S = 120
# The smallest thing to be pressed that says these words.
TO_PRESS = r"""(words) => {
  const says = (el) => `${el.innerText} ${el.ariaLabel ?? ""}`.replace(/\s+/g, " ").trim();
  const found = [...document.querySelectorAll("button, a[href], label, summary")].filter(
    (el) => el.checkVisibility({ visibilityProperty: true }) && el.ariaHidden !== "true"
      && says(el).includes(words));
  return found.sort((a, b) => says(a).length - says(b).length)[0] ?? null;
}"""
FOUND = "(css) => document.querySelector(css)"
# What is open over the page, and what the page says first.
ALL_SAID = """() => [document.querySelector("dialog[open]"), document.body]
  .map((part) => part?.innerText.slice(0, 600) ?? "nothing").join(" | ")"""
SAYS = r"(words) => Boolean(document.body?.innerText.replace(/\s+/g, ' ').includes(words))"
CHOOSE = """(css, words) => {
  const select = document.querySelector(css);
  select.value = [...select.options].find((each) => each.text.includes(words)).value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""
IN_SIGHT = "(el) => el.scrollIntoView({ block: 'center', behavior: 'instant' })"
# Where it would be pressed: "" while the page still comes, or something lies over it.
PLACE = """(el) => {
  const { x, y, width, height } = el.getClientRects()[0] ?? el.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  const isThere = top && (el.contains(top) || top.contains(el));
  return document.readyState === "complete" && isThere ? [x, y, width, height].join() : "";
}"""
# Its scripts come once it is painted, htmx last: nobody presses before.
HAS_SCRIPTS = "() => Boolean(window.htmx) || !document.getElementById('scripts')"
SETTLES_S = 0.05
# As script of the page: what a browser without its own setting for large text gets.
ENLARGE = "() => { document.documentElement.style.fontSize = '200%'; }"


class Stale(Exception):
    """The element, or the page it was of, is gone."""


class Left(Stale):
    """The page went while something was done at it: what was pressed was pressed."""


def require_still(place: Callable[[], str]) -> None:
    """Nobody presses what still moves: the press would fall beside it. place() gives its PLACE.

    Raises: Stale.
    """
    before = place()
    time.sleep(SETTLES_S)
    if not before or place() != before:
        raise Stale("it moves, or something lies over it")


class Hand(ABC):
    """Somebody at a page. scripts: whether the page's own scripts run."""

    enlarges = False  # by a style of the page

    def __init__(self, server: str, scripts: bool = True):
        self.server, self.scripts = server, scripts

    @abstractmethod
    def go(self, address: str) -> None: ...

    @abstractmethod
    def run(self, function: str, *args):
        """What a JavaScript function gives. Raises: Stale."""

    @abstractmethod
    def element(self, function: str, *args):
        """The element a JavaScript function gives, as the driver names it; None for none."""

    @abstractmethod
    def click(self, element) -> None: ...

    @abstractmethod
    def type(self, element, words: str) -> None: ...

    @abstractmethod
    def files(self, element, path: str) -> None: ...

    @abstractmethod
    def set_cookie(self, name: str, value: str) -> None: ...

    @abstractmethod
    def forget(self) -> None:
        """Drop every cookie."""

    def open(self, path: str) -> None:
        self.go(self.server + path)
        self._enlarge()

    def press(self, words: str) -> None:
        self._when(lambda: self.element(TO_PRESS, words), self.click, words)

    def tap(self, css: str) -> None:
        self._when(lambda: self.element(FOUND, css), self.click, css)

    def write(self, css: str, words: str) -> None:
        self._when(lambda: self.element(FOUND, css), lambda field: self.type(field, words), css)

    def attach(self, css: str, path) -> None:
        self._when(lambda: self.element(FOUND, css), lambda f: self.files(f, str(path)), css)

    def choose(self, css: str, words: str) -> None:
        self._when(lambda: self.element(FOUND, css), lambda _: self.run(CHOOSE, css, words), css)

    def sees(self, words: str) -> None:
        self.waits(SAYS, words)

    def waits(self, function: str, *args) -> None:
        """Until a function of the page gives something true."""
        self._when(lambda: self.run(function, *args), lambda _: None, f"{function} {args}")

    def _when(self, find, act, what) -> None:
        """Do it with what is found, once it is there."""
        until, refused = time.monotonic() + PATIENCE_S, ""
        while time.monotonic() < until:
            try:
                self._enlarge()
                if (not self.scripts or self.run(HAS_SCRIPTS)) and (found := find()):
                    act(found)
                    return
            except Stale as why:
                refused = f" ({why})"
            time.sleep(0.1)
        raise AssertionError(f"{what} did not come{refused}; the page says: {self.run(ALL_SAID)}")

    def _enlarge(self) -> None:
        if self.enlarges:
            self.run(ENLARGE)


class ChromiumHand(Hand):
    """At a page of Playwright's."""

    def __init__(self, page, server: str, scripts: bool = True):
        super().__init__(server, scripts)
        self.page = page

    def go(self, address):
        self.page.goto(address)

    def run(self, function, *args):
        return self._try(lambda: self.page.evaluate(_spread(function), list(args)))

    def element(self, function, *args):
        handle = self._try(lambda: self.page.evaluate_handle(_spread(function), list(args)))
        return handle.as_element()

    def click(self, element):
        self._try(element.click)

    def type(self, element, words):
        self._try(lambda: element.fill(words))

    def files(self, element, path):
        self._try(lambda: element.set_input_files(path))

    def set_cookie(self, name, value):
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.server}])

    def forget(self):
        self.page.context.clear_cookies()

    @staticmethod
    def _try(act):
        from playwright.sync_api import Error

        try:
            return act()
        except Error as gone:
            raise Stale from gone


def _spread(function: str) -> str:
    """Playwright hands over one value."""
    return f"(args) => ({function})(...args)"
