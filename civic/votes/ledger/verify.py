#!/usr/bin/env python3
"""Recount a vote from its published files. 공개된 파일로 투표를 처음부터 다시 셉니다.

    python verify.py FOLDER                  ledger.jsonl and result.json lie in FOLDER
    python verify.py FOLDER --root ROOT      also compare with a root printed elsewhere
    python verify.py FOLDER --find NONCE     is my receipt in the ledger?

Needs nothing but Python 3.9 or later. Exit status 0: everything agrees; 1: something differs.
All money is counted in whole numbers and exact fractions, never in floating point.
"""

import argparse
import hashlib
import heapq
import json
import sys
from collections import Counter
from fractions import Fraction
from math import gcd
from pathlib import Path

COMPLETIONS = {  # name: (do shares grow step by step, is the rest spent by most votes)
    "none": (False, False),
    "greedy": (False, True),
    "add1": (True, False),
    "add1u": (True, True),
    "add1-greedy": (True, True),
    "add1u-greedy": (True, True),
}
SOURCES = {"online", "paper", "meeting"}
FIRST_FORMAT, FORMAT = "civic-result/1", "civic-result/2"
LATER_NUMBERS: dict = {
    "removed": [],
    "emptied": {"online": 0, "paper": 0},
    "roll": None,
}  # the first format has none of these
KNOWN = {  # what this program can recount
    "format": (FIRST_FORMAT, FORMAT),
    "leaf": ("choice", "ballot"),
    "ballot_form": ("approval", "knapsack", "ranked"),
}
MOST_TOLD = 30  # differences printed; all are counted


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=".", help="ledger.jsonl + result.json")
    parser.add_argument("--root", help="이 확인용 번호와 비교 / a root printed elsewhere")
    parser.add_argument("--find", metavar="NONCE", help="영수증 번호 찾기 / look up a receipt")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        lines, result = load(Path(asked.folder))
    except Unreadable as wrong:
        return tell([wrong.args])
    if asked.find:
        return find(lines, result, asked.find.strip().lower(), asked.root)
    return tell(check(lines, result, asked.root), result)


class Unreadable(Exception):
    """(Korean, English): a file that can't be read at all."""


def load(folder):
    """(the ledger's lines as bytes, result.json as a dict)."""
    try:
        lines = (folder / "ledger.jsonl").read_bytes().split(b"\n")
        result = json.loads((folder / "result.json").read_bytes())
    except (OSError, ValueError) as wrong:
        raise Unreadable(f"파일을 읽을 수 없습니다: {wrong}", f"can't read: {wrong}") from None
    if lines[-1] == b"":
        lines.pop()
    if not isinstance(result, dict):
        raise Unreadable("result.json의 모양이 다릅니다", "result.json is not an object")
    return lines, result


def tell(findings, result=None):
    """Print what differs, Korean and English; the exit status."""
    for korean, english in findings[:MOST_TOLD]:
        print(f"✗ {korean}\n  {english}")
    if len(findings) > MOST_TOLD:
        print("  …")
    if findings:
        print(f"불일치 {len(findings)}건 / {len(findings)} difference(s). FAILED")
        return 1
    won = [row["id"] for row in result["ranking"] if row["selected"]]
    print(f"✓ 투표자 {result['voters']}명, 장부 {result['leaves']}줄, 모두 일치합니다.")
    print(f"  {result['voters']} voters, {result['leaves']} leaves: everything agrees. OK")
    for row in result.get("removed", ()):
        print(f"  투표 중에 뺀 것 / removed while people voted: {row['id']}, {row['at']}")
        print(f"    {row['reason']} ({row['ballots']})")
    print(f"  {result['rule']} {result.get('completion') or ''} → {', '.join(map(str, won))}")
    print(f"  root {result['root']}")
    return 0


