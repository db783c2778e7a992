"""같은 말: reports of a round that say or ask the same, in piles to be merged in one act."""
