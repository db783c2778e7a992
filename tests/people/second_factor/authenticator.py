"""A passkey's device in software: it makes a key and signs as the standard says (ES256)."""

import json
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from html import unescape

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "http://localhost"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Device:
    """counter: what the next signature says; flags: whether its person was there, and asked."""

    def __init__(self, name: bytes = b"minji's telephone", origin: str = ORIGIN):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = sha256(name).digest()
        self.origin, self.counter, self.flags = origin, 0, PRESENT | VERIFIED

    def make(self, options: dict) -> str:
        """The answer of navigator.credentials.create()."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1}
        public |= {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        described = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        data = self._data(options["rp"]["id"], self.flags | WITH_KEY) + described
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options)
        return self._answer({"clientDataJSON": said, "attestationObject": attested})

    def sign(self, options: dict) -> str:
        """The answer of navigator.credentials.get()."""
        data = self._data(options["rpId"], self.flags)
        said = self._said("webauthn.get", options)
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        return self._answer(parts)

    def _data(self, party: str, flags: int) -> bytes:
        return sha256(party.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _said(self, kind: str, options: dict) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _answer(self, parts: dict) -> str:
        response = {name: plain(part) for name, part in parts.items()}
        whole = {"id": plain(self.id), "rawId": plain(self.id), "type": "public-key"}
        return json.dumps(whole | {"response": response})


def plain(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def asked(page: str, way: str) -> dict:
    """What a page's form asks the browser for. way: the end of the form's address."""
    forms = re.findall(rf'<form[^>]*action="[^"]*{way}[?"][^>]*>', page)
    [options] = re.findall(r'data-passkey="([^"]*)"', " ".join(forms))
    return json.loads(unescape(options))
