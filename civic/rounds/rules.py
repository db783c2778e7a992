"""What may be done now: one table, act → roles × phases, and one predicate over it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from civic.korean_time import SEOUL
from civic.roles import CONSULTANT, OFFICE, PLANNER, RESIDENT

PHASES = ("report", "propose", "vote", "target", "compile", "consult", "submit")
PATH = ("report", "propose", "vote", "target", "submit")  # as residents see them: three are one
ALWAYS = None

# act: (roles, phases in which it is open; ALWAYS for any time)
ACTS = {
    "report": ({RESIDENT}, {"report"}),
    "support": ({RESIDENT}, {"report", "propose"}),
    "comment": ({RESIDENT}, {"report", "propose", "vote", "target"}),
    "propose": ({RESIDENT}, {"propose"}),
    "comment_on_solution": ({RESIDENT}, {"propose", "vote", "target"}),
    "vote": ({"voter"}, {"vote"}),
    "set_preference": ({RESIDENT}, {"target"}),
    "moderate": (OFFICE, ALWAYS),
    "compile": (OFFICE, ALWAYS),
    "remark": ({CONSULTANT, PLANNER}, {"compile", "consult", "submit"}),
    "answer": (OFFICE, {"compile", "consult", "submit"}),
    "ready": (OFFICE, {"compile", "consult", "submit"}),
}


# Ballot form → the rules that may count it; another one would drop what the voter said (a ranking)
# or is not defined for the form.
RULES = {
    "approval": ("greedy-skip", "greedy-stop", "equal-shares"),
    "knapsack": ("greedy-skip", "greedy-stop"),
    "ranked": ("borda",),
}
# What becomes of supports, preferences and points of people whose residency is not shown.
UNPROVEN = ("together", "apart", "left_out")
COMPLETIONS = ("add1u-greedy", "greedy", "none")  # what equal-shares does with money left over
MOST_CHOICES = 20
LEAST_VOTE = timedelta(days=1)  # so that nobody alone opens and ends one while others sleep


class PhaseClosed(Exception):
    """The round's phase for this act is not open. act: its name in ACTS."""

    def __init__(self, act: str):
        super().__init__(act)
        self.act = act


class AfterDeadline(Exception):
    """A phase would end after the call's deadline. last_legal: the latest moment it may end."""

    def __init__(self, last_legal: datetime):
        super().__init__(last_legal)
        self.last_legal = last_legal


class CallClosed(Exception):
    """The call's last day of applications is over: no round opens for it any more."""


class SettingsChanged(Exception):
    """The same form was saved after this one was opened. changes: those RoundChanges, in order."""

    def __init__(self, changes: Sequence[object]):
        super().__init__(f"{len(changes)} changes since")
        self.changes = changes


class WrongRule(Exception):
    """This rule can't count ballots of this form, or there is no such form or completion."""


class VoteBegan(Exception):
    """Voting has begun: how it is counted, and when it began, can't change any more.

    names: what was asked to change, settings by name or "vote" for its period.
    """

    def __init__(self, names: frozenset[str]):
        super().__init__(", ".join(sorted(names)))
        self.names = names


class VoteEndsEarlier(VoteBegan):
    """A running vote would end earlier than was told. ends_at: when it ends."""

    def __init__(self, ends_at: datetime):
        super().__init__(frozenset({"vote"}))
        self.ends_at = ends_at


class VoteTooShort(Exception):
    """A vote would be over sooner than LEAST_VOTE after it begins or, begun already, after now."""


class VoteNeedsReason(Exception):
    """The period of a vote that was announced changes only with a reason everybody is told."""


class VoteNeedsAnother(Exception):
    """A vote that was announced would be open less: one planner proposes that, another confirms."""


class AlreadyOpen(Exception):
    """Somebody else opened the round of this number first. round: that one."""

    def __init__(self, round: object):
        super().__init__(round)
        self.round = round


def cuts_short(
    announced: tuple[datetime, datetime], period: tuple[datetime, datetime] | None
) -> bool:
    """True when at some moment of the period that people were told they could no longer vote.

    Args: aware half-open (start, end); period: the new one, None for no vote.
    """
    return period is None or period[0] > announced[0] or period[1] < announced[1]


def check_counting(ballot_form: str, rule: str, completion: str) -> None:
    """Raises: WrongRule unless RULES lets this rule count this form, with a known completion."""
    if rule not in RULES.get(ballot_form, ()) or completion not in COMPLETIONS:
        raise WrongRule(f"{rule} ({completion}) of {ballot_form} ballots")


def publishes_ballots(ballot_form: str, rule: str) -> bool:
    """True when recounting needs whole ballots, so that sets of choices must be published."""
    return rule == "equal-shares" or ballot_form in ("knapsack", "ranked")


def may(act: str, roles: frozenset[str], open_phases: frozenset[str]) -> bool:
    """True when somebody with these roles may do this act while these phases are open.

    Args: act: a name in ACTS. roles: names such as resident, voter (residency verified at a level
    the round accepts), planner. open_phases: kinds of the phases open now.
    Raises: KeyError for an act that does not exist.
    """
    may_roles, phases = ACTS[act]
    return bool(may_roles & roles) and (phases is ALWAYS or bool(phases & open_phases))


def opens_next(act: str, starts: dict[str, datetime], at: datetime) -> datetime | None:
    """When the next phase begins in which an act is open. starts: kind of phase → its beginning."""
    _roles, phases = ACTS.get(act, ((), ALWAYS))
    return min((starts[kind] for kind in phases or () if starts.get(kind, at) > at), default=None)


def last_legal_end(apply_to_on: date | None) -> datetime | None:
    """The latest moment a phase may end: midnight (Seoul) after the call's last day; None if open.

    Args: apply_to_on: the last day of applications as the notice states it.
    """
    return None if apply_to_on is None else end_of(apply_to_on)


def end_of(day: date) -> datetime:
    """The midnight (Seoul) that ends a day."""
    return datetime.combine(day + timedelta(days=1), time(), SEOUL).astimezone(UTC)
