"""The colours of pictures, from static/css/ground/tokens.css, told apart when printed in grey."""

INK, QUIET, LINE, PAPER = "#1e2124", "#58616a", "#8a949e", "#ffffff"
ACCENT, SAND, SUNK, LAND = "#0b50d0", "#c9c1b3", "#f1eee8", "#f8f6f2"
# Nothing, then from few to many: each is clearly darker than the one before.
RAMP = ("#ffffff", "#d3e2fd", "#9ec1fa", "#5f93ee", "#1d55c4", "#06296e")
ON_DARK = 4  # from this place in RAMP on, words are white


def lightness(colour: str) -> float:
    """CIE L* of "#rrggbb", 0 (black) to 100 (white): how light it prints in grey."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


def ramp(count: int) -> tuple[str, ...]:
    """So many colours from few to many, spread over the whole ramp. count: 1 to 5."""
    picked = {1: (4,), 2: (2, 4), 3: (2, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}[count]
    return tuple(RAMP[n] for n in picked)


def words_on(fill: str) -> str:
    return PAPER if fill in RAMP[ON_DARK:] else INK