def find(lines, result, nonce, root=None):
    """Print the leaf with this nonce and its way up to the root, and check all the rest."""
    for place, line in enumerate(lines):
        try:
            leaf = json.loads(line)
        except ValueError:
            continue
        if isinstance(leaf, dict) and leaf.get("nonce") == nonce:
            proof = inclusion_proof([leaf_hash(line) for line in lines], place)
            reached = climb(leaf_hash(line), place, len(lines), proof)
            print(f"{place + 1}번째 줄 / line {place + 1}: {line.decode()}")
            print(*(f"  ↑ {step}" for step in proof), sep="\n")
            faults = check(lines, result, root)
            if reached != result.get("root"):
                faults.insert(0, ("확인용 번호에 닿지 않습니다", "not under the root"))
            return tell(faults, result)
    return tell([(f"장부에 없는 번호입니다: {nonce}", f"{nonce} is not in the ledger")])


# ---- the tree: RFC 6962, SHA-256, 0x00 before a leaf and 0x01 before two nodes ----


def canonical(value):
    """The one way to write a value as JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")  # half a character is a difference, not a crash


def leaf_hash(line):
    return hashlib.sha256(b"\0" + line).hexdigest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def levels(hashes):
    """The tree from the leaves up; a node without a neighbour moves up as it is."""
    tree = [hashes]
    while len(tree[-1]) > 1:
        row = tree[-1]
        pairs = list(map(node_hash, row[::2], row[1::2]))
        tree.append(pairs + row[len(pairs) * 2 :])
    return tree


def root_of(hashes):
    return levels(hashes)[-1][0] if hashes else hashlib.sha256().hexdigest()


def inclusion_proof(hashes, place):
    """Neighbours on the way up, lowest first."""
    proof = []
    for row in levels(hashes)[:-1]:
        if place ^ 1 < len(row):
            proof.append(row[place ^ 1])
        place //= 2
    return proof


def climb(hash, place, size, proof):
    """The root that a leaf's hash leads to along its proof."""
    for step in proof:
        while place == size - 1 and place % 2 == 0:  # no neighbour here
            place, size = place // 2, (size + 1) // 2
        hash = node_hash(step, hash) if place % 2 else node_hash(hash, step)
        place, size = place // 2, (size + 1) // 2
    return hash


def seal_of(result):
    """The fingerprint of everything printed in result.json but itself.

    Of a title only its own fingerprint counts, so that one may be hidden later; the first format
    sealed the titles themselves.
    """
    rest = {name: value for name, value in result.items() if name != "seal"}
    if result.get("format") != FIRST_FORMAT:
        for name in {"projects", "removed"} & set(rest):
            rest[name] = without_titles(rest[name])
    return hashlib.sha256(canonical(rest)).hexdigest()


def without_titles(rows):
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        return rows  # malformed, and said elsewhere
    return [{**row, "title": None, "title_salt": None} for row in rows]


def title_hash(salt, title):
    return hashlib.sha256(canonical([salt, title])).hexdigest()


# ---- what must agree ----


def check(lines, result, root=None):
    """Everything that differs, as (Korean, English) pairs."""
    faults, numbers = [], result
    try:
        for name, values in KNOWN.items():
            if result[name] not in values:
                raise ValueError(f"{name} {result[name]}")
        if result["format"] == FIRST_FORMAT:
            numbers = {**LATER_NUMBERS, **numbers}
        leaves = read_leaves(lines, numbers, faults)
        check_tree(lines, numbers, root, faults)
        check_removed(leaves, numbers, faults)
        counted = without_removed(leaves, numbers)
        check_numbers(counted, numbers, faults)
        check_voters(leaves, counted, numbers, faults)
        check_ranking(counted, numbers, faults)
        check_titles(numbers, faults)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as wrong:
        name = f"{type(wrong).__name__}: {wrong}"
        faults.append((f"파일의 모양이 다릅니다: {name}", f"the files are malformed: {name}"))
    if seal_of(result) != result.get("seal"):
        faults.append(
            ("result.json이 봉인 뒤에 바뀌었습니다", "result.json was changed after the seal")
        )
    return faults


