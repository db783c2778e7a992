"""A round's texts grouped by meaning: read, given to the calculation, named by issue."""


class TooFewTexts(Exception):
    """There are not enough texts to group at all."""


def grouped(round_id: int, record) -> list[dict]:
    raise TooFewTexts
