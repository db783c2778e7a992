"""A form of a page filled in again as it was sent, whichever form it is. Pure."""

from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from civic.outbox.kept.sent_form import NOT_KEPT, NOT_TYPED, SentForm

CONTROLS = ("input", "textarea", "select")
OF_THE_PAGE = NOT_KEPT | {"client_seq"}  # a ballot's counter: the page's own is newer
NOT_FILLED = ("password", "file", "submit", "button", "image", "reset")
TICKED = ("checkbox", "radio")
Rest = list[tuple[str, str]]


def refill(page: str, sent: SentForm, note: Callable[[Rest], str]) -> str | None:
    """The page with what was sent in its form again.

    Args: page: HTML. sent: the form; sent.page is the page's address.
    note: gives the HTML to put first in the form, from the fields that have no place in it.
    Returns: HTML; None when the page has no form that is sent to sent.path.
    """
    from lxml import html  # four megabytes, for whoever came back after a session ended

    document = html.document_fromstring(page)
    forms = [form for form in document.iter("form") if _leads_to(form, sent)]
    if not forms:
        return None
    form = max(forms, key=lambda each: _likeness(each, sent))
    rest = _fill(form, sent)
    form.insert(0, html.fragment_fromstring(note(rest)))
    _unfold(form)
    return html.tostring(document, encoding="unicode", doctype="<!doctype html>")


def _leads_to(form, sent: SentForm) -> bool:
    """The form, or a button of it, is sent to the path."""
    if form.get("method", "").lower() != "post":
        return any(_path(button, "formaction", sent) == sent.path for button in form.iter("button"))
    ways = [_path(form, "action", sent), _path(form, "hx-post", sent)]
    return sent.path in [*ways, *(_path(b, "formaction", sent) for b in form.iter("button"))]


def _path(element, attribute: str, sent: SentForm) -> str | None:
    address = element.get(attribute)
    if address is None:
        return None
    return urlsplit(urljoin(sent.page, address)).path


def _likeness(form, sent: SentForm) -> int:
    """How many hidden fields say the same: forms of one page may differ in these alone."""
    sent_fields = set(sent.fields)
    hidden = [each for each in _controls(form) if each.get("type") == "hidden"]
    return sum((each.get("name"), each.get("value", "")) in sent_fields for each in hidden)


def _controls(form) -> list:
    """The fields of a form in their order, also those outside that name it."""
    name = form.get("id")
    controls = [
        each
        for each in form.getroottree().iter(*CONTROLS)
        if each.get("name") and "disabled" not in each.attrib
    ]
    return [
        each
        for each in controls
        if not any(True for _ in each.iterancestors("template"))
        and (each.get("form") == name if "form" in each.attrib else form in each.iterancestors())
    ]


def _fill(form, sent: SentForm) -> Rest:
    """Fill in; gives the fields that found no place."""
    left = defaultdict(list)
    for name, value in sent.fields:
        left[name].append(value)
    for control in _controls(form):
        name = control.get("name")
        if name in OF_THE_PAGE or control.get("type") in NOT_FILLED:
            continue
        if control.tag == "textarea" and any(left[name]):
            _unfold(control)
        _set(control, left[name])
    buttons = {button.get("name") for button in form.iter("button")}
    return [
        (name, value)
        for name, values in left.items()
        for value in values
        if name not in buttons | NOT_TYPED
    ]


def _set(control, values: list[str]) -> None:
    """Give a control its value of those sent under its name, and take that one out."""
    if control.get("type") in TICKED:
        value = control.get("value", "on")
        _mark(control, "checked", value in values)
        _take(values, value)
    elif control.tag == "select":
        _choose(control, values)
    elif values:
        value = values.pop(0)
        if control.tag == "textarea":
            control.text = "\n" + value  # a browser drops the first line break
        else:
            control.set("value", value)


def _unfold(element) -> None:
    for fold in element.iterancestors("details"):
        fold.set("open", "")


def _choose(select, values: list[str]) -> None:
    most = None if "multiple" in select.attrib else 1
    wanted = values[:most]
    for option in select.iter("option"):
        value = option.get("value", option.text_content())
        _mark(option, "selected", value in wanted)
        if value in wanted:
            _take(values, value)


def _take(values: list[str], value: str) -> None:
    if value in values:
        values.remove(value)


def _mark(element, attribute: str, holds: bool) -> None:
    if holds:
        element.set(attribute, "")
    else:
        element.attrib.pop(attribute, None)
