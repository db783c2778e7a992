"""The two ceremonies of a passkey (WebAuthn), and the challenges they answer. Pure.

A challenge carries the moment it was drawn and whom for, under the program's key, so that nothing
is kept of it before it is answered: each passkey remembers the latest it answered and takes none
from before. The signature's counter is held against the row in the same statement (passkeys.py).
"""

import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from civic.people.second_factor.rules import CHALLENGE_LIVES, FactorRefused

TIME, RANDOM, SEAL = 8, 16, 32  # bytes of a challenge
LONGEST_ANSWER = 20_000  # letters; ten times what a browser sends
# What a malformed answer makes the library or the standard one raise, beside its own exception.
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True)
class RelyingParty:
    """id: the domain that passkeys are bound to. origins: from where they may be shown."""

    id: str
    origins: tuple[str, ...]


@dataclass(frozen=True)
class NewKey:
    """What a device made: the public half of a key, and how often it signed so far."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True)
class CheckedSignature:
    """A checked signature: drawn_at of the challenge in milliseconds; the counter it came with."""

    drawn_at: int
    sign_count: int


def draw(key: str, whom: str, at: datetime) -> bytes:
    """A challenge. whom: the act and the session it is for."""
    body = int(at.timestamp() * 1000).to_bytes(TIME, "big") + secrets.token_bytes(RANDOM)
    return body + _seal(key, whom, body)


def drawn_at(challenge: bytes, keys: Sequence[str], whom: str, at: datetime) -> int:
    """When it was drawn, in milliseconds. Raises: FactorRefused, stale, for one that is too old,
    of another session or act, or not of ours."""
    body, seal = challenge[: TIME + RANDOM], challenge[TIME + RANDOM :]
    if not any(hmac.compare_digest(seal, _seal(key, whom, body)) for key in keys):
        raise FactorRefused("stale")
    drawn = int.from_bytes(body[:TIME], "big")
    if not 0 <= at.timestamp() * 1000 - drawn <= CHALLENGE_LIVES.total_seconds() * 1000:
        raise FactorRefused("stale")
    return drawn


def options_to_make(party: RelyingParty, site: str, user, challenge: bytes, known) -> dict:
    """What navigator.credentials.create() is asked.

    Args: user: (opaque handle, address, name). known: credential ids that the person has already.
    """
    from webauthn import generate_registration_options
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    handle, address, name = user
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=site,
        user_id=handle,
        user_name=address,
        user_display_name=name,
        challenge=challenge,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return _plain(options)


def options_to_show(party: RelyingParty, challenge: bytes, known) -> dict:
    """What navigator.credentials.get() is asked. known: of whom is signed in; empty: anybody's."""
    from webauthn import generate_authentication_options
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(options)


def new_key(
    answer: str, party: RelyingParty, keys: Sequence[str], whom: str, at: datetime
) -> NewKey:
    """The key that a device made, and that its person was asked there who they are.

    Raises: FactorRefused.
    """
    from webauthn import verify_registration_response
    from webauthn.helpers import parse_registration_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        credential = parse_registration_credential_json(_read(answer))
        challenge = _challenge_of(credential)
        drawn_at(challenge, keys, whom, at)
        checked = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, *MALFORMED) as wrong:
        raise FactorRefused("passkey") from wrong
    return NewKey(checked.credential_id, checked.credential_public_key, checked.sign_count)


def id_of(answer: str) -> bytes:
    """Which key signed. Raises: FactorRefused."""
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return parse_authentication_credential_json(_read(answer)).raw_id
    except (WebAuthnException, *MALFORMED) as wrong:
        raise FactorRefused("passkey") from wrong


def shown(
    answer: str,
    public_key: bytes,
    party: RelyingParty,
    keys: Sequence[str],
    whom: str,
    at: datetime,
) -> CheckedSignature:
    """The signature holds, over a challenge of ours, at a page of ours, by a person who was asked
    on their device who they are. Raises: FactorRefused.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers import parse_authentication_credential_json
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        credential = parse_authentication_credential_json(_read(answer))
        challenge = _challenge_of(credential)
        drawn = drawn_at(challenge, keys, whom, at)
        checked = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=list(party.origins),
            credential_public_key=public_key,
            credential_current_sign_count=0,  # held against the row as it is written
            require_user_verification=True,
        )
    except (WebAuthnException, *MALFORMED) as wrong:
        raise FactorRefused("passkey") from wrong
    return CheckedSignature(drawn, checked.new_sign_count)


def _seal(key: str, whom: str, body: bytes) -> bytes:
    return hmac.digest(key.encode(), f"passkey\x1f{whom}\x1f".encode() + body, "sha256")


def _challenge_of(credential) -> bytes:
    from webauthn.helpers import parse_client_data_json

    return parse_client_data_json(credential.response.client_data_json).challenge


def _read(answer: str) -> dict:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    return json.loads(answer)


def _described(known) -> list:
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [PublicKeyCredentialDescriptor(id=credential_id) for credential_id in known]


def _plain(options) -> dict:
    from webauthn import options_to_json

    return json.loads(options_to_json(options))