def check_titles(result, faults):
    """Each title is the one that was sealed, or was hidden since and is empty."""
    if result["format"] == FIRST_FORMAT:
        return
    for row in [*result["projects"], *result["removed"]]:
        name, shown = row["id"], (row["title_salt"], row["title"])
        if shown != (None, None) and title_hash(*shown) != row["title_hash"]:
            faults.append(
                (f"result.json이 봉인 뒤에 바뀌었습니다: {name}의 이름",
                 f"result.json was changed after the seal: the title of {name}")
            )  # fmt: skip


def check_removed(leaves, result, faults):
    """What was taken off while people voted: as many ballots hold it as is printed."""
    held = Counter(id for leaf in leaves for id in leaf["choices"])
    for row in result["removed"]:
        name = f"투표 중에 뺀 {row['id']} 사업의 표"
        english = f"ballots that hold {row['id']}, removed while people voted"
        differ(name, english, row["ballots"], held[row["id"]], faults)


def without_removed(leaves, result):
    """The leaves with the choices that count; a leaf of nothing else falls away."""
    gone = {row["id"] for row in result["removed"]}
    kept = [{**leaf, "choices": [c for c in leaf["choices"] if c not in gone]} for leaf in leaves]
    return [leaf for leaf in kept if leaf["choices"]]


def check_voters(leaves, counted, result, faults):
    """As many voters as the roll says, and no fewer than any solution has votes."""
    voters, emptied = result["voters"], result["emptied"]["online"] + result["emptied"]["paper"]
    if result["roll"] is not None:
        online = voters - result["paper"]["voters"] + result["emptied"]["online"]
        differ("명부에서 투표한 사람", "voters on the roll", result["roll"], online, faults)
    if result["leaf"] == "ballot":
        differ("뺀 것만 고른 표", "ballots of nothing but removed solutions", emptied,
               len(leaves) - len(counted), faults)  # fmt: skip
    votes = Counter(id for leaf in leaves for id in leaf["choices"])
    for id, number in votes.items():
        if number > voters + emptied:
            faults.append(
                (f"{id} 사업의 표({number})가 투표자보다 많습니다",
                 f"{number} votes for {id} are more than the voters")
            )  # fmt: skip


def read_leaves(lines, result, faults):
    """The leaves as dicts; names every line that is not as the seal wrote it."""
    leaves, nonces, last = [], {}, ""
    known = {project["id"] for project in [*result["projects"], *result["removed"]]}
    for number, line in enumerate(lines, 1):
        leaf = read_leaf(line, result, known)
        if leaf is None:
            faults.append(
                (f"장부 {number}번째 줄이 온전하지 않습니다", f"ledger line {number} is damaged")
            )
            continue
        if leaf["nonce"] in nonces:
            first = nonces[leaf["nonce"]]
            faults.append(
                (
                    f"장부 {number}번째 줄은 {first}번째 줄과 같은 표입니다",
                    f"ledger line {number} repeats line {first}",
                )
            )
        elif leaf_hash(line) < last:
            faults.append(
                (f"장부 {number}번째 줄의 차례가 다릅니다", f"ledger line {number} is out of order")
            )
        nonces.setdefault(leaf["nonce"], number)
        last = max(last, leaf_hash(line))
        leaves.append(leaf)
    return leaves


def read_leaf(line, result, known):
    """The leaf's dict with its choices in order; None when it is not a leaf of this round."""
    whole = result["leaf"] == "ballot"
    fields = {"round", "nonce", "choices" if whole else "solution"}
    try:
        leaf = json.loads(line)
        choices = leaf["choices"] if whole else [leaf["solution"]]
        good = (
            set(leaf) - {"source"} == fields
            and canonical(leaf) == line
            and leaf["round"] == result["round"]
            and isinstance(leaf["nonce"], str)
            and leaf.get("source", "online") in SOURCES
            and isinstance(choices, list)
            and 0 < len(choices) == len(set(choices)) <= result["max_choices"]
            and set(choices) <= known
        )
    except (ValueError, TypeError, KeyError):
        return None
    return {**leaf, "choices": choices} if good else None


