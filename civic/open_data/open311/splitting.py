"""A description as a report's title and body. Pure."""

import re

TITLE_MAX = 100
END_OF_SENTENCE = re.compile(r"(?<=[.!?。？！])\s")


def title_and_body(description: str) -> tuple[str, str]:
    """The first line is the title, when it is short enough; else its first sentence, else its
    beginning. The body is the whole description, or nothing when the title says it all.

    Args: description: in the normal form, with something to see.
    """
    first = " ".join(description.strip().partition("\n")[0].split())
    if len(first) > TITLE_MAX:
        first = END_OF_SENTENCE.split(first, maxsplit=1)[0]
    if len(first) > TITLE_MAX:
        first = first[: TITLE_MAX - 1].rstrip() + "…"
    return first, "" if first == description.strip() else description.strip()
