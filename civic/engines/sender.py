"""How short messages (sign-in codes, later notices) reach people."""

from typing import Protocol


class Sender(Protocol):
    def send(self, address: str, subject: str, text: str) -> None:
        """Send to an e-mail address or a phone number (+8210…). Raises: SendFailed."""


def from_settings(settings) -> Sender:
    raise NotImplementedError
