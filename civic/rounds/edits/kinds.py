"""What of a plan can be taken back: a kind reads and writes it unit by unit. Each part that a plan
is made of registers its own."""

from abc import ABC, abstractmethod
from typing import Any

from civic.people.models import Person
from civic.rounds.models import Round

Units = dict[str, Any]  # unit → its value as JSON; what is not there has no unit
KINDS: dict[str, "Kind"] = {}


class NotUndone(Exception):
    """There is no room any more for what would come back."""


class Kind(ABC):
    """code: its name in rows. A unit is what two people edit without being in each other's way: a
    paragraph, a chapter of the template, a table."""

    code: str

    def __init_subclass__(cls):
        KINDS[cls.code] = cls()

    @abstractmethod
    def read(self, round: Round) -> Units:
        """As the rows are now, and never as a session remembers them."""

    @abstractmethod
    def write(self, round: Round, units: Units, planner: Person) -> None:
        """Make these units what they were; None: there was none. Raises: NotUndone."""

    @abstractmethod
    def subject(self, unit: str) -> str:
        """What people call the unit: a code of labels.py."""
