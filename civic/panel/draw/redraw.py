#!/usr/bin/env python3
"""Draw a resident panel again from its published files. 공개된 파일로 시민참여단을 다시 뽑습니다.
Pure.

    python redraw.py FOLDER                panel.json and applicants.csv lie in FOLDER
    python redraw.py FOLDER --list SHA256  also compare with the list's number noted before the draw
    python redraw.py FOLDER --number 12    what became of number 12, and why

Needs nothing but Python 3.9 or later. Exit status 0: everything agrees; 1: something differs.

Seats go to strata by their population (largest remainder: A. Hamilton, 1792). In a stratum those
come first whose SHA-256 of "seed, line feed, number" is smallest: every order of them is as likely
as any other, so everybody of a stratum has the same chance. The seed is the SHA-256 of the list's
own SHA-256 and of a public result that nobody knew when the list was published.
"""

import argparse
import csv
import hashlib
import io
import json
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

FORMAT = "civic-panel/1"
SEOUL = timezone(timedelta(hours=9))
# Public results by number: when the first was known, and how long from one to the next.
# lotto: 동행복권 로또 6/45, Saturdays 20:35. drand: League of Entropy, chain "quicknet".
SOURCES = {
    "lotto": (datetime(2002, 12, 7, 20, 35, tzinfo=SEOUL), timedelta(weeks=1)),
    "drand": (datetime.fromtimestamp(1692803367, SEOUL), timedelta(seconds=3)),
}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=".", help="panel.json + applicants.csv")
    parser.add_argument("--list", metavar="SHA256", help="추첨 전에 적어 둔 명단의 확인용 번호")
    parser.add_argument("--number", type=int, help="내 번호 / what became of a number")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        listed = (Path(asked.folder) / "applicants.csv").read_bytes()
        panel = json.loads((Path(asked.folder) / "panel.json").read_bytes())
        differing = check(panel, listed, asked.list)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        differing = [(f"파일을 읽을 수 없습니다: {wrong!r}", f"can't read the files: {wrong!r}")]
    for korean, english in differing:
        print(f"✗ {korean}\n  {english}")
    if differing:
        print(f"불일치 {len(differing)}건 / {len(differing)} difference(s). FAILED")
        return 1
    tell(panel, read_list(listed), asked.number)
    return 0


def tell(panel, applicants, number):
    """Print what was found, Korean and English."""
    print(f"✓ 신청자 {len(applicants)}명의 명단이 추첨 전에 공개한 것과 같습니다.")
    print(f"  {len(applicants)} applicants, list {panel['list_sha256']}")
    if not panel["seed_value"]:
        print(f"  아직 뽑지 않았습니다 / not drawn yet: {panel['source']}, {panel['known_at']}")
        return
    drawn = draw_again(panel, applicants)
    members, reserve, calls = replay(applicants, *drawn, panel["departures"])
    print(f"✓ 다시 뽑은 결과가 같습니다. 참여단 {len(members)}명, 남은 예비 {len(reserve)}명.")
    print(f"  seed: {panel['source']} {panel['source_round']}: {panel['seed_value']}. OK")
    if number in applicants:
        place = in_order(applicants, panel["seed"]).index(number) + 1
        steps = [f"{place}/{len(applicants)}", f"칸/stratum {applicants[number]}"]
        groups = {"선정/chosen": drawn[0], "예비/reserve": drawn[1], "지금/now": members}
        steps += [word for word, numbers in groups.items() if number in numbers]
        steps += [f"{gone}→{called}" for gone, called in calls if number in (gone, called)]
        print(f"  {number}: {', '.join(steps)}")


# ---- the draw ----


def known_at(source, number):
    """When a public result becomes known. Raises: KeyError, OverflowError."""
    first, step = SOURCES[source]
    return first + (number - 1) * step


def strata_of(cells, size, features):
    """Strata with their seats: pairs (cells, seats), each stratum worth a seat or more.

    Feature by feature, neighbours in the order given are joined until their people are worth a
    whole seat; what is left over joins the last. Seats are then shared among them, and so on
    within each. cells: dicts with "people" and the features.
    """
    total = sum(cell["people"] for cell in cells)

    def parted(some, seats, features):
        if not features:
            return [(some, seats)]
        runs, run = [], []
        for value in dict.fromkeys(cell[features[0]] for cell in some):
            run = run + [cell for cell in some if cell[features[0]] == value]
            if people_in(run) * size >= total:
                runs.append(run)
                run = []
        if run:
            runs[-1:] = [(runs[-1] if runs else []) + run]
        shares = iter(seats_of([people_in(run) for run in runs], seats))
        return [pair for run in runs for pair in parted(run, next(shares), features[1:])]

    return parted(cells, size, features)


def people_in(cells):
    return sum(cell["people"] for cell in cells)