def check_tree(lines, result, root, faults):
    root_now = root_of([leaf_hash(line) for line in lines])
    differ("장부 줄 수", "number of leaves", result["leaves"], len(lines), faults)
    differ("확인용 번호", "root", result["root"], root_now, faults)
    if root:
        differ(
            "인쇄된 확인용 번호",
            "root printed elsewhere",
            root.strip().lower(),
            root_now,
            faults,
        )


def check_numbers(leaves, result, faults):
    """V ≤ choices ≤ k · V, V ≤ eligible, and every solution's own number."""
    voters, k = result["voters"], result["max_choices"]
    choices = sum(len(leaf["choices"]) for leaf in leaves)
    differ("선택 수", "number of choices", result["choices"], choices, faults)
    if result["leaf"] == "ballot":
        differ("투표자 수", "number of voters", voters, len(leaves), faults)
    if not voters <= choices <= k * voters:
        faults.append(
            (
                f"투표자 {voters}명이 한 사람 {k}개까지 {choices}개를 고를 수 없습니다",
                f"{voters} voters with up to {k} choices can't have made {choices}",
            )
        )
    if voters > result["eligible"]:
        faults.append(
            ("투표자가 투표할 수 있는 사람보다 많습니다", "more voters than people who may vote")
        )
    offline = [leaf for leaf in leaves if leaf.get("source", "online") != "online"]
    on_paper = Counter(id for leaf in offline for id in leaf["choices"])
    check_paper(offline, result, faults)
    for project in result["projects"]:
        name = f"{project['id']}"
        differ(f"{name}의 종이·모임 표", f"paper votes of {name}", project["paper"],
               on_paper[project["id"]], faults)  # fmt: skip
    if result["ballot_form"] == "knapsack" and result["leaf"] == "ballot":
        costs = {project["id"]: project["cost"] for project in result["projects"]}
        for leaf in leaves:
            if sum(costs[id] for id in leaf["choices"]) > result["budget"]:
                faults.append(
                    (f"예산을 넘는 투표지입니다: {leaf['nonce']}",
                     f"ballot {leaf['nonce']} exceeds the budget")
                )  # fmt: skip


def check_paper(offline, result, faults):
    """Paper and meetings: their choices, and as many voters as can have made them."""
    voters, choices = result["paper"]["voters"], sum(len(leaf["choices"]) for leaf in offline)
    differ("종이·모임 선택 수", "choices on paper", result["paper"]["choices"], choices, faults)
    if result["leaf"] == "ballot":
        differ("종이·모임 투표자 수", "voters on paper", voters, len(offline), faults)
    if not voters <= choices <= result["max_choices"] * voters:
        faults.append(
            (
                f"종이·모임 투표자 {voters}명이 {choices}개를 고를 수 없습니다",
                f"{voters} voters on paper can't have made {choices} choices",
            )
        )


def check_ranking(leaves, result, faults):
    """Votes, costs, order and selection against an own count by the printed rule."""
    if result["tie"] != "earlier-first":
        raise ValueError(f"tie {result['tie']}")
    if result["leaf"] != "ballot" and result["rule"] in ("equal-shares", "borda"):
        raise ValueError(f"{result['rule']} can't be recounted from single choices")
    recount = count(result, [leaf["choices"] for leaf in leaves])
    printed = {row["id"]: row for row in result["ranking"]}
    if len(printed) != len(result["ranking"]) or set(printed) != {row["id"] for row in recount}:
        faults.append(
            ("순위에 빠지거나 겹친 것이 있습니다", "the ranking misses or repeats a solution")
        )
        return
    for rank, row in enumerate(recount, 1):
        shown, name = printed[row["id"]], row["id"]
        differ(f"{name}의 표", f"votes of {name}", shown["votes"], row["votes"], faults)
        differ(f"{name}의 비용", f"cost of {name}", shown["cost"], row["cost"], faults)
        differ(f"{name}의 순위", f"rank of {name}", shown["rank"], rank, faults)
        differ(
            f"{name}의 선정 여부",
            f"selection of {name}",
            shown["selected"],
            row["selected"],
            faults,
        )


