"""Whom a push service asks when something is wrong: an address that the services accept.

Apple answers 403 (BadJwtToken) to every push whose subject can't be anybody's, and the others may.
"""

import ipaddress
import re
from urllib.parse import urlsplit

# RFC 2606, 6761, 6762, 7686, 8375, 9476 and ICANN's .internal: nobody can be reached there.
RESERVED = frozenset(
    {"alt", "arpa", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local"}
    | {"localdomain", "localhost", "onion", "private", "test"}
)
MAILBOX = re.compile(r"[A-Za-z0-9.!#$&'*+/=^_`{|}~-]{1,64}")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
TOP = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")


def check_subject(subject: str) -> None:
    """Raises: ValueError unless it is mailto: with one address, or https: with a host, whose domain
    can be a real one."""
    if subject.startswith("mailto:"):
        mailbox, _, domain = subject.removeprefix("mailto:").rpartition("@")
        fits = MAILBOX.fullmatch(mailbox) and not mailbox.startswith(".") and ".." not in mailbox
    elif subject.startswith("https://") and re.fullmatch(r"[!-~]+", subject):
        fits, domain = True, _host(subject)
    else:
        fits, domain = False, ""
    if not fits or not _is_public(domain):
        raise ValueError(
            f"CIVIC_VAPID_SUBJECT is a mailto: or https: address of yours that can be reached"
            f" (mailto:team@city.go.kr), not {subject!r}: push services refuse others."
        )


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return parts.hostname or "" if "@" not in parts.netloc and parts.port is None else ""
    except ValueError:
        return ""


def _is_public(domain: str) -> bool:
    labels = domain.lower().split(".")
    if len(domain) > 253 or len(labels) < 2 or not all(map(LABEL.fullmatch, labels)):
        return False
    return bool(TOP.fullmatch(labels[-1])) and labels[-1] not in RESERVED and not _is_ip(domain)


def _is_ip(domain: str) -> bool:
    try:
        ipaddress.ip_address(domain)
    except ValueError:
        return False
    return True
