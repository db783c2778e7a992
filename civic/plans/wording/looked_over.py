"""Everything that is found in what planners typed. Pure."""

from collections.abc import Sequence

from civic.plans.wording.finding import Finding, TypedLine
from civic.plans.wording.known_numbers import KnownNumber
from civic.plans.wording.numbers import contradictions
from civic.plans.wording.style import endings, repeats, too_long


def looked_over(
    lines: Sequence[TypedLine], known: Sequence[KnownNumber], prose: bool = False
) -> list[Finding]:
    """In reading order. known: of the latest snapshot; prose: the call wants whole sentences."""
    findings = [
        finding
        for line in lines
        for finding in (
            *(() if prose else endings(line)),
            *too_long(line),
            *contradictions(line, known),
        )
    ]
    order = {line.key: n for n, line in enumerate(reversed(lines))}
    return sorted([*findings, *repeats(lines)], key=lambda each: -order[each.key])
