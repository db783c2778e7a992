"""Services that people sign in with: Kakao, Naver, any by OpenID Connect. None by default.

Each is asked one thing: which of its accounts this is. Names, mail addresses and pictures are
neither asked for nor read, and its tokens are thrown away once they have said it.
"""

import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from secrets import token_urlsafe
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from civic.engines.errands import Errands, Late

WAIT_S, RESTS_S = 2.0, 5.0  # for whoever signs in; after one that was late, for nobody
TIMEOUT_S = 6  # of each question, which goes on meanwhile
KEPT_S = 86_400  # how long a service's own description is good
LONGEST_SUBJECT = 255  # letters, as OpenID Connect says
SIGNATURES = (
    "RS256",
    "ES256",
    "PS256",
)  # by a key of theirs: never "none", never by a shared secret
DESCRIBED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
KAKAO = "https://kauth.kakao.com"
NAVER = "https://nid.naver.com"
NAVER_ACCOUNT = "https://openapi.naver.com/v1/nid/me"
LIBRARIES = "authlib.integrations.requests_client", "authlib.oidc.core", "joserfc.jwt"
Answer = TypeVar("Answer")


class SignInFailed(Exception):
    """reason: cancelled (by the person) | answer (not one to our question) | away (no answer)."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class SignInService(Protocol):
    """code: in addresses. issuer, client_id: whose subjects these are."""

    code: str
    issuer: str
    client_id: str

    def start(self, back: str) -> tuple[str, dict[str, str]]:
        """Where to send a person, and what their session keeps until they are back.

        back: the whole address they come back to. Raises: SignInFailed.
        """

    def finish(self, answer: Mapping[str, str], kept: Mapping[str, str]) -> str:
        """The account they came back with: its subject at the issuer. Raises: SignInFailed."""


class InTime:
    """A service asked by threads of its own, so that one that says nothing holds up no page."""

    def __init__(self) -> None:
        self._errands = Errands("sign-in service", WAIT_S, RESTS_S, most=8)

    def __call__(self, act: Callable[[], Answer]) -> Answer:
        """What it gives in time. Raises: SignInFailed."""
        for name in LIBRARIES:  # half a second at the first time, which is not the service's
            import_module(name)
        try:
            return self._errands.do(act)
        except Late as late:
            raise SignInFailed("away") from late


def from_settings(settings) -> dict[str, SignInService]:
    """Those whose settings are there, by code. Raises: ValueError for half of one's settings."""
    services: list[SignInService] = []
    if settings["KAKAO_CLIENT_ID"]:
        who = settings["KAKAO_CLIENT_ID"], settings["KAKAO_CLIENT_SECRET"]
        services.append(OidcService("kakao", KAKAO, *who))
    if settings["NAVER_CLIENT_ID"]:
        if not settings["NAVER_CLIENT_SECRET"]:
            raise ValueError("CIVIC_NAVER_CLIENT_ID needs CIVIC_NAVER_CLIENT_SECRET.")
        who = settings["NAVER_CLIENT_ID"], settings["NAVER_CLIENT_SECRET"]
        services.append(NaverService(*who))
    if settings["OIDC_ISSUER"]:
        services.append(_of_issuer(settings))
    return {service.code: service for service in services}


def _of_issuer(settings) -> "OidcService":
    if not settings["OIDC_CLIENT_ID"]:
        raise ValueError("CIVIC_OIDC_ISSUER needs CIVIC_OIDC_CLIENT_ID.")
    address = urlsplit(settings["OIDC_ISSUER"])
    if address.scheme != "https" and address.hostname not in ("localhost", "127.0.0.1"):
        raise ValueError("CIVIC_OIDC_ISSUER begins with https://.")
    who = settings["OIDC_CLIENT_ID"], settings["OIDC_CLIENT_SECRET"]
    return OidcService("oidc", settings["OIDC_ISSUER"].rstrip("/"), *who)


