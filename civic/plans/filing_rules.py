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
    if kind in NEEDS:
        needs, wanted = NEEDS[kind]
        if needs not in told or (wanted and told[needs][1] != wanted):
            raise StepNotYet(needs)
    if happened_on > today:
        raise WrongDay("future")
    place = STEPS.index(kind)
    earlier = [told[step][0] for step in STEPS[:place] if step in told]
    later = [told[step][0] for step in STEPS[place + 1 :] if step in told]
    if earlier and happened_on < max(earlier):
        raise WrongDay("before", max(earlier))
    if later and happened_on > min(later):
        raise WrongDay("after", min(later))


def holds(kind: str, told: dict[str, str]) -> bool:
    """Whether a step told before still holds: of a plan that was not selected after all, no
    detailed plan does. told: step → outcome."""
    needs, wanted = NEEDS.get(kind, (None, None))
    return wanted is None or told.get(needs) == wanted
