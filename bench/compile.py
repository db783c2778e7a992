"""What a plan costs: the demo's round beside one of 20,000 issues and 100,000 votes.

Prints CPU seconds of the snapshot, of each format and of a form filled, the ratio between the two
rounds, the sizes, what the evidence bundle takes in a process that does nothing else, and what a
web worker held at most after handing out a plan and its files, beside the limits. CPU is that of
the processes started as well. All are the least of a few fresh processes: neighbours make a
program slower, never faster.
Run: python -m bench.compile
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench.large_round import make_large
from civic import create_app
from civic.call_forms.apart.asking import fill_apart, read_apart
from civic.call_forms.place import FillPlace
from civic.db import db
from civic.demo.build import build
from civic.documents.canonical import unpack
from civic.documents.export.formats import FORMATS
from civic.documents.model import Document
from civic.plans.call_form.filling import Chosen, FillSource, drawn
from civic.plans.jobs.run import packed
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.documents import document_of, opened
from civic.plans.snapshots.gather import freeze
from civic.rounds.models import Round
from civic.schema_version import make_tables
from tests.call_forms.small_forms import hwpx_form

EMPTY = Document("", "", "", "", False, "", 1, "2026-11-22T03:00:00+00:00", "", ())
FIRST_S, DECK_S, WHOLE_S, PEAK_MB, WEB_MB = 3.0, 3.0, 15.0, 400, 160
FIRST = ("snapshot", "document", "hwpx", "form")
SOURCES = {  # of the form's places, by kind and label
    ("block", "3. 주민 참여"): "chapter:problems",
    ("rows", "성과지표 | 단위 | 기준값 | 목표값"): "table:targets.indicators",
    ("cell", "사업명"): "word:programme",
}
TURNS = 3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cities = {"demo": _demo, "large": make_large}
        addresses = {name: f"sqlite:///{folder}/{name}.sqlite3" for name in cities}
        for name, make_city in cities.items():
            _apart(make_city, addresses[name])
        small, large = (_least(each_format, address) for address in addresses.values())
        for address in addresses.values():
            _apart(keep_snapshot, address)
        holds = [_least(web_worker, address) for address in addresses.values()]
        wholes = [_least(whole_bundle, address) for address in addresses.values()]
    print(f"CPU seconds{'demo':>14} {'large':>8} {'ratio':>6} {'large kB':>9}, least of {TURNS}")
    for name, (cost, size) in large.items():
        ratio = cost / max(small[name][0], 0.001)
        print(f"{name:16} {small[name][0]:8.2f} {cost:8.2f} {ratio:6.1f} {size / 1000:9.0f}")
    firsts = [sum(costs[name][0] for name in FIRST) for costs in (small, large)]
    _judge("snapshot + HWPX + form, s", firsts, FIRST_S)
    _judge("deck, CPU s", [costs["pptx"][0] for costs in (small, large)], DECK_S)
    for path, _cost in holds[0].items():
        _judge(f"web worker, {path}", [each[path][0] for each in holds], WEB_MB)
    _judge("whole bundle, CPU s", [whole["seconds"][0] for whole in wholes], WHOLE_S)
    _judge("whole bundle, peak MB", [whole["peak"][0] for whole in wholes], PEAK_MB)


def each_format(address: str) -> dict[str, tuple[float, int]]:
    """name → (CPU seconds, bytes). What is loaded once a process is loaded before."""
    measured = {}
    with _city(address).app_context():
        plan = Plan.start(db.session.get(Round, 1))
        for format in FORMATS.values():
            format.export(EMPTY)
        snapshot, seconds = _timed(partial(freeze, plan, None))
        measured["snapshot"] = (seconds, len(snapshot.data))
        document, seconds = _timed(partial(document_of, snapshot))
        measured["document"] = (seconds, 0)
        for name, format in FORMATS.items():
            content, seconds = _timed(partial(format.export, document))
            measured[name] = (seconds, len(content))
        form = hwpx_form()
        places, seconds = _timed(partial(_chosen, form))
        measured["form, read once"] = (seconds, len(form))
        content, seconds = _timed(partial(_filled, snapshot, document, form, places))
        measured["form"] = (seconds, len(content))
    return measured


def _chosen(form: bytes) -> list[Chosen]:
    """What goes where, as a planner confirms it once the form is uploaded."""
    places = [place for part in read_apart(form, "a.hwpx")["parts"] for place in _places(part)]
    chosen = [Chosen(p, SOURCES[key]) for p in places if (key := (p.kind, p.label)) in SOURCES]
    assert len(chosen) == len(SOURCES), [(p.kind, p.label) for p in places]
    return chosen


def _filled(snapshot: Snapshot, document: Document, form: bytes, chosen: list[Chosen]) -> bytes:
    """A small form with a chapter, a table's rows and a name put in, as the worker does it."""
    source = FillSource(opened(snapshot.data), document)
    contents = [(one, source.content(one)) for one in chosen]
    values = {one.place.key: drawn(c.value) for one, c in contents if c is not None}
    return fill_apart(form, "a.hwpx", values, "hwpx").data


