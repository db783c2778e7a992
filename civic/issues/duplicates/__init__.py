"""Reports of the same problem: which are alike, and which wait to be merged."""
