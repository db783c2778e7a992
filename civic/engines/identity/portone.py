"""본인확인 by PortOne's REST API, version 2: the person answers in the PASS app of their carrier.

No script or page of others comes in between: name, number and carrier are typed on a page of ours
and handed on, the app asks, and what counts is what PortOne says afterwards, asked for with the
city's key. The other way, by text message, would have the city take in seven digits of the
resident registration number, and is left out.
Source: PortOne's published OpenAPI (developers.portone.io), /identity-verifications.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from civic.engines.errands import Errands, Late
from civic.engines.identity.protocol import NotVerified, Verified

API = "https://api.portone.io"
WAIT_S, RESTS_S = 2.0, 5.0  # for whoever is asked; after one answer that was late, for nobody
TIMEOUT_S = (5, 20)  # until it is reached; until it answers, which waits for the carrier
CARRIERS = ("SKT", "KT", "LGU", "SKT_MVNO", "KT_MVNO", "LGU_MVNO")
PAGE = "/ask"  # of ours, below the address people come back to
# What PortOne says was wrong → reason of NotVerified; whatever else: not_verified.
REASONS = {
    "PG_PROVIDER": "details",
    "INVALID_REQUEST": "details",
    "MAX_TRANSACTION_COUNT_REACHED": "too_often",
    "UNAUTHORIZED": "away",
    "FORBIDDEN": "away",
    "CHANNEL_NOT_FOUND": "away",
}


@dataclass(frozen=True)
class ClaimedIdentity:
    """Who somebody says they are. phone: digits alone. whence: the address they ask from, by which
    PortOne limits how often."""

    name: str
    phone: str
    carrier: str
    whence: str


def _own_threads() -> Errands:
    return Errands("portone", WAIT_S, RESTS_S, most=8)


@dataclass(frozen=True)
class PortOne:
    """secret, channel: of the city's contract. store: empty for the one the secret is of.

    Asked by threads of its own, for a carrier takes its time: no page waits longer than WAIT_S.
    """

    secret: str
    channel: str
    store: str = ""
    api: str = API
    _errands: Errands = field(default_factory=_own_threads, compare=False, repr=False)
    ready = True
    asks_here = True

    def start(self, back: str, state: str) -> str:
        return f"{back}{PAGE}"

    def ask(self, asked: ClaimedIdentity, state: str) -> None:
        """Have the person's app ask them; one that is slow about it is waited for on the next page.
        Raises: NotVerified."""
        who = {"name": asked.name, "phoneNumber": asked.phone, "ipAddress": asked.whence}
        body = {"channelKey": self.channel, "customer": who, "operator": asked.carrier}
        begun = self._begin("POST", state, "/send", body | {"method": "APP"})
        with suppress(Late):
            self._errands.answer(begun)

    def confirm(self, state: str) -> None:
        """The person says they answered. Raises: NotVerified, waiting, when they have not."""
        try:
            self._call("POST", state, "/confirm", {})
        except NotVerified as refused:
            if refused.kind == "IDENTITY_VERIFICATION_ALREADY_VERIFIED":
                return
            if refused.reason == "details":
                raise NotVerified("waiting") from refused
            raise

    def finish(self, answer: Mapping[str, str], state: str) -> Verified:
        """answer: not read; the state says which verification is theirs."""
        if not state:
            raise NotVerified
        content = self._call("GET", state)
        who = content.get("verifiedCustomer")
        if content.get("status") != "VERIFIED" or not isinstance(who, dict):
            raise NotVerified
        parts = [who.get(name) or "" for name in ("name", "birthDate", "phoneNumber", "ci")]
        if not all(isinstance(part, str) for part in parts):
            raise NotVerified
        return Verified(*parts)

    def _call(self, *asked) -> dict:
        """What it answers in time. Raises: NotVerified."""
        begun = self._begin(*asked)
        try:
            return self._errands.answer(begun)
        except Late as late:
            raise NotVerified("away") from late

    def _begin(self, *asked) -> Future[dict]:
        try:
            return self._errands.begin(partial(self._answer, *asked))
        except Late as late:
            raise NotVerified("away") from late

    def _answer(self, method: str, state: str, act: str = "", body: dict | None = None) -> dict:
        import requests

        address = f"{self.api}/identity-verifications/{verification_id(state)}{act}"
        own = {"storeId": self.store} if self.store else {}
        sent = {"params": own} if body is None else {"json": own | body}
        head = {"Authorization": f"PortOne {self.secret}"}
        try:
            answer = requests.request(
                method, address, headers=head, timeout=TIMEOUT_S, allow_redirects=False, **sent
            )
            content = answer.json()
        except (requests.RequestException, ValueError) as wrong:
            raise NotVerified("away") from wrong
        if not isinstance(content, dict) or answer.status_code >= 500:
            raise NotVerified("away")
        if answer.status_code != 200:
            kind = str(content.get("type", ""))
            raise NotVerified(REASONS.get(kind, "not_verified"), kind)
        return content


def verification_id(state: str) -> str:
    """The id of the verification begun with this state: who does not hold it names no other's."""
    return f"civic-{sha256(state.encode()).hexdigest()[:40]}"
