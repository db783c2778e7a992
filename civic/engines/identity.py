"""본인확인: a service that verifies who somebody is, by their telephone: none, or a fake one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode


class NotVerified(Exception):
    """The service did not confirm this person, or the answer is not one to our question."""


@dataclass(frozen=True)
class Verified:
    """What a service confirms, as it words it. born_on: YYYYMMDD or YYYY-MM-DD."""

    name: str
    born_on: str
    phone: str


class IdentityProvider(Protocol):
    ready: bool  # whether people can be sent there at all

    def start(self, back: str, state: str) -> str:
        """The address to send a person to. They come back to the path `back` with the service's
        answer in its query. state: drawn for this one question."""

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        """What the answer in the query of `back` confirms. Raises: NotVerified."""


def from_settings(settings) -> IdentityProvider:
    """`none` or `fake`. A provider given as such is used as it is.

    Raises: ValueError for another name, or the fake one outside demo mode.
    """
    name = settings["IDENTITY"]
    if not isinstance(name, str):
        return name
    name = name or ("fake" if settings["DEMO"] else "none")
    if name == "none":
        return NoProvider()
    if name == "fake" and settings["DEMO"]:
        return FakeProvider()
    raise ValueError("CIVIC_IDENTITY is none, or fake, which only the demo (CIVIC_DEMO=1) takes.")


class NoProvider:
    """For deployments without a contract with a service."""

    ready = False

    def start(self, back: str, state: str) -> str:
        raise NotVerified

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        raise NotVerified


class FakeProvider:
    """Confirms whatever one types on its own page; for the demo and the tests."""

    ready = True

    def start(self, back: str, state: str) -> str:
        return "/demo/identity?" + urlencode({"back": back, "state": state})

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        if not state or answer.get("state") != state or answer.get("cancelled"):
            raise NotVerified
        return Verified(*(answer.get(field, "") for field in ("name", "born_on", "phone")))
