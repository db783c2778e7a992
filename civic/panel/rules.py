"""What may be done with a panel and when, and the names of what goes wrong."""

from datetime import datetime, timedelta

FEATURES = ("age", "sex", "district")  # in the order in which strata are parted
SIZES = (5, 500)
MOST_RESERVE = 20  # for each stratum
ANSWER_DAYS = (2, 30)
ABOUT_MAX, REASON_MAX = 2000, 300
# From the end of applications until the seed may be known: the list is published in between.
LEAST_GAP = timedelta(hours=1)
LEAST_PERIOD = timedelta(days=3)  # for applications, so that they are no secret
# Why somebody is no longer of the panel.
DEPARTURES = ("withdrew", "declined", "no_answer", "left", "removed")
APPLICANT_STATES = ("applied", "numbered", "reserve", "none", "asked", "accepted", "gone")
# Facts of a panel, in the order they come.
STEPS = ("announced", "changed", "closed", "drawn")
STATES = ("draft", "announced", "open", "closing", "closed", "late", "drawn")


class Frozen(Exception):
    """The panel was announced: its terms do not change any more."""


class PopulationMissing(Exception):
    """No population to draw by. districts: names of those without; ages: by age bands."""

    def __init__(self, districts: list[str], ages: bool = False):
        super().__init__(", ".join(districts))
        self.districts, self.ages = districts, ages


class TooSoon(Exception):
    """A period that is too short or over, or a seed that would be known too early."""


class ApplicationsClosed(Exception):
    """The panel takes no applications, or none any more."""


class NotAResident(Exception):
    """Residency is not proven at a level that the round's vote accepts."""


class NotInvited(Exception):
    """Nobody asked this person to join, or they have answered, or dropped out."""


class SeedNotKnown(Exception):
    """The public result is not out yet, or the list was not published before it."""


class ReadDifferently(Exception):
    """Two planners read the public result differently."""


class NothingToChange(Exception):
    """The period and the seed stand: the list was published before the seed was known."""


def state_of(
    at: datetime,
    announced: datetime | None,
    period: tuple[datetime, datetime],
    closed: datetime | None,
    known: datetime,
    drawn: datetime | None,
) -> str:
    """One of STATES. closed, known, drawn: when the list was published, the seed becomes known,
    the panel was drawn. late: the list was not published before the seed was known."""
    if drawn:
        return "drawn"
    if announced is None:
        return "draft"
    if closed:
        return "closed" if closed < known else "late"
    if at < period[0]:
        return "announced"
    return "open" if at < period[1] else "closing"


def check_period(at: datetime, starts: datetime, ends: datetime, known: datetime) -> None:
    """Raises: TooSoon."""
    if ends <= at or ends - starts < LEAST_PERIOD or known < ends + LEAST_GAP:
        raise TooSoon


def may_change(state: str) -> bool:
    """Two people may move the end of applications and the seed: before the list is
    published, or when it was published too late. A seed that holds is never given up, so that
    nobody draws again until they like the outcome."""
    return state in ("announced", "open", "late")
