"""What a phone makes of the main pages: Lighthouse's mobile preset, median of five runs.

A city of 1,000 issues, the most supported of which have photos, is served by granian as README
says, with the kept copies of htmx and Leaflet, since the CDN may be out of reach. Everybody sees
the pages as nobody in particular, but the ballot as a voter who is signed in. The lighthouse
program is installed by `make lighthouse`. Prints a table and what exceeds a limit; exit status 1
if anything does. Run: make lighthouse, or python -m bench.lighthouse PROGRAM [runs]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

from flask.sessions import SecureCookieSessionInterface

from bench.city import make
from civic.db import db, now
from civic.demo.pictures import scene
from civic.engines.photo_store import LocalStore
from civic.issues.models import Issue
from civic.issues.photos import IssuePhoto
from civic.people.models import Person
from civic.people.sign_in.models import SignIn
from civic.photos.models import Photo
from civic.rounds.models import Round
from deploy.find_browser import find

ROOT = Path(__file__).resolve().parent.parent
PORT = 8299
PAGES = {
    "home": "/gaon/1/",
    "list": "/gaon/1/issues/",
    "detail": "/gaon/1/issues/{first}",
    "map": "/gaon/1/issues/map",
    "report form": "/gaon/1/issues/new",
    "vote": "/gaon/1/vote",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Least scores; most milliseconds, kilobytes and requests.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST = {"LCP ms": 1200, "TBT ms": 50, "KB": 100, "requests": 12}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-quic"


def city(folder: Path) -> tuple[int, str]:
    """1,000 issues in a round that reports and votes at once.

    Returns: the first issue listed, and the cookie of a voter who is signed in.
    """
    app = make(folder, 1_000)
    with app.app_context():
        round = db.session.scalars(db.select(Round)).one()
        round.phase("report").ends_at = now() + timedelta(days=9)
        query = db.select(Issue).order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(24)
        issues = db.session.scalars(query).all()
        store = LocalStore(folder / "photos")
        for seed, issue in enumerate(issues):
            picture, alt = scene(issue.category, seed)
            photo = Photo.take_in(store, picture)
            photo.attach()
            db.session.add(IssuePhoto(issue_id=issue.id, photo_id=photo.id, position=0, alt=alt))
            issue.cover_key, issue.cover_alt = photo.key, alt
        voter = db.session.scalars(db.select(Person).limit(1)).one()
        signed_in = {"_user_id": SignIn.open(voter, device="bench"), "_fresh": True}
        db.session.commit()
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        return issues[0].id, f"session={signer.dumps(signed_in)}"


def serve(folder: Path):
    settings = {
        "CIVIC_DEMO": "1",
        "CIVIC_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "CIVIC_PHOTO_STORE": f"{folder}/photos",
        "CIVIC_ASSETS": "local",
    }
    command = ["granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "2", "wsgi:app"]
    command[0] = str(Path(sys.executable).parent / command[0])
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, **quiet)
    for _ in range(100):
        time.sleep(0.2)
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/robots.txt").read()
            return server
        except OSError:
            continue
    server.terminate()  # or the next one would share its port with it
    raise SystemExit("the server did not start")


def run(program: str, address: str, out: Path, cookie: str = "") -> dict:
    """One report of one page, as whom the cookie says, as {column: number}."""
    command = [program, f"http://127.0.0.1:{PORT}{address}", "--quiet", "--output=json"]
    command += [f"--output-path={out}", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", "--form-factor=mobile"]
    if cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookie})}")
    report = _report(command, out)
    audits = report["audits"]
    sent = audits["network-requests"]["details"]["items"]
    for name, audit in audits.items():
        if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary":
            print(f"  {address} {name}: {audit['title']}", file=sys.stderr)
    return {name: report["categories"][name]["score"] * 100 for name in CATEGORIES} | {
        "LCP ms": audits["largest-contentful-paint"]["numericValue"],
        "TBT ms": audits["total-blocking-time"]["numericValue"],
        "CLS": audits["cumulative-layout-shift"]["numericValue"],
        "KB": audits["total-byte-weight"]["numericValue"] / 1000,
        "requests": len([one for one in sent if not one["url"].startswith("data:")]),
    }


def _report(command: list[str], out: Path, tries: int = 4) -> dict:
    """Now and then a busy machine loses the beginning of a trace: once more."""
    env = os.environ | {"CHROME_PATH": find()}
    for _ in range(tries):
        subprocess.run(command, env=env, stderr=subprocess.DEVNULL)
        report = json.loads(out.read_text()) if out.exists() else {"runtimeError": "no report"}
        out.unlink(missing_ok=True)
        if "runtimeError" not in report:
            return report
    raise SystemExit(f"lighthouse: {report['runtimeError']}")


def beyond(name: str, row: dict) -> list[str]:
    low = [f"{column} {row[column]:.0f} < {least}" for column, least in LEAST.items()]
    low = [words for words, column in zip(low, LEAST, strict=True) if row[column] < LEAST[column]]
    high = [f"{column} {row[column]:.0f} > {m}" for column, m in MOST.items() if row[column] > m]
    return [f"{name}: {words}" for words in low + high]


def main(program: str, runs: int = 5) -> int:
    wrong, head = [], None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, cookie = city(folder)
        server = serve(folder)
        try:
            for page, address in PAGES.items():
                address = address.format(first=first)
                who = cookie if page == "vote" else ""
                rows = [run(program, address, folder / "report.json", who) for _ in range(runs)]
                row = {key: statistics.median(one[key] for one in rows) for key in rows[0]}
                if head is None:
                    head = ["page", *row]
                    print("|", " | ".join(head), "|\n|", " | ".join("---" for _ in head), "|")
                cells = [f"{row[key]:.3f}" if key == "CLS" else f"{row[key]:.0f}" for key in row]
                print("|", " | ".join([page, *cells]), "|", flush=True)
                wrong += beyond(page, row)
        finally:
            server.terminate()
            server.wait()
    print(*wrong, sep="\n", file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5))
