"""Reading the forms of a page, and filling one in, as a person with a browser does."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

NOT_TYPED = ("hidden", "password", "file", "submit", "button", "image", "reset", "search")
WORDS = {"number": "7", "date": "2027-03-02", "email": "minji@example.com", "tel": "01012345678"}
SECRET = ("code", "passphrase", "password")


@dataclass(frozen=True)
class Form:
    """page: where it stands. path: where it is sent. fields: what is sent. typed: of that, what
    somebody typed or chose, as (name, value)."""

    page: str
    path: str
    fields: tuple[tuple[str, str], ...]
    typed: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What there is to type, whichever row of a list it is about."""
        return tuple(sorted({re.sub(r"\d+", "0", name) for name, _value in self.typed}))

    @property
    def data(self) -> dict[str, list[str]]:
        sent = {}
        for name, value in self.fields:
            sent.setdefault(name, []).append(value)
        return sent

    def is_like(self, other: "Form") -> bool:
        return (self.path, self.names) == (other.path, other.names)


def forms_of(page: str, address: str) -> list[Form]:
    """The forms of a page that are posted, each filled in with words of its own."""
    document = html.document_fromstring(page)
    found = []
    for form in document.iter("form"):
        ways = [form] if form.get("method", "").lower() == "post" else []
        ways += [each for each in form.iter("button") if each.get("formaction")]
        for way in ways:
            action = way.get("formaction") or way.get("action") or address
            path = urlsplit(urljoin(address, action)).path
            found.append(_filled(form, address, path))
    return found


def _filled(form, address: str, path: str) -> Form:
    sent = []  # (control, value)
    for n, control in enumerate(form.iter("input", "textarea", "select")):
        value = _value(control, n) if _is_sent(control) else None
        if control.get("type") == "radio":  # the last of a name
            sent = [pair for pair in sent if pair[0].get("name") != control.get("name")]
        if value is not None:
            sent.append((control, value))
    fields = tuple((control.get("name"), value) for control, value in sent)
    typed = tuple((each.get("name"), value) for each, value in sent if _is_typed(each, value))
    return Form(address, path, fields, typed)


def _is_sent(control) -> bool:
    in_template = any(True for _ in control.iterancestors("template"))
    return bool(control.get("name")) and "disabled" not in control.attrib and not in_template


def _is_typed(control, value: str) -> bool:
    is_typed = control.get("type") not in NOT_TYPED and control.get("name") not in SECRET
    return is_typed and bool(value.strip())


def _value(control, n: int) -> str | None:
    if control.tag == "select":
        options = list(control.iter("option"))
        return options[-1].get("value", options[-1].text_content()) if options else None
    if control.tag == "textarea":
        return f"쓴 글 {n}\r\n둘째 줄 <b> & 끝"
    sort = control.get("type", "text")
    if sort == "hidden":
        return control.get("value", "")
    if sort == "file" or sort in ("submit", "button", "image", "reset"):
        return None
    if sort in ("checkbox", "radio"):
        return control.get("value", "on")
    return WORDS.get(sort, f"쓴 글 {n}")


def missing(page: str, form: Form) -> list[tuple[str, str]]:
    """What was typed and does not stand in the likeliest form of a page sent to the same path."""
    found = [
        _left(each, form)
        for each in html.document_fromstring(page).iter("form")
        if form.path in _paths(each, form.page)
    ]
    return min(found, key=len, default=list(form.typed))


def _paths(form, page: str) -> list[str]:
    ways = [form.get("action", ""), *(each.get("formaction") for each in form.iter("button"))]
    return [urlsplit(urljoin(page, way)).path for way in ways if way is not None]


def _left(form, sent: Form) -> list[tuple[str, str]]:
    controls = form.iter("input", "textarea", "select")
    standing = {(name, _plain(value)) for each in controls for name, value in _standing(each)}
    return [(name, value) for name, value in sent.typed if (name, _plain(value)) not in standing]


def _plain(words: str) -> str:
    """A page may show a number without its spaces, and line breaks of either kind."""
    return "".join(words.split()).lower()


def _standing(control) -> list[tuple[str, str]]:
    name = control.get("name")
    if control.tag == "select":
        chosen = [option for option in control.iter("option") if "selected" in option.attrib]
        return [(name, option.get("value", option.text_content())) for option in chosen]
    if control.tag == "textarea":
        return [(name, control.text or "")]
    if control.get("type") in ("checkbox", "radio"):
        return [(name, control.get("value", "on"))] if "checked" in control.attrib else []
    return [(name, control.get("value", ""))]
