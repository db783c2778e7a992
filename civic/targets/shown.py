"""Which residents' values a reader sees: while they are asked for, those of the questions they have
answered themselves, as a ballot hides its counts."""

from collections.abc import Iterable

from flask import g
from flask_login import current_user

from civic.people.office import works_for
from civic.targets.agreement import Agreement
from civic.targets.models import Indicator, agreements, preferences_of
from civic.web.access import waits_for_factor


def sees_others(preference) -> bool:
    """This reader sees the others' values of a question. preference: their own, or None."""
    works_here = (
        current_user.is_authenticated
        and works_for(current_user, g.municipality)
        and not waits_for_factor()
    )
    return bool(preference) or works_here or "target" not in g.round.open_phases()


def agreements_shown(indicators: Iterable[Indicator]) -> dict[int, Agreement]:
    """Indicator id → agreement, of those that this reader sees."""
    mine = preferences_of(current_user, g.round) if current_user.is_authenticated else {}
    return agreements([each for each in indicators if sees_others(mine.get(each.id))])