@dataclass
class OidcService:
    """OpenID Connect by authorization code, with PKCE, state and nonce."""

    code: str
    issuer: str
    client_id: str
    client_secret: str = ""
    _known: dict = field(default_factory=dict)  # its description and keys, and when they were read
    _in_time: InTime = field(default_factory=InTime)

    def start(self, back: str) -> tuple[str, dict[str, str]]:
        kept = {"state": token_urlsafe(24), "nonce": token_urlsafe(24), "back": back}
        kept["verifier"] = token_urlsafe(48)
        more = {"nonce": kept["nonce"], "code_verifier": kept["verifier"]}
        where = self._in_time(self._description)["authorization_endpoint"]
        with _client(self, back, scope="openid") as client:
            address, _state = client.create_authorization_url(where, kept["state"], **more)
        return address, kept

    def finish(self, answer: Mapping[str, str], kept: Mapping[str, str]) -> str:
        check_answer(answer, kept)
        if answer.get("iss", self.issuer) != self.issuer:
            raise SignInFailed("answer")
        return self._in_time(lambda: self._account(answer["code"], kept))

    def _account(self, code: str, kept: Mapping[str, str]) -> str:
        where = self._description()["token_endpoint"]
        with _client(self, kept["back"]) as client:
            token = _asked(client.fetch_token, where, code=code, code_verifier=kept["verifier"])
        return self._subject(token, kept["nonce"])

    def _subject(self, token, nonce: str) -> str:
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        try:
            signed = self._decoded(str(token.get("id_token") or ""))
            required = {"iss": {"values": [self.issuer]}}
            params = {"nonce": nonce, "client_id": self.client_id}
            params["access_token"] = token.get("access_token")
            claims = CodeIDToken(signed.claims, signed.header, required, params)
            claims.validate(leeway=60)
        except (JoseError, ValueError, TypeError, KeyError) as wrong:
            raise SignInFailed("answer") from wrong
        return checked_subject(claims.get("sub"))

    def _decoded(self, id_token: str):
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError
        from joserfc.jws import JWSRegistry

        registry = JWSRegistry(algorithms=list(SIGNATURES), strict_check_header=False)
        try:
            return jwt.decode(id_token, self._keys(), registry=registry)
        except InvalidKeyIdError:  # they changed their keys
            return jwt.decode(id_token, self._keys(again=True), registry=registry)

    def _description(self) -> dict:
        description = self._read(f"{self.issuer}/.well-known/openid-configuration")
        is_whole = all(isinstance(description.get(name), str) for name in DESCRIBED)
        if not is_whole or description["issuer"].rstrip("/") != self.issuer:
            raise SignInFailed("answer")
        return description

    def _keys(self, again: bool = False):
        from joserfc.jwk import KeySet

        published: Any = self._read(self._description()["jwks_uri"], again)
        return KeySet.import_key_set(published)

    def _read(self, address: str, again: bool = False) -> dict:
        read_at, content = self._known.get(address, (0.0, {}))
        if again or time.monotonic() - read_at > KEPT_S or not content:
            with _client(self) as client:
                content = _asked(client.get, address, withhold_token=True)
            self._known[address] = (time.monotonic(), content)
        return content


@dataclass
class NaverService:
    """네이버 로그인: OAuth 2.0; the account is asked for by the token."""

    client_id: str
    client_secret: str
    issuer: str = NAVER
    account: str = NAVER_ACCOUNT
    code: str = "naver"
    _in_time: InTime = field(default_factory=InTime)

    def start(self, back: str) -> tuple[str, dict[str, str]]:
        kept = {"state": token_urlsafe(24), "back": back}
        with _client(self, back) as client:
            where = f"{self.issuer}/oauth2.0/authorize"
            address, _state = client.create_authorization_url(where, kept["state"])
        return address, kept

    def finish(self, answer: Mapping[str, str], kept: Mapping[str, str]) -> str:
        check_answer(answer, kept)
        return self._in_time(lambda: self._account(answer["code"], kept))

    def _account(self, code: str, kept: Mapping[str, str]) -> str:
        where = f"{self.issuer}/oauth2.0/token"
        with _client(self, kept["back"]) as client:
            _asked(client.fetch_token, where, code=code, state=kept["state"])
            reply = _asked(client.get, self.account)
        if reply.get("resultcode") != "00" or not isinstance(reply.get("response"), dict):
            raise SignInFailed("answer")
        return checked_subject(reply["response"].get("id"))


def check_answer(answer: Mapping[str, str], kept: Mapping[str, str]) -> None:
    """It is one to our question, and a yes. Raises: SignInFailed."""
    state = answer.get("state", "").encode(errors="replace")
    if not hmac.compare_digest(state, kept["state"].encode()):
        raise SignInFailed("answer")
    if answer.get("error") in ("access_denied", "cancel"):
        raise SignInFailed("cancelled")
    if answer.get("error") or not answer.get("code"):
        raise SignInFailed("answer")


def checked_subject(subject) -> str:
    """Raises: SignInFailed."""
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise SignInFailed("answer")
    return subject


def _client(service, back: str | None = None, scope: str | None = None):
    from authlib.integrations.requests_client import OAuth2Session

    return OAuth2Session(
        service.client_id,
        service.client_secret,
        redirect_uri=back,
        scope=scope,
        token_endpoint_auth_method="client_secret_post" if service.client_secret else "none",
        code_challenge_method="S256" if scope else None,
        default_timeout=TIMEOUT_S,
    )


def _asked(ask, *values, **more) -> dict:
    """What a service answers, as a mapping. Raises: SignInFailed."""
    from authlib.common.errors import AuthlibBaseError
    from requests import RequestException

    try:
        answer = ask(*values, **more)
        if hasattr(answer, "status_code"):
            answer.raise_for_status()
            answer = answer.json() if answer.status_code == 200 else None
    except RequestException as wrong:
        raise SignInFailed("away") from wrong
    except (AuthlibBaseError, ValueError, TypeError) as wrong:
        raise SignInFailed("answer") from wrong
    if not isinstance(answer, dict):
        raise SignInFailed("answer")
    return answer
