"""Pages as tests compare them."""

import re


def tight(page: str) -> str:
    """A page without the white space that only lays out its source: one space in words, none
    beside a tag."""
    return re.sub(r" ?([<>]) ?", r"\1", re.sub(r"\s+", " ", page))


def say_why(client, path: str) -> None:
    """Answer the question what for that comes before a page with personal data."""
    answered = client.post(
        "/access-reason", query_string={"next": path}, data={"reason": "우편 인쇄"}
    )
    assert answered.status_code == 303, answered.text
