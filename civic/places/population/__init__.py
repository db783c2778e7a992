"""How many live in each district, by age band."""
