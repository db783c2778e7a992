"""How long each kind of personal data may be kept: defaults and bounds. Pure.

What a law or a promise of the program bounds can be set shorter, never longer.
"""

from dataclasses import dataclass

YEAR = 365


@dataclass(frozen=True)
class Period:
    """Days: as it is by default, and between which a city or the operator may set it. by_city:
    a city sets it for its own rows; else the operator for the whole program. setting: its name,
    where that says what holds until a city sets its own."""

    days: int
    least: int
    most: int
    by_city: bool
    setting: str = ""


PERIODS = {
    # What residents began or brought.
    "drafts": Period(7, 1, 7, True),
    "imports": Period(14, 1, 14, True),
    "notices": Period(YEAR, 30, YEAR, True),
    "sign_ups": Period(30, 1, 30, True),
    # Who was not drawn into a panel; and all of one whose work is over.
    "panels": Period(90, 7, YEAR, True),
    # By whom a finished survey was answered: needed for one answer each, and for changing it.
    "survey_links": Period(30, 1, 90, True),
    # Who cast which ballot, from the seal on: as it was set when the vote was sealed.
    "vote_links": Period(14, 0, YEAR, True, setting="VOTE_OBJECTION_DAYS"),
    # Words before masking, and photos before redaction: as long as a planner needs to look.
    "masked_words": Period(30, 1, 90, True),
    "photo_originals": Period(30, 1, 90, False),
    # 개인정보 보호법 제21조: deleted without delay when the purpose is reached. Reports of a round
    # name nobody any more, five years after it ended (공공기록물법 시행령 별표 1: 5년).
    "rounds_ended": Period(5 * YEAR, YEAR, 10 * YEAR, True),
    # Addresses to which codes were sent: nobody who never came in is kept.
    "sign_in_codes": Period(1, 1, 1, False),
    # Signed-in devices that were signed out or ran out.
    "sign_ins": Period(30, 1, 90, False),
    # Accounts that nobody used: their person leaves, as by themselves.
    "accounts_unused": Period(3 * YEAR, YEAR, 5 * YEAR, False),
}
KINDS = tuple(PERIODS)


class PeriodOutOfBounds(ValueError):
    """A period that is shorter or longer than may be."""


def check(kind: str, days: int) -> None:
    """Raises: PeriodOutOfBounds."""
    period = PERIODS[kind]
    if not period.least <= days <= period.most:
        raise PeriodOutOfBounds(days)
