"""본인확인: a service that verifies who somebody is, by their telephone: none, PortOne, or a fake
one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode


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


def from_settings(settings) -> IdentityProvider:
    """`none`, `portone` or `fake`. A provider given as such is used as it is.

    Raises: ValueError for another name, half of PortOne's settings, or the fake one outside demo
    mode.
    """
    name = settings["IDENTITY"]
    if not isinstance(name, str):
        return name
    name = name or ("fake" if settings["DEMO"] else "none")
    if name == "none":
        return NoProvider()
    if name == "fake" and settings["DEMO"]:
        return FakeProvider()
    if name == "portone":
        return _portone(settings)
    raise ValueError(
        "CIVIC_IDENTITY is none, portone, or fake, which only the demo (CIVIC_DEMO=1) takes."
    )


def _portone(settings) -> IdentityProvider:
    from civic.engines.portone import PortOne

    told = [settings[f"PORTONE_{name}"] for name in ("SECRET", "CHANNEL_KEY", "STORE_ID")]
    if not all(told[:2]):
        raise ValueError(
            "CIVIC_IDENTITY=portone needs CIVIC_PORTONE_SECRET and CIVIC_PORTONE_CHANNEL_KEY."
        )
    return PortOne(*told)


class NoProvider:
    """For deployments without a contract with a service."""

    ready = False
    asks_here = False

    def start(self, back: str, state: str) -> str:
        raise NotVerified

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        raise NotVerified


class FakeProvider:
    """Confirms whatever one types on its own page; for the demo and the tests."""

    ready = True
    asks_here = False

    def start(self, back: str, state: str) -> str:
        return "/demo/identity?" + urlencode({"back": back, "state": state})

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        if not state or answer.get("state") != state or answer.get("cancelled"):
            raise NotVerified
        return Verified(*(answer.get(field, "") for field in ("name", "born_on", "phone")))
