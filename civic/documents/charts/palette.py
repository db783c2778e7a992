"""The colours of pictures, from static/css/ground/tokens.css, told apart when printed in grey."""

INK, QUIET, LINE, PAPER = "#1e2124", "#58616a", "#8a949e", "#ffffff"
ACCENT, SAND, SUNK, LAND = "#0b50d0", "#c9c1b3", "#f1eee8", "#f8f6f2"
# Nothing, then from few to many: each is clearly darker than the one before.
RAMP = ("#ffffff", "#d3e2fd", "#9ec1fa", "#5f93ee", "#1d55c4", "#06296e")
ON_DARK = 4  # from this place in RAMP on, words are white


def ramp(count: int) -> tuple[str, ...]:
    """So many colours from few to many, spread over the whole ramp. count: 1 to 5."""
    picked = {1: (4,), 2: (2, 4), 3: (2, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}[count]
    return tuple(RAMP[n] for n in picked)


def words_on(fill: str) -> str:
    return PAPER if fill in RAMP[ON_DARK:] else INK
