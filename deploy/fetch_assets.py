"""Fetch the pinned front-end files into static/vendor, each checked against its hash.

Uses the npm client when there is one (it knows the registry's address), else the CDN. Nothing is
fetched twice. Exit status 1 when a file could not be had; the pages then use the CDN alone.
"""

import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = json.loads((ROOT / "deploy" / "assets.json").read_text())
KEPT = ROOT / "static" / "vendor"


def integrity(data: bytes) -> str:
    return "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()


def main() -> int:
    KEPT.mkdir(parents=True, exist_ok=True)
    missing = {name: entry for name, entry in LOCK.items() if not _kept(name, entry)}
    for name, entry in missing.items():
        data = _from_npm(entry) or _from_cdn(entry)
        if data is None or integrity(data) != entry["integrity"]:
            print(f"could not fetch {name} {entry['version']}", file=sys.stderr)
            return 1
        (KEPT / name).write_bytes(data)
    return 0


def _kept(name, entry) -> bool:
    path = KEPT / name
    return path.exists() and integrity(path.read_bytes()) == entry["integrity"]


def _from_npm(entry) -> bytes | None:
    if shutil.which("npm") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        package = f"{entry['package']}@{entry['version']}"
        done = subprocess.run(["npm", "pack", package], cwd=folder, capture_output=True)
        tarballs = list(Path(folder).glob("*.tgz"))
        if done.returncode or not tarballs:
            return None
        with tarfile.open(tarballs[0]) as archive:
            return archive.extractfile(f"package/{entry['file']}").read()


def _from_cdn(entry) -> bytes | None:
    try:
        with urllib.request.urlopen(entry["cdn"], timeout=20) as answer:
            return answer.read()
    except OSError:
        return None


if __name__ == "__main__":
    raise SystemExit(main())
