"""What is agreed to at sign-up, which proof of residency is stronger, who may confirm."""

from collections.abc import Collection

CONSENT_VERSION = "2026-12"
REQUIRED_CONSENTS = ("required", "age")
OPTIONAL_CONSENTS = ("contact",)

CODE_TRIES = 5
CODES_AN_HOUR = 5  # asked for by one browser, for one address
CODES_TO_AN_ADDRESS_AN_HOUR = 10  # by whomever; browsers that came in with it before apart
CODES_TO_AN_ADDRESS_A_DAY = 20

# After signing in by a code sent to their address, people may change a passphrase they forgot.
FORGOTTEN_MINUTES = 10

# Weakest first: said by the person, by a phone number, by a posted code, shown at a desk.
LEVELS = ("declared", "phone", "invite", "desk")
LARGEST_BATCH = 1000


class SamePerson(Exception):
    """Who entered something can't confirm it."""


class NotIndependent(Exception):
    """One operator's word stands behind both, so they count as one: people/rights/origins.py."""


class AlreadyDecided(Exception):
    """It was confirmed or dropped in between."""


class AlreadyProposed(Exception):
    """The same waits for a second person already, or holds."""


def replaces(level: str, known: str, accepted: Collection[str] = ()) -> bool:
    """True when a new proof of residency should take a known one's place: it proves more, and
    gives up no right; or the round at hand accepts it, and not the known one.

    Args: accepted: levels that may vote in the round at hand. Raises: ValueError if unknown.
    """
    return (level in accepted, LEVELS.index(level)) > (known in accepted, LEVELS.index(known))
