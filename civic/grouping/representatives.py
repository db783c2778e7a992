"""A few texts that show what a group is about. Pure."""

from collections.abc import Sequence

import numpy as np

from civic.grouping.features import Features
from civic.grouping.texts import Text, squeezed

MOST = 5


def representatives_of(
    features: Features, texts: Sequence[Text], groups: Sequence, sure: Sequence
) -> list[list[int]]:
    """Places of the texts nearest the middle of each group, each by another author and with
    another title and text."""
    return [
        _representatives(features, texts, mine if len(mine) else group)
        for group, mine in zip(groups, sure, strict=True)
    ]


def _representatives(features, texts, places) -> list[int]:
    middle = features.points[places].mean(axis=0)
    nearness = np.round(features.points[places] @ middle, 9)
    chosen: list[int] = []
    seen: set[tuple[str, object]] = set()
    for place in np.asarray(places)[np.argsort(-nearness, kind="stable")]:
        text = texts[place]
        marks = {("author", features.authors[place]), ("title", squeezed(text.title))}
        marks.add(("body", squeezed(text.body) or f"\0{place}"))
        if not marks & seen:
            chosen.append(int(place))
            seen |= marks
        if len(chosen) == MOST:
            break
    return chosen
