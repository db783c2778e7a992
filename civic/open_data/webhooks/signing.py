"""How a message is signed, so that its receiver knows it is ours and whole. Pure.

Source: Standard Webhooks (standardwebhooks.com), version 1: HMAC-SHA256 over id.timestamp.body, in
base64, under a secret that begins with whsec_.
"""

import base64
import hmac

PREFIX = "whsec_"


def secret_of(key: str, number: int) -> str:
    """The secret of a webhook, made of the program's key: kept nowhere."""
    digest = hmac.digest(key.encode(), f"webhook\x1f{number}".encode(), "sha256")
    return PREFIX + base64.b64encode(digest).decode()


def signed(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a message."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    content = f"{message_id}.{timestamp}.".encode() + body
    mark = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{mark}",
    }
