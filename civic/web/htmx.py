"""Answers for htmx, for scripts that ask for JSON, and for plain browsers, from the same route."""

from flask import g, json, redirect, render_template, request
from flask_babel import gettext as _


def init_app(app) -> None:
    app.after_request(_vary)
    app.after_request(_name_the_way)


def wants_partial() -> bool:
    """True when htmx swaps a part; boosted links and history restores want the whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def wants_json() -> bool:
    """True when a script sends a form by itself: a ballot's draft, or the outbox; and on addresses
    that are for programs alone."""
    if g.get("for_programs"):
        return True
    return request.accept_mimetypes.best == "application/json"


def mistakes(form, status: int = 422, **fields):
    """A refused form for a script: {error, fields: {name: sentence}}. fields: more of them."""
    wrong = {field.name: " ".join(map(str, field.errors)) for field in form if field.errors}
    wrong |= {name: sentence for name, sentence in fields.items() if sentence}
    sentence = " ".join(map(str, form.form_errors)) or _("적은 내용을 다시 살펴봐 주세요.")
    return {"error": sentence, "fields": wrong}, status


def render_or_redirect(partial: str, address: str, /, **context):
    """The partial for htmx, a 303 to the page for everyone else. Use after the commit."""
    if wants_partial():
        return render_template(partial, **context)
    return redirect(address, 303)


def render_page(page: str, partial: str, /, **context):
    """The partial for htmx, the whole page (which includes it) for everyone else."""
    return render_template(partial if wants_partial() else page, **context)


def _name_the_way(response):
    """A script is told where a redirect leads instead of being sent there."""
    if response.status_code == 303 and wants_json():
        location = response.location
        response.status_code = 200
        response.mimetype = "application/json"
        response.set_data(json.dumps({"location": location}))
        del response.headers["Location"]
    return response


def _vary(response):
    response.vary.add("HX-Request")
    return response
