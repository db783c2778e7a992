"""Answers for htmx and for plain browsers, from the same route."""

from flask import redirect, render_template, request


def init_app(app) -> None:
    app.after_request(_vary)


def wants_partial() -> bool:
    """True when htmx swaps a part; boosted links and history restores want the whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render_or_redirect(partial: str, address: str, /, **context):
    """The partial for htmx, a 303 to the page for everyone else. Use after the commit."""
    if wants_partial():
        return render_template(partial, **context)
    return redirect(address, 303)


def render_page(page: str, partial: str, /, **context):
    """The partial for htmx, the whole page (which includes it) for everyone else."""
    return render_template(partial if wants_partial() else page, **context)


def _vary(response):
    response.vary.add("HX-Request")
    return response