def _places(part: dict) -> list[FillPlace]:
    return [FillPlace.from_json(place) for place in unpack(part["content"])["places"].values()]


def keep_snapshot(address: str) -> None:
    with _city(address).app_context():
        freeze(Plan.start(db.session.get_one(Round, 1)), None)
        db.session.commit()


def web_worker(address: str) -> dict[str, tuple[float, int]]:
    """Peak MB of a process that answers requests: at rest, and after each page or file."""
    app = _city(address)
    with app.app_context():
        home = f"/{db.session.get_one(Round, 1).municipality.slug}/"
    plan = f"{home}1/plan"
    number = app.test_client().get(plan).text.split("/export.pdf")[0].rpartition("/")[2]
    files = tuple(f"{plan}/{number}/export.{name}" for name in FORMATS)
    paths = home, plan, f"{plan}/{number}/sources/issues.reported", *files
    command = [sys.executable, "-m", "tests.plans.snapshots.page_memory", address, *paths]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    held = {path: int(megabytes) for megabytes, path in map(str.split, lines)}
    names = {home: "at rest", plan: "the plan's page"}
    return {names.get(path) or path.rpartition("/")[2]: (mb, 0) for path, mb in held.items()}


def _peak() -> float:
    """Megabytes this process held at most; getrusage would count what started it, too."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def whole_bundle(address: str) -> dict[str, tuple[float, int]]:
    """CPU seconds and peak MB from the rows to the evidence bundle, all loaded on the way."""
    began = _cpu()
    with _city(address).app_context():
        content = packed(freeze(Plan.start(db.session.get(Round, 1)), None))
    return {"seconds": (_cpu() - began, len(content)), "peak": (_peak(), len(content))}


def _demo(address: str) -> None:
    with _city(address).app_context():
        make_tables(db.engine)
        build()
        db.session.commit()


def _city(address: str):
    settings = {"DEMO": True, "PHOTO_STORE": "memory:", "SENDER": "memory", "ASSETS": "local"}
    return create_app(**settings, DATABASE_URL=address)


def _apart(work, address: str):
    """The work's answer from a fresh process, whose memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, address).result()


def _least(work, address: str) -> dict[str, tuple[float, int]]:
    """Each cost's least over some fresh processes."""
    turns = [_apart(work, address) for _ in range(TURNS)]
    return {name: min(turn[name] for turn in turns) for name in turns[0]}


def _timed(act):
    began = _cpu()
    content = act()
    return content, _cpu() - began


def _cpu() -> float:
    """Seconds of this process and of those it started and that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _judge(what: str, costs: list[float], most: float) -> None:
    """costs: of the demo's round and of the large one."""
    verdict = "PASS" if max(costs) <= most else "over"
    print(f"{what:24} {costs[0]:6.1f} {costs[1]:8.1f}  limit {most:g}  {verdict}")


if __name__ == "__main__":
    main()
