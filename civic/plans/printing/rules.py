"""What a plan prints when no planner has decided. Pure."""

# Reports the city has turned down or sent elsewhere are no problems of this plan.
LEFT_OUT = {"rejected": "미반영", "transferred": "이송"}
BY_OFFICE = "office"
PRINTED = "yes"


def printing(status: str, decided: bool | None) -> str:
    """A listed report is printed: PRINTED, or why not: a key of LEFT_OUT or BY_OFFICE.

    decided: what a planner said, if anybody did.
    """
    if decided is None:
        return status if status in LEFT_OUT else PRINTED
    return PRINTED if decided else BY_OFFICE
