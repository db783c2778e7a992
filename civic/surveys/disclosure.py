"""Which numbers of a survey may be told: no few people's, nor any by which they could be computed.
Pure.

A number under LEAST is hidden, nobody's too, and others with it as civic.disclosure_control says.
What is hidden together is LEAST or more. A mean is a sum as well: it is told where it leaves two
values or more to every small number behind it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from math import gcd

from civic.disclosure_control import LEAST, suppress

TOP = 2  # the highest points of a scale, as in "4~5점"
People = Mapping[int, int]  # option or point → who gave it


@dataclass(frozen=True)
class Disclosed:
    """options: those of which it is told how many gave them. mean, top: whether a scale's are."""

    options: frozenset[int]
    mean: bool = False
    top: bool = False


def safe_rows(counts: Iterable[Mapping[str, int]]) -> set[str]:
    """The rows that may be told of tables whose totals are known. counts: of each table row →
    people, all with the same rows."""
    tables = [dict(each) for each in counts]
    hidden: set[str] = set()
    for table in tables:
        shown = suppress({"": {(row, ""): n for row, n in table.items()}}, public=[("", "")])
        hidden |= {row for row in table if shown.rows.get(row) is None or table[row] < LEAST}
    for table in tables:
        rest = sorted(table.keys() - hidden, key=lambda row: (table[row], row))
        while rest and hidden and sum(table[row] for row in hidden) < LEAST:
            hidden.add(rest.pop(0))
    return {row for table in tables for row in table} - hidden


def disclosed_of_one(people: People) -> Disclosed:
    """Of a choice of one answer: its numbers have a known sum."""
    return Disclosed(frozenset(_safe_numbers(people)))


def disclosed_of_several(people: People, answered: int) -> Disclosed:
    """Of a choice of several: each number stands beside that of who did not choose it."""
    return Disclosed(frozenset(n for n, given in people.items() if _is_safe_part(given, answered)))


def disclosed_of_scale(people: People) -> Disclosed:
    """Of a scale: first what the mean and the share of the highest points need, then points."""
    high = {point: n for point, n in people.items() if _is_high(point, people)}
    low = {point: n for point, n in people.items() if point not in high}
    tells_top = _is_safe_part(sum(high.values()), sum(people.values()))
    sides = [low, high] if tells_top else [people]
    points = set().union(*(_safe_numbers(side) for side in sides))
    fewest = sorted(points, key=lambda point: (people[point], point))
    for n in range(len(fewest) + 1):
        less = points - set(fewest[:n])
        if _mean_leaves_doubt(people, people.keys() - less, tells_top):
            return Disclosed(frozenset(less), mean=True, top=tells_top)
    return Disclosed(frozenset(points), mean=False, top=tells_top)


def rows_with_options(
    rows: Mapping[str, People], disclosed: Disclosed, answered: Mapping[str, int], several: bool
) -> set[str]:
    """Of a choice, the rows whose told options may be told apart. rows: row → people by option;
    answered: row → who answered."""
    tables = [{row: people[n] for row, people in rows.items()} for n in sorted(disclosed.options)]
    if several:
        tables += [{row: answered[row] - table[row] for row in rows} for table in list(tables)]
    else:
        shown = {row: sum(people[n] for n in disclosed.options) for row, people in rows.items()}
        rest = {row: answered[row] - shown[row] for row in rows}
        tables += [rest] if any(rest.values()) else []
    return safe_rows(tables) if disclosed.options else set()


def rows_with_top(rows: Mapping[str, People]) -> set[str]:
    """Of a scale, the rows whose share of the highest points may be told."""
    high = {
        row: sum(n for point, n in people.items() if _is_high(point, people))
        for row, people in rows.items()
    }
    low = {row: sum(people.values()) - high[row] for row, people in rows.items()}
    return safe_rows([high, low])


def rows_with_mean(rows: Mapping[str, People], disclosed: Collection[str]) -> set[str]:
    """Of the told rows of a scale, those whose mean may be told too: it leaves doubt of each, and
    so does what the others have together."""
    safe = [row for row in disclosed if _mean_leaves_doubt(rows[row], rows[row].keys(), True)]
    safe.sort(key=lambda row: (-sum(rows[row].values()), row))
    while safe and (rest := [people for row, people in rows.items() if row not in safe]):
        together = {point: sum(people[point] for people in rest) for point in rest[0]}
        if _mean_leaves_doubt(together, together.keys(), True):
            break
        safe.pop()
    return set(safe)


def _safe_numbers(people: People) -> set[int]:
    return {int(number) for number in safe_rows([{str(n): given for n, given in people.items()}])}


def _is_safe_part(part: int, whole: int) -> bool:
    return LEAST <= part <= whole - LEAST


def _is_high(point: int, points: Collection[int]) -> bool:
    return point > max(points) - TOP


def _mean_leaves_doubt(people: People, hidden: Collection[int], knows_top: bool) -> bool:
    """Every small number among the hidden could be another while all that is told stays:
    because some answered higher, and others lower by as much. knows_top: and none of them crossed
    into the highest points."""
    certain = {point for point in hidden if people[point] < LEAST}
    given = [point for point in hidden if people[point]]
    steps = range(1, len(people))
    for first, second, up, down in product(given, given, steps, steps):
        if not certain:
            break
        moves = (first, first + up), (second, second - down)
        if all(_may_move(*move, people, hidden, knows_top) for move in moves):
            certain -= _moved(people, moves, (down // gcd(up, down), up // gcd(up, down)))
    return not certain


def _may_move(point, to, people, hidden, knows_top) -> bool:
    is_across = _is_high(point, people) != _is_high(to, people)
    return to in hidden and not (knows_top and is_across)


def _moved(people: People, moves, counts) -> set[int]:
    """The points whose number changes when so many answer another than they did; none where there
    are not so many."""
    change: Counter[int] = Counter()
    for (point, to), n in zip(moves, counts, strict=True):
        change.update({point: -n})
        change.update({to: n})
    if any(people[point] + n < 0 for point, n in change.items()):
        return set()
    return {point for point, n in change.items() if n}
