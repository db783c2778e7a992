"""본인확인: a service that verifies who somebody is, by their telephone: none, PortOne, or a fake
one."""

from collections.abc import Mapping
from urllib.parse import urlencode

from civic.engines.identity.portone import PortOne
from civic.engines.identity.protocol import IdentityProvider, NotVerified, Verified

__all__ = ["FakeProvider", "IdentityProvider", "NoProvider", "NotVerified", "PortOne", "Verified"]


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
    keys = [settings[f"PORTONE_{name}"] for name in ("SECRET", "CHANNEL_KEY", "STORE_ID")]
    if not all(keys[:2]):
        raise ValueError(
            "CIVIC_IDENTITY=portone needs CIVIC_PORTONE_SECRET and CIVIC_PORTONE_CHANNEL_KEY."
        )
    return PortOne(*keys)


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
