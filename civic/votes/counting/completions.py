"""What equal shares is asked with; apart from its calculation, which loads NumPy."""

# name: (do shares grow, is the rest spent by votes)
COMPLETIONS = {
    "none": (False, False),
    "greedy": (False, True),
    "add1": (True, False),
    "add1u": (True, True),
    "add1-greedy": (True, True),
    "add1u-greedy": (True, True),
}


def natural_step(budget: int, voters: int) -> int:
    """A step for add1 in won: the largest of 1, 2, 5, 10, 20 … up to a twentieth of one share."""
    most = max(1, budget // (20 * voters)) if voters else 1
    power: int = 10 ** (len(str(most)) - 1)
    return max(digit * power for digit in (1, 2, 5) if digit * power <= most)
