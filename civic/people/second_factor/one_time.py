"""One-time passwords of an authenticator app (RFC 6238), and recovery codes. Pure."""

import secrets
from datetime import datetime

from civic.people.sign_in.codes import ALPHABET, LENGTH, digits_only, same

STEP_S = 30
STEPS_AROUND = 1  # a telephone's clock may be half a minute off


def new_secret() -> str:
    """160 random bits in base 32, as authenticator apps take them."""
    import pyotp

    return pyotp.random_base32()


def app_address(secret: str, account: str, site: str) -> str:
    """The otpauth:// address that a QR code carries."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=site)


def typed_secret(secret: str) -> str:
    """The secret in groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(secret: str, typed: str, at: datetime) -> int | None:
    """Which step of thirty seconds the typed digits belong to; None for none near this moment.

    Args: typed: as typed, spaces and full-width digits allowed. at: aware.
    """
    import pyotp

    digits, step = digits_only(typed), int(at.timestamp()) // STEP_S
    app = pyotp.TOTP(secret)
    for near in range(step - STEPS_AROUND, step + STEPS_AROUND + 1):
        if same(app.generate_otp(near), digits):
            return near
    return None


def new_recovery_code() -> str:
    """Ten symbols that are not mistaken for each other on paper: 46 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
