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
    kind: str, happened_on: date, outcome: str, told: dict[str, tuple[date, str]], today: date
) -> None:
    """Whether a step may be told as it is.

    Args: told: step → (day, outcome), of the steps so far. outcome: "" for a step without one.
    Raises: ValueError for an outcome the step can't have, StepNotYet, WrongDay.
    """
    if outcome not in OUTCOMES.get(kind, ("",)):
        raise ValueError(outcome)
    if not may_tell(kind, {step: said for step, (_day, said) in told.items()}):
        raise StepNotYet(NEEDS[kind][0])
    if happened_on > today:
        raise WrongDay("future")
    place = STEPS.index(kind)
    earlier = [told[step][0] for step in STEPS[:place] if step in told]
    later = [told[step][0] for step in STEPS[place + 1 :] if step in told]
    if earlier and happened_on < max(earlier):
        raise WrongDay("before", max(earlier))
    if later and happened_on > min(later):
        raise WrongDay("after", min(later))


def may_tell(kind: str, told: dict[str, str]) -> bool:
    """Whether the step before it is there and came to what it needs; of a step told already,
    whether it still holds: a plan that was not selected after all has no detailed plan.

    told: step → outcome.
    """
    needs, wanted = NEEDS.get(kind, (None, None))
    return needs is None or (needs in told and wanted in (None, told[needs]))


def next_step(told: dict[str, str]) -> str | None:
    """The first step that may be told after the last one that was; None when all is said."""
    last = max((STEPS.index(step) for step in told), default=-1)
    return next((step for step in STEPS[last + 1 :] if may_tell(step, told)), None)
