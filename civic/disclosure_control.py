"""적은 수 가리기: tables of participation that give no small group away, not even by sums. Pure.

A number under LEAST is not shown. Nor are others, chosen so that whoever adds and subtracts rows,
columns and tables is left with at least SPREAD + 1 possible values for each number under LEAST,
and at least two for any other that is hidden.

Every number is a flow between two sums it is part of: total → column → row → row's total → row →
column of the second table → total. What sums leave open is just what can circulate along hidden
numbers, so the cheapest circle through each small number is hidden: M. Fischetti and J. J. Salazar,
"Models and algorithms for the 2-dimensional cell suppression problem", Math. Programming 84 (1999).
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf

LEAST = 10
SPREAD = 5

# {(row, column): people}, every row with every column
Counts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Shown:
    """The numbers that may be published; None where one is hidden. All places show the same ones.

    cells: by (table, row, column); rows: totals by row, the same in every table; columns: totals
    by (table, column); total: everybody.
    """

    cells: dict[tuple[str, str, str], int | None]
    rows: dict[str, int | None]
    columns: dict[tuple[str, str], int | None]
    total: int | None


@dataclass(frozen=True)
class _Number:
    value: int
    source: tuple
    target: tuple
    most: float
    known: bool = False  # never hidden


def suppress(
    tables: Mapping[str, Counts],
    population: Mapping[tuple[str, str, str], int] | None = None,
    least: int = LEAST,
    spread: int = SPREAD,
    public: Collection[tuple[str, str]] = (),
) -> Shown:
    """Hide small numbers in one or two tables of the same people by the same rows.

    Args: tables: by name, e.g. {"age": …, "level": …}. population: the most people that
    (table, row, column) can hold, as everybody knows; nothing known where it is missing. Where
    nobody lives, nobody's number is hidden. public: (table, column) of sums that are printed
    elsewhere anyway; they are never hidden, and nothing hides behind them.
    Returns: what may be shown; nothing at all where hiding parts can not protect.
    Raises: ValueError for no or more than two tables, and when rows differ between tables.
    """
    numbers = _numbers(tables, population or {}, public)
    total = sum(next(iter(tables.values())).values())
    hidden = _hidden(numbers, least, spread) if total >= least else None

    def shown(kind):
        return {
            (name[1:] if len(name) > 2 else name[1]): (
                None if hidden is None or name in hidden else number.value
            )
            for name, number in numbers.items()
            if name[0] == kind
        }

    return Shown(
        shown("cell"), shown("row"), shown("column"), total if hidden is not None else None
    )


def hide_small_counts(levels: Mapping[str, int]) -> dict[str, int | None]:
    """Voters by level, small numbers hidden so that the known sum can't undo it. Nobody is 0."""
    some = {("all", level): number for level, number in levels.items() if number}
    shown = suppress({"level": some}).cells if some else {}
    return {level: shown["level", "all", level] if n else 0 for level, n in levels.items()}


def underrepresented(shown: Shown, population: Mapping[str, int], share: float = 0.5) -> list[str]:
    """Rows that took part at less than this share of the whole's rate.

    Hidden rows are judged together by what sums tell of them, so that being named tells nothing
    more of any. Args: population: by row; rows without any are left out.
    """
    if shown.total is None:
        return []
    rows = {row: people for row, people in shown.rows.items() if population.get(row)}
    few = share * shown.total / max(1, sum(population.values()))
    hidden = [row for row, people in rows.items() if people is None]
    rest = shown.total - sum(people for people in shown.rows.values() if people is not None)
    low = {row for row, n in rows.items() if n is not None and n < few * population[row]}
    if hidden and rest < few * sum(population[row] for row in hidden):
        low |= set(hidden)
    return [row for row in rows if row in low]


def _numbers(tables, population, public) -> dict[tuple, _Number]:
    if not 1 <= len(tables) <= 2:
        raise ValueError("one or two tables")
    names = list(tables)
    sums = [_totals(counts, 0) for counts in tables.values()]
    if any(other != sums[0] for other in sums):
        raise ValueError("the tables do not hold the same people")
    numbers = {}
    for table, counts in tables.items():
        first = table == names[0]
        for (row, column), value in counts.items():
            ends = ("column", table, column), ("row", table, row)
            most = population.get((table, row, column), inf)
            numbers["cell", table, row, column] = _directed(value, *ends, most, first)
        for column, value in _totals(counts, 1).items():
            ends = ("total", table), ("column", table, column)
            known = (table, column) in public
            numbers["column", table, column] = _directed(value, *ends, inf, first, known)
    for row, value in sums[0].items():
        further = ("row", names[1], row) if len(names) > 1 else ("rows",)
        numbers["row", row] = _Number(value, ("row", names[0], row), further, inf)
    return numbers


def _hidden(numbers, least, spread) -> set | None:
    """Names of the numbers to hide; None when only hiding everything protects."""
    small = [name for name, n in numbers.items() if n.value < least and n.most and not n.known]
    hidden = set(small)
    for name in sorted(small, key=str):
        circle = _circle(numbers, hidden, name, spread)
        if circle is None:
            return None
        hidden |= circle
    return hidden


def _directed(value, source, target, most, forward, known=False):
    ends = (source, target) if forward else (target, source)
    return _Number(value, *ends, most, known)


def _totals(counts, axis):
    sums: dict[str, int] = defaultdict(int)
    for key, value in counts.items():
        sums[key[axis]] += value
    return dict(sums)


def _circle(numbers, hidden, name, spread) -> set | None:
    """The numbers to hide so that this one could be larger, or smaller, by the spread."""
    number = numbers[name]
    ways = []
    if number.value + spread <= number.most:
        ways.append(_cheapest(numbers, hidden, name, number.target, number.source, spread))
    if number.value >= spread:
        ways.append(_cheapest(numbers, hidden, name, number.source, number.target, spread))
    possible = [way for way in ways if way is not None]
    return min(possible)[1] if possible else None


def _cheapest(numbers, hidden, without, start, goal, spread):
    """(cost, numbers on the cheapest way), where hiding costs the people hidden; None: no way."""
    moves = defaultdict(list)
    for name, number in numbers.items():
        if number.known:
            continue
        cost = 0 if name in hidden else number.value
        if name != without and number.value + spread <= number.most:
            moves[number.source].append((cost, number.target, name))
        if name != without and number.value >= spread:
            moves[number.target].append((cost, number.source, name))
    queue, done = [(0, str(start), start, ())], set()
    while queue:
        cost, _, node, way = heapq.heappop(queue)
        if node == goal:
            return cost, set(way)
        if node in done:
            continue
        done.add(node)
        for more, following, name in moves[node]:
            if following not in done:
                heapq.heappush(queue, (cost + more, str(following), following, (*way, name)))
    return None