def seats_of(people, size):
    """Seats for each stratum, by largest remainder; of equal ones the larger, then the earlier."""
    total = sum(people)
    seats = [size * n // total for n in people]
    first = sorted(range(len(people)), key=lambda i: (-(size * people[i] % total), -people[i], i))
    for i in first[: size - sum(seats)]:
        seats[i] += 1
    return seats


def seed_of(list_sha256, source, number, value):
    text = "\n".join((list_sha256, source, str(number), value))
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(applicants, seed):
    """Numbers in the order in which they are drawn."""
    return sorted(applicants, key=lambda n: hashlib.sha256(f"{seed}\n{n}".encode()).digest())


def draw(applicants, seats, reserve_each, seed):
    """(numbers chosen, numbers in reserve), each in the order drawn.

    applicants: number → stratum. seats: stratum → how many. Seats for which a stratum has too few
    applicants go to whoever is next in the order, of any stratum.
    """
    order, free, chosen = in_order(applicants, seed), Counter(seats), set()
    for number in order:
        if free[applicants[number]] > 0:
            free[applicants[number]] -= 1
            chosen.add(number)
    rest = [number for number in order if number not in chosen]
    chosen.update(rest[: sum(free.values())])
    places, reserve = Counter(), []
    for number in order:
        if number not in chosen and places[applicants[number]] < reserve_each:
            places[applicants[number]] += 1
            reserve.append(number)
    return [number for number in order if number in chosen], reserve


def replay(applicants, chosen, reserve, departures):
    """(numbers in the panel, numbers left in reserve, calls) after people dropped out in turn.

    A seat goes to the first in reserve of the same stratum, else to the first of all; calls are
    pairs (who dropped out, who was called or None).
    """
    members, reserve, calls = list(chosen), list(reserve), []
    for gone in departures:
        if gone in reserve:
            reserve.remove(gone)
        if gone not in members:
            continue
        members.remove(gone)
        same = [number for number in reserve if applicants[number] == applicants[gone]]
        called = (same or reserve or [None])[0]
        calls.append((gone, called))
        if called is not None:
            reserve.remove(called)
            members.append(called)
    return members, reserve, calls


# ---- what must agree ----


def read_list(listed):
    """applicants.csv as number → stratum."""
    rows = csv.DictReader(io.StringIO(listed.decode("utf-8")))
    return {int(row["number"]): int(row["stratum"]) for row in rows}


def draw_again(panel, applicants):
    seats = {int(code): seats for code, seats in panel["seats"].items()}
    return draw(applicants, seats, panel["reserve_each"], panel["seed"])


def check(panel, listed, noted=None):
    """Everything that differs, as (Korean, English) pairs."""
    if panel["format"] != FORMAT:
        return [("이 프로그램이 모르는 형식입니다", f"unknown format {panel['format']}")]
    applicants = read_list(listed)
    sha256 = hashlib.sha256(listed).hexdigest()
    strata = strata_of(panel["cells"], panel["size"], panel["features"])
    counted = [(people_in(cells), seats) for cells, seats in strata]
    named = [(row["people"], row["seats"]) for row in panel["strata"]]
    moment = known_at(panel["source"], panel["source_round"])
    facts = {
        ("명단이 공개한 확인용 번호와 다릅니다", "the list is not the one published"):
            sha256 == panel["list_sha256"] and noted in (None, sha256),
        ("명단의 번호가 1부터 차례가 아닙니다", "the numbers are not 1, 2, 3 …"):
            list(applicants) == list(range(1, len(applicants) + 1)),
        ("칸마다의 자리가 인구에서 나온 것과 다릅니다", "seats do not follow from population"):
            named == counted
            and sorted(panel["seats"].values()) == sorted(seats for _people, seats in counted),
        ("명단에 모르는 칸이 있습니다", "the list names unknown strata"):
            set(map(str, applicants.values())) <= panel["seats"].keys(),
        ("정해 둔 공개 결과가 명단보다 먼저 나왔습니다", "the seed was known before the list"):
            datetime.fromisoformat(panel["closed_at"]) < moment
            and moment == datetime.fromisoformat(panel["known_at"]),
    }  # fmt: skip
    differing = [words for words, holds in facts.items() if not holds]
    return differing or (_check_draw(panel, applicants) if panel["seed_value"] else [])


def _check_draw(panel, applicants):
    source = (panel["source"], panel["source_round"], panel["seed_value"])
    chosen, reserve = draw_again(panel, applicants)
    members, left, _calls = replay(applicants, chosen, reserve, panel["departures"])
    facts = {
        ("시드가 공개 결과에서 나온 것과 다릅니다", "the seed does not follow from the result"):
            panel["seed"] == seed_of(panel["list_sha256"], *source),
        ("뽑힌 번호가 다릅니다", "other numbers were chosen"): panel["chosen"] == chosen,
        ("예비 번호가 다릅니다", "the reserve list differs"): panel["reserve"] == reserve,
        ("빠진 사람을 이은 번호가 다릅니다", "other numbers were called"):
            panel["members"] == members and panel["reserve_left"] == left,
    }  # fmt: skip
    return [words for words, holds in facts.items() if not holds]


if __name__ == "__main__":
    sys.exit(main())
