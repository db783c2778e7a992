"""Make sure there is a Chromium for the browser tests, and print where it is.

One already on the machine; else the system's package when this process may install it; else
Playwright's own download. Exit status 1, with what to do, when none of the three works.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import manimgx_fonts_cjk
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
</fontconfig>
"""


def find() -> str | None:
    """The path of a Chromium on this machine, Playwright's included."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find_shell() -> str | None:
    """The path of a Chromium without windows and profiles, which opens a page in a fifth of the
    time but runs no service workers; else of a whole one."""
    return shutil.which(SHELL) or find()


def environment(folder: Path) -> dict[str, str]:
    """What a browser is started with, kept in this folder: without a Korean font of the machine's
    own it draws Korean in the documents' font, not in boxes half as wide."""
    conf = folder / "fonts.conf"
    conf.write_text(FONTS.format(folder=Path(manimgx_fonts_cjk.__file__).parent), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(conf)}


def install(*packages: str) -> bool:
    """Whether the system's packages could be installed."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    # Another install may be under way.
    patient = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.run([*patient, "update"], check=False)
    return subprocess.run([*patient, "-y", "install", *packages], check=False).returncode == 0


def main() -> int:
    if find() is None and not install("chromium"):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if find() is None:
        print("No Chromium: install the package `chromium`, then run again.", file=sys.stderr)
        return 1
    if shutil.which(SHELL) is None:
        install(SHELL)
    print(f"browsers: {find()} {find_shell()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
