"""What is agreed to at sign-up, and which proof of residency is stronger."""

CONSENT_VERSION = "2026-11"
REQUIRED_CONSENTS = ("required", "age")
OPTIONAL_CONSENTS = ("contact",)

CODE_TRIES = 5
CODES_AN_HOUR = 5

OFFICE_ROLES = ("planner", "consultant", "operator")
# Weakest first: said by the person, by a phone number, by a posted code, shown at a desk.
LEVELS = ("declared", "phone", "invite", "desk")
LARGEST_BATCH = 1000


def stronger(level: str, other: str) -> bool:
    """True when a residency level proves more than another. Raises: ValueError if unknown."""
    return LEVELS.index(level) > LEVELS.index(other)
