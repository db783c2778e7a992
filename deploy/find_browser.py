"""Make sure there is a Chromium, and print where it is.

For the tests its headless shell, which draws the same pages for two thirds of the CPU; with
--whole, as Lighthouse needs it, the browser itself. One already on the machine; else the system's
package when this process may install it; else, for the tests, whichever there is, or Playwright's
own download. Exit status 1, with what to do, when there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A machine out of reach of the packages shall say so soon.
APT = ("apt-get", "-qq", "-o", "Acquire::http::Timeout=10", "-o", "Acquire::Retries=0")


def find(names=(SHELL, *WHOLE)) -> str | None:
    """The path of a Chromium on this machine, by the first name there is; else Playwright's."""
    for name in names:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install(package: str) -> None:
    """The system's package, where this process may install it and there is one."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run([*APT, "update"], check=False)
        subprocess.run([*APT, "install", "-y", "--no-install-recommends", package], check=False)


def main() -> int:
    whole = "--whole" in sys.argv
    names = WHOLE if whole else (SHELL, *WHOLE)
    if find(WHOLE if whole else (SHELL,)) is None:
        install(names[0])
    if find(names) is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    path = find(names)
    if path is None:
        print("No Chromium: install the package `chromium`, then run again.", file=sys.stderr)
        return 1
    print(f"browser: {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