def differ(korean, english, printed, counted, faults):
    if printed != counted:
        faults.append(
            (
                f"{korean}: 인쇄된 값 {printed}, 다시 센 값 {counted}",
                f"{english}: printed {printed}, counted {counted}",
            )
        )


# ---- the rules ----


def count(result, ballots):
    """All projects in rank order as dicts id, cost, votes, selected."""
    votes = points(result, ballots)
    projects = sorted(
        ({**project, "votes": votes[project["id"]]} for project in result["projects"]),
        key=lambda project: (-project["votes"], project["number"], project["id"]),
    )
    enough = [p for p in projects if p["votes"] >= result["least_votes"]]
    rule, bought, spends = result["rule"], [], True
    if rule == "equal-shares":
        grows, spends = COMPLETIONS[result["completion"]]
        step = Fraction(result["step"]) if grows else None
        bought = equal_shares(
            [p for p in enough if p["cost"] and p["votes"]], ballots, result["budget"], step
        )
    elif rule not in ("greedy-skip", "greedy-stop", "borda"):
        raise ValueError(f"rule {rule}")
    left = result["budget"] - sum(project["cost"] for project in bought)
    taken = {project["id"] for project in bought}
    rows = [{**project, "selected": True} for project in bought]
    for project in (p for p in projects if p["id"] not in taken):
        fits = project["cost"] <= left
        spends = spends and (fits or rule != "greedy-stop")
        selected = spends and fits and project["votes"] >= result["least_votes"]
        left -= project["cost"] if selected else 0
        rows.append({**project, "selected": selected})
    return rows


def points(result, ballots):
    """Votes by project; on ranked ballots Borda points, max_choices for the first, one less for
    each rank below."""
    if result["ballot_form"] != "ranked":
        return Counter(id for ballot in ballots for id in ballot)
    totals = Counter()
    for ballot in ballots:
        for place, id in enumerate(ballot):
            totals[id] += result["max_choices"] - place
    return totals


def equal_shares(projects, ballots, budget, step):
    """The projects that equal shares buy, in order; step None: the shares do not grow.

    A run with larger shares is skipped to, not stepped to, when at every purchase its cheapest
    rival is dearer than the purchase was at the smaller share: in between nothing can differ.
    """
    if not ballots or not projects:
        return []
    places = {project["id"]: c for c, project in enumerate(projects)}
    supporters = [[] for _ in projects]
    for voter, ballot in enumerate(ballots):
        for id in ballot:
            if id in places:
                supporters[places[id]].append(voter)
    costs = [project["cost"] for project in projects]
    share, jump = Fraction(budget, len(ballots)), 1
    order, rhos, _ = purchases(costs, supporters, len(ballots), share)
    while step is not None and not exhaustive(costs, order, budget):
        larger = share + jump * step
        later, later_rhos, same = purchases(
            costs, supporters, len(ballots), larger, (order, rhos) if jump > 1 else None
        )
        if not same:
            jump //= 2
            continue
        if sum(costs[c] for c in later) > budget:
            break
        share, jump = larger, 2 * jump if later == order else 1
        order, rhos = later, later_rhos
    return [projects[c] for c in order]


def exhaustive(costs, order, budget):
    left, taken = budget - sum(costs[c] for c in order), set(order)
    return all(cost > left for c, cost in enumerate(costs) if c not in taken)


