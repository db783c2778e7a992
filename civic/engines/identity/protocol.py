"""What a 본인확인 service is asked, and what it confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class NotVerified(Exception):
    """The service did not confirm this person, or the answer is not one to our question.

    reason: not_verified | away (no answer) | details (name, number and carrier do not match) |
    waiting (the person has not answered yet) | too_often. kind: the service's own word.
    """

    def __init__(self, reason: str = "not_verified", kind: str = ""):
        super().__init__(reason)
        self.reason, self.kind = reason, kind


@dataclass(frozen=True)
class Verified:
    """What a service confirms, as it words it. born_on: YYYYMMDD or YYYY-MM-DD. phone, ci (the
    number of 88 letters that is one person's in all of Korea): empty where it does not say."""

    name: str
    born_on: str
    phone: str
    ci: str = ""


class IdentityProvider(Protocol):
    ready: bool  # whether people can be sent there at all
    asks_here: bool  # on a page of ours (phone_routes.ask), not on one of the service

    def start(self, back: str, state: str) -> str:
        """The address to send a person to. They come back to the path `back` with the service's
        answer in its query. state: drawn for this one question."""

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        """What the answer in the query of `back` confirms. Raises: NotVerified."""
