"""What a person ticks about notices. Pure."""

from collections.abc import Collection, Mapping

from civic.notices.notice_types import WAYS


def read_choices(form: Mapping, kinds: Collection[str]) -> dict[str, dict[str, bool]]:
    """kind → way → ticked, for these kinds; a box is named kind.way, and absent when not ticked."""
    return {kind: {way: f"{kind}.{way}" in form for way in WAYS} for kind in kinds}
