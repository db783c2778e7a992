"""HTTP plumbing that no feature owns."""

from civic.web import (
    access,
    addresses,
    assets,
    compress,
    cookies,
    edge,
    errors,
    filters,
    htmx,
    i18n,
    limits,
    observing,
    pwa,
    row_numbers,
    schema,
    security,
    templating,
    text_size,
    typed,
    writing_turns,
)

# In the order of the request; what they do to the answer runs the other way round.
PARTS = (
    addresses,
    templating,
    observing,
    cookies,
    edge,
    typed,
    compress,
    security,
    row_numbers,
    i18n,
    text_size,
    writing_turns,
    limits,
    schema,
    access,
    htmx,
    errors,
    filters,
    assets,
    pwa,
)


def start_web(app) -> None:
    """Attach every part of the plumbing."""
    for part in PARTS:
        part.init_app(app)
