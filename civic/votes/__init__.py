"""투표: ballots, budget rules, and the result."""
