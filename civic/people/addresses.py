"""E-mail addresses and Korean mobile numbers, as typed by people → one spelling each. Pure."""

import re
import unicodedata
from dataclasses import dataclass

EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
MOBILE = re.compile(r"(?:\+|00)?82\(?0?\)?(1[016789]\d{7,8})|0(1[016789]\d{7,8})")
LONGEST = 254


class NotAnAddress(ValueError):
    """Neither an e-mail address nor a Korean mobile number."""


@dataclass(frozen=True)
class Address:
    """kind: email | phone. text: lower-case e-mail, or +8210…"""

    kind: str
    text: str


def read_address(typed: str) -> Address:
    """What a person typed as one address.

    Full-width letters, spaces, hyphens, dots and brackets in numbers, 010-… and +82 10-… are
    understood. Raises: NotAnAddress.
    """
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", typed)
        if unicodedata.category(letter) not in ("Cf", "Zs", "Cc")
    )
    return _email(text.lower()) if "@" in text else _phone(text)


def kind_of(address: str) -> str:
    """email or phone, of an address already in its one spelling."""
    return "phone" if address.startswith("+") else "email"


def masked(address: str) -> str:
    """Enough to recognise one's own address: mi•••@example.com, 010-••••-5678."""
    if kind_of(address) == "phone":
        return f"0{address[3:5]}-••••-{address[-4:]}"
    name, _, host = address.partition("@")
    return f"{name[:2]}•••@{host}"


def _email(text: str) -> Address:
    if len(text) > LONGEST or not EMAIL.fullmatch(text):
        raise NotAnAddress(text)
    return Address("email", text)


def _phone(text: str) -> Address:
    digits = "".join(
        letter
        for letter in text
        if unicodedata.category(letter) != "Pd" and letter not in ".·−ー()"
    )
    number = MOBILE.fullmatch(digits)
    if number is None:
        raise NotAnAddress(text)
    rest = number[1] or number[2]
    if rest.startswith("10") and len(rest) != 10:
        raise NotAnAddress(text)
    return Address("phone", f"+82{rest}")
