"""The other browser engines the pages are walked in, beside Chromium: installed where this process
may, and said loudly where they can't be. Never fails: `make test` goes on without them.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from deploy.find_browser import install

MINI_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"


def firefox() -> str | None:
    """The path of a Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit() -> str | None:
    """The path of WebKitGTK's small browser, where its driver and a screen for it are there."""
    browsers = sorted(Path("/").glob(MINI_BROWSERS[1:]))
    has_both = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    return str(browsers[-1]) if browsers and has_both else None


ENGINES: dict[str, tuple[Callable[[], str | None], tuple[str, ...]]] = {
    "Firefox": (firefox, ("firefox-esr",)),
    "WebKit": (webkit, ("webkit2gtk-driver", "xvfb")),
}


def main() -> int:
    for name, (find, packages) in ENGINES.items():
        if find() is None and not install(*packages):
            print(f"!! NOT WALKED IN {name}: install {' '.join(packages)}", file=sys.stderr)
        else:
            print(f"{name}: {find()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
