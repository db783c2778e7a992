"""After filing: the steps in their order, and what goes wrong."""

from datetime import date

# What became of the application, in the order it happens.
STEPS = ("submitted", "preliminary", "evaluation", "detail")
# step: what it may come to; steps without an outcome only say when.
OUTCOMES = {"preliminary": ("passed", "failed"), "evaluation": ("selected", "not_selected")}
# step: (the one before it that must be there, the outcome it must have had)
NEEDS = {
    "preliminary": ("submitted", None),
    "evaluation": ("submitted", None),
    "detail": ("evaluation", "selected"),
}


class StepNotYet(Exception):
    """A step before its time. needs: the step that has to come first."""

    def __init__(self, needs: str):
        super().__init__(needs)
        self.needs = needs


class WrongDay(Exception):
    """A day that can't be. why: future | before (a step that came earlier) | after (one that came
    later). day: the nearest that can."""

    def __init__(self, why: str, day: date | None = None):
        super().__init__(why)
        self.why, self.day = why, day


def check_step(
    kind: str, happened_on: date, outcome: str, recorded: dict[str, tuple[date, str]], today: date
) -> None:
    """The step may be recorded as it is, or an exception says why not.

    Args: recorded: step → (day, outcome), of the steps so far. outcome: "" for a step without one.
    Raises: ValueError for an outcome the step can't have, StepNotYet, WrongDay.
    """
    if outcome not in OUTCOMES.get(kind, ("",)):
        raise ValueError(outcome)
    if not may_record(kind, {step: result for step, (_day, result) in recorded.items()}):
        raise StepNotYet(NEEDS[kind][0])
    if happened_on > today:
        raise WrongDay("future")
    place = STEPS.index(kind)
    earlier = [recorded[step][0] for step in STEPS[:place] if step in recorded]
    later = [recorded[step][0] for step in STEPS[place + 1 :] if step in recorded]
    if earlier and happened_on < max(earlier):
        raise WrongDay("before", max(earlier))
    if later and happened_on > min(later):
        raise WrongDay("after", min(later))


def may_record(kind: str, recorded: dict[str, str]) -> bool:
    """The previous step exists and reached the result this one needs; a step recorded already
    still holds: a plan that was not selected after all has no detailed plan.

    recorded: step → outcome.
    """
    needs, wanted = NEEDS.get(kind, (None, None))
    return needs is None or (needs in recorded and wanted in (None, recorded[needs]))


def next_step(recorded: dict[str, str]) -> str | None:
    """The first step that may be recorded after the last one that was; None when all is said."""
    last = max((STEPS.index(step) for step in recorded), default=-1)
    return next((step for step in STEPS[last + 1 :] if may_record(step, recorded)), None)


def was_lost(recorded: dict[str, str]) -> bool:
    """It failed the last judgement that is known."""
    last = recorded.get("evaluation") or recorded.get("preliminary")
    return last in ("failed", "not_selected")
