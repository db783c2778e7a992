"""다음 할 일: what a planner should do next in a round, by one table of rules. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

HURRY_DAYS = 3  # before the call's last moment nothing else comes first
BALLOT_DAYS = 7  # before the vote begins it is late for an empty ballot
LONG_DAYS = 7  # nobody should wait so long to be read, whatever the phase
COLLECTING = frozenset({"report", "propose"})
WRITING = frozenset({"compile", "consult", "submit"})


@dataclass(frozen=True)
class RoundFacts:
    """What the rules ask of a round.

    open: kinds of the open phases; running: the one to speak of. coming: (kind, days to its start)
    of the next one. is_planned: it has a calendar. vote: none | coming | open | uncounted |
    counted. vote_in: days to the vote's start, None unless coming. waiting: what waits, as
    dashboard.waiting counts it; oldest_days: how long the oldest report of these does.
    on_ballot, unnamed, form_places: solutions on the ballot, themes without a name, places of the
    call's form nobody confirmed. required: what the plan lacks, kinds of readiness items.
    days_left: to the call's last moment, None without one or after it. filed: the plan was handed
    in; next_result: what comes after it is not written down yet; lost: it was not selected, and
    with_evaluation: how it was judged is written down. unmeasured: indicators never measured since
    their target was set, late_again: those that should have been measured again by now.
    """

    open: frozenset[str] = frozenset()
    running: str = ""
    coming: tuple[str, int] | None = None
    is_planned: bool = True
    vote: str = "none"
    vote_in: int | None = None
    waiting: Mapping[str, int] = field(default_factory=dict)
    oldest_days: int = 0
    on_ballot: int = 0
    unnamed: int = 0
    form_places: int = 0
    required: tuple[str, ...] = ()
    is_ready: bool = False
    days_left: int | None = None
    filed: bool = False
    next_result: bool = False
    lost: bool = False
    with_evaluation: bool = False
    unmeasured: int = 0
    late_again: int = 0

    def n(self, kind: str) -> int:
        return self.waiting.get(kind, 0)

    @property
    def is_writing(self) -> bool:
        return bool(self.open & WRITING) and not self.filed

    @property
    def is_built(self) -> bool:
        return self.filed and not self.lost

    @property
    def is_urgent(self) -> bool:
        return not self.filed and self.days_left is not None and self.days_left <= HURRY_DAYS


@dataclass(frozen=True)
class Step:
    """code: its words and page are in home/labels.py. n: of how many it speaks. days: how
    long something waits, or until it comes. phase: the one it speaks of."""

    code: str
    n: int = 0
    days: int = 0
    phase: str = ""


def waits(kind: str, when: Callable[[RoundFacts], bool] = lambda facts: True):
    """A rule that holds while anything of a kind waits, and when."""

    def steps(facts: RoundFacts) -> Step | None:
        if not facts.n(kind) or not when(facts):
            return None
        if kind == "new" and not facts.oldest_days:
            return Step("new_today", facts.n(kind))
        return Step(kind, facts.n(kind), facts.oldest_days)

    return steps


def rule(code: str, when: Callable[[RoundFacts], bool], n=lambda facts: 0, days=lambda facts: 0):
    def steps(facts: RoundFacts) -> Step | None:
        return Step(code, n(facts), days(facts)) if when(facts) else None

    return steps


def _count(facts: RoundFacts) -> bool:
    return facts.vote == "uncounted"


def _empty_ballot(facts: RoundFacts) -> bool:
    return facts.vote_in is not None and facts.vote_in <= BALLOT_DAYS and not facts.on_ballot


# The first that holds is what to do next.
RULES = (
    rule("no_calendar", lambda f: not f.is_planned),
    waits("sheets", _count),
    waits("corrections", _count),
    rule("count", _count),
    rule("hand_in", lambda f: f.is_urgent and f.is_ready),
    rule(
        "hurry",
        lambda f: f.is_urgent and bool(f.required),
        n=lambda f: len(f.required),
        days=lambda f: f.days_left or 0,
    ),
    rule("empty_ballot", _empty_ballot, days=lambda f: f.vote_in or 0),
    waits("remarks", lambda f: f.is_writing),
    waits("to_screen", lambda f: f.vote in ("none", "coming")),
    waits("calendar"),
    waits("corrections", lambda f: f.vote in ("coming", "open")),
    waits("new", lambda f: bool(f.open & COLLECTING)),
    waits("replies"),
    waits("flags"),
    waits("sheets", lambda f: f.vote == "open"),
    waits("heard"),
    waits("survey_sheets"),
    waits("outcomes"),
    waits("new", lambda f: f.oldest_days >= LONG_DAYS),
    waits("alike", lambda f: bool(f.open & COLLECTING)),
    rule("unnamed", lambda f: f.unnamed > 0 and not f.filed, n=lambda f: f.unnamed),
    waits("remarks"),
    rule("no_snapshot", lambda f: f.is_writing and "no_snapshot" in f.required),
    rule("form_places", lambda f: f.form_places > 0 and not f.filed, n=lambda f: f.form_places),
    rule("stale", lambda f: f.is_writing and f.required == ("stale",)),
    rule("lacking", lambda f: f.is_writing and bool(f.required), n=lambda f: len(f.required)),
    waits("new"),
    rule("hand_in", lambda f: "submit" in f.open and f.is_ready and not f.filed),
    waits("carried"),
    rule("lost", lambda f: f.lost and not f.with_evaluation),
    rule("next_result", lambda f: f.next_result and not f.lost),
    rule("measure_again", lambda f: f.is_built and f.late_again > 0, n=lambda f: f.late_again),
    rule("measure", lambda f: f.is_built and f.unmeasured > 0, n=lambda f: f.unmeasured),
)


def next_step(facts: RoundFacts) -> Step:
    """What to do next; where nothing waits, what is going on or comes."""
    for steps in RULES:
        if step := steps(facts):
            return step
    if facts.running:
        return Step("running", phase=facts.running)
    if facts.coming:
        kind, days = facts.coming
        return Step("coming", days=days, phase=kind)
    if facts.filed:
        return Step("all_said")
    return Step("over")
