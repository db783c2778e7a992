"""A verified identity, and the marks that are all we keep of it. Pure."""

import unicodedata
from datetime import date

from civic.people.addresses import NotAnAddress, read_address
from civic.people.sign_in.codes import digits_only, keyed_hash


class NotAnIdentity(ValueError):
    """No name, no such day, or no mobile number. field: name | born_on | phone."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


def person_mark(secret: str, municipality_id: int, name: str, born_on: date, nth: int = 1) -> str:
    """The mark of a person in one municipality: an HMAC of name and date of birth.

    Name and birth are what an identity card and every verification service agree on. Spaces, case
    and full-width letters of the name don't matter. nth: 2 and up for people who share both.
    Raises: NotAnIdentity.
    """
    letters = unicodedata.normalize("NFKC", name).upper()
    plain = "".join(letter for letter in letters if letter.isalnum())
    if not plain:
        raise NotAnIdentity("name")
    return keyed_hash(secret, "person", municipality_id, plain, born_on.isoformat(), nth)


def phone_mark(secret: str, municipality_id: int, typed: str) -> str:
    """The mark of a mobile number in one municipality; 010-…, +82 … and full-width are one.

    Raises: NotAnIdentity.
    """
    try:
        address = read_address(typed)
    except NotAnAddress as wrong:
        raise NotAnIdentity("phone") from wrong
    if address.kind != "phone":
        raise NotAnIdentity("phone")
    return keyed_hash(secret, "phone", municipality_id, address.text)


def ci_mark(secret: str, municipality_id: int, ci: str) -> str:
    """The mark of a person by their CI (연계정보), which stays when name or number change."""
    return keyed_hash(secret, "ci", municipality_id, ci.strip())


def marks_of(
    secret: str, municipality_id: int, name: str, born_on: date, phone: str = "", ci: str = ""
) -> dict[str, str]:
    """Kind → mark of all that a service confirmed. phone, ci: empty where it did not say.

    Raises: NotAnIdentity.
    """
    marks = {"person": person_mark(secret, municipality_id, name, born_on)}
    if phone:
        marks["phone"] = phone_mark(secret, municipality_id, phone)
    if ci.strip():
        marks["ci"] = ci_mark(secret, municipality_id, ci)
    return marks


def address_mark(secret: str, municipality_id: int, address: str) -> str:
    """The mark of an address somebody signed in with, in the spelling of addresses.read_address."""
    return keyed_hash(secret, "address", municipality_id, address)


def read_birth(typed: str, today: date) -> date:
    """19850302, 1985-03-02 or １９８５．３．２ → a day between 1900 and today.

    Raises: NotAnIdentity.
    """
    parts = "".join(c if c.isdigit() else " " for c in unicodedata.normalize("NFKC", typed)).split()
    digits = digits_only(typed)
    if len(parts) == 1 and len(digits) == 8:
        parts = [digits[:4], digits[4:6], digits[6:]]
    try:
        born_on = date(*map(int, parts))
    except (TypeError, ValueError, OverflowError) as wrong:
        raise NotAnIdentity("born_on") from wrong
    if not date(1900, 1, 1) <= born_on <= today:
        raise NotAnIdentity("born_on")
    return born_on
