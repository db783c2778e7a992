"""Care for pages whose address is a secret."""

from flask import Response, current_app

from civic.web.limits import by_address_alone

limited = by_address_alone("SIGN_IN_LIMIT")  # how often one address may try


def quietly(body, status: int = 200) -> Response:
    """An answer whose address is a secret: not kept, not found, not told to others."""
    response = current_app.make_response((body, status))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