def purchases(costs, supporters, voters, share, guide=None):
    """(projects bought in order, their rhos, whether nothing differs from the guide on the way).

    rho: the largest payment for each won of cost; the least is bought, ties to the smaller index.
    It only rises as money goes, so only projects whose old rho reaches the best are looked at.
    """
    purses = Purses(costs, supporters, voters, share)
    waiting = [(Fraction(1, len(who)), c) for c, who in enumerate(supporters) if who]
    heapq.heapify(waiting)
    order, rhos = [], []
    while True:
        watched = guide[1][len(order)] if guide and len(order) < len(guide[1]) else 0
        looked = []
        while waiting and (not looked or waiting[0] <= min(looked) or waiting[0][0] <= watched):
            _, c = heapq.heappop(waiting)
            rho = purses.rho(c)
            if rho is not None:  # else its supporters can never pay for it again
                looked.append((rho, c))
        if not looked:
            return order, rhos, guide is None or len(order) == len(guide[0])
        best = min(looked)
        if guide and not certain(guide, len(order), best, looked, supporters):
            return order, rhos, False
        for entry in looked:
            if entry != best:
                heapq.heappush(waiting, entry)
        purses.pay(best[1])
        order.append(best[1])
        rhos.append(best[0])


class Purses:
    """The voters' money, exactly.

    Voters with equal histories hold equal money and are one kind, 0 those with nothing left.
    Money is a whole number of 1/unit won; the unit gets finer at each purchase, and a kind keeps
    the unit its money was last written in.
    """

    def __init__(self, costs, supporters, voters, share):
        self.costs, self.supporters, self.unit = costs, supporters, share.denominator
        self.kind, self.kinds = [1] * voters, 1
        self.money = {1: (share.numerator, share.denominator)}
        self.offers = {}  # project: (what the richest would pay as a fraction, voters by kind)

    def rho(self, c):
        """What the richest would pay for each won of the project's cost; None: too little money."""
        held = Counter(map(self.kind.__getitem__, self.supporters[c]))
        del held[0]
        for kind in held:
            amount, its_unit = self.money[kind]
            self.money[kind] = (amount * (self.unit // its_unit), self.unit)
        purses = [(self.money[kind][0], voters) for kind, voters in held.items()]
        paid = payment(self.costs[c] * self.unit, purses)
        self.offers[c] = (paid, held)
        return Fraction(paid[0], paid[1] * self.costs[c] * self.unit) if paid else None

    def pay(self, c):
        """Buy the project for what was offered just now."""
        (rest, rich), held = self.offers[c]
        finer = rich // gcd(rest, rich)
        most, self.unit = rest * finer // rich, self.unit * finer
        becomes = {0: 0}
        for kind in held:
            left = self.money[kind][0] * finer - most
            becomes[kind] = 0
            if left > 0:
                self.kinds += 1
                becomes[kind] = self.kinds
                self.money[self.kinds] = (left, self.unit)
        for voter in self.supporters[c]:
            self.kind[voter] = becomes[self.kind[voter]]


def payment(cost, purses):
    """(a, b): who pays most pays a/b; None when the purses [(money, voters)] hold too little."""
    rich = sum(voters for _, voters in purses)
    for amount, voters in sorted(purses):
        if amount * rich >= cost:
            return cost, rich
        cost, rich = cost - amount * voters, rich - voters
    return None


def certain(guide, place, best, looked, supporters):
    """The guide's purchase is the same at every share up to this one."""
    order, rhos = guide
    if place >= len(order) or order[place] != best[1]:
        return False
    # When all pay equally rho is 1/votes, the least there can be: equals behind never pass.
    at_ease = rhos[place] * len(supporters[best[1]]) == 1
    return all(
        c == best[1] or rho > rhos[place] or (at_ease and rho == rhos[place] and c > best[1])
        for rho, c in looked
    )


if __name__ == "__main__":
    sys.exit(main())
