"""What an act on many issues is: it reads a fact of each, changes it, and can give it back."""

from typing import ClassVar

from civic.people.models import Person
from civic.rounds.models import Round
from civic.triage.held_rows import HeldRow


class Refused(Exception):
    """The act cannot be done at all. field: of its form. why: a code of triage/labels.py."""

    def __init__(self, field: str, why: str):
        super().__init__(field, why)
        self.field, self.why = field, why


class Act:
    """One kind. A fact is a dict that JSON keeps; it is as the act left it while it is equal."""

    kind: ClassVar[str]

    @property
    def details(self) -> dict:
        """What was asked, for the record and its words."""
        return {}

    def prepare(self, round: Round, rows: dict[int, HeldRow]) -> None:
        """Look up what the act needs; round and rows are locked. Raises: Refused."""

    def refuses(self, row: HeldRow) -> str | None:
        """Why an issue is left as it is (a code of triage/labels.py LEFT_OUT), or None."""
        if row.hidden_at is not None:
            return "hidden"
        return "merged" if row.merged_into_id is not None else None

    @classmethod
    def read(cls, ids: list[int]) -> dict[int, dict]:
        """Each issue's fact now."""
        raise NotImplementedError

    def write(self, round_id: int, rows: list[HeldRow], planner: Person) -> None:
        """Change the fact of these issues, with all that follows from it."""
        raise NotImplementedError

    @classmethod
    def revert(cls, round_id: int, before: dict[int, dict], planner: Person) -> None:
        """Give back the facts of these issues, with all that follows from it."""
        raise NotImplementedError
